package routec.compiler.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One input text under the name that the user gave it.
 *
 * <p>Lines end at LF, CRLF or CR. Offsets count UTF-16 units from 0; lines and columns count from
 * 1, columns in Unicode characters. Nothing here ever prints the text by itself: it may hold
 * secrets.
 */
public final class SourceFile implements Comparable<SourceFile> {
  private final String name;
  private final String text;
  private final boolean utf8;
  private final int[] lineStarts;

  private SourceFile(String name, String text, boolean utf8) {
    this.name = name;
    this.text = text;
    this.utf8 = utf8;
    this.lineStarts = lineStarts(text);
  }

  /** A text that is in memory already. */
  public static SourceFile of(String name, String text) {
    return new SourceFile(name, text, true);
  }

  /**
   * A file's bytes, read as UTF-8 (a byte order mark is skipped); bytes that aren't UTF-8 become
   * U+FFFD, and {@link #isUtf8} says so.
   */
  public static SourceFile decode(String name, byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int start = mark ? 3 : 0;
    if (bytes.length >= 2 && (bytes[0] & 0xFF) + (bytes[1] & 0xFF) == 0xFE + 0xFF) {
      return new SourceFile(name, new String(bytes, StandardCharsets.UTF_16), false);
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, start, bytes.length - start))
              .toString();
      return new SourceFile(name, text, true);
    } catch (CharacterCodingException _) {
      String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
      return new SourceFile(name, text, false);
    }
  }

  /** The name that the user gave. */
  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** Whether the bytes were valid UTF-8. */
  public boolean isUtf8() {
    return utf8;
  }

  public int lineCount() {
    return lineStarts.length;
  }

  /** A line without its end; empty past the last one. */
  public String line(int number) {
    if (number < 1 || number > lineStarts.length) {
      return "";
    }
    int start = lineStarts[number - 1];
    int end = number < lineStarts.length ? lineStarts[number] : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Where a line begins in the text. */
  public int offset(int line) {
    return lineStarts[Math.clamp(line, 1, lineStarts.length) - 1];
  }

  /** Where the character after a number of characters of a line stands in the text. */
  public int offset(int line, int characters) {
    String written = line(line);
    int most = written.codePointCount(0, written.length());
    return offset(line) + written.offsetByCodePoints(0, Math.min(characters, most));
  }

  /** The place between two offsets of the text; both are clamped to it. */
  public Span span(int start, int end) {
    int from = Math.clamp(start, 0, text.length());
    int to = Math.clamp(end, from, text.length());
    int line = lineAt(from);
    int endLine = lineAt(to);
    return new Span(this, line, columnAt(from, line), endLine, columnAt(to, endLine));
  }

  /** The whole of one line, without its indentation. */
  public Span lineSpan(int number) {
    String line = line(number);
    int indent = line.length() - line.stripLeading().length();
    int end = line.stripTrailing().length();
    return new Span(
        this,
        number,
        line.codePointCount(0, indent) + 1,
        number,
        line.codePointCount(0, Math.max(indent, end)) + 1);
  }

  /** The first character of the text. */
  public Span start() {
    return new Span(this, 1, 1, 1, 1);
  }

  private int lineAt(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private int columnAt(int offset, int line) {
    return text.codePointCount(lineStarts[line - 1], offset) + 1;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean carriageReturn = c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n');
      if (c == '\n' || carriageReturn) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  @Override
  public int compareTo(SourceFile other) {
    if (other == this) {
      return 0; // places are compared by the thousand, and nearly all stand in one text
    }
    int byName = name.compareTo(other.name);
    return byName != 0 ? byName : text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceFile file && name.equals(file.name) && text.equals(file.text);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}

package routec.compiler.yaml;

import java.util.ArrayList;
import java.util.List;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.SourceFile;
import routec.compiler.source.Span;

/**
 * Reads a text into documents.
 *
 * <p>A line that begins with {@code ---} always begins a document in YAML, even inside a quoted
 * text or a block; so each piece between such lines is parsed by itself, and a mistake in one hides
 * no mistake in another.
 */
public final class YamlReader {
  /** The largest file, in UTF-16 units: room for about 20,000 routes. */
  static final int LARGEST = 64 << 20;

  private final Diagnostics diagnostics;

  public YamlReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The documents that hold something, in the order of the text. */
  public List<YamlDocument> read(SourceFile file) {
    if (file.text().length() > LARGEST) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0108,
                  file.start(),
                  "The file has more than %d MiB of text.".formatted(LARGEST >> 20))
              .hint("split it into several files"));
      return List.of();
    }
    int clean = diagnostics.count();
    boolean encoded = reportEncoding(file);
    List<YamlDocument> documents =
        diagnostics
            .each(pieces(file), (piece, found) -> readPiece(file, piece, encoded, found))
            .stream()
            .flatMap(List::stream)
            .toList();
    if (documents.isEmpty() && clean == diagnostics.count()) {
      diagnostics.add(
          Diagnostic.of(Code.RC0111, file.start(), "The file holds no object.")
              .hint("an object begins with `apiVersion:` and `kind:`"));
    }
    return encoded ? documents : documents.stream().map(YamlReader::cut).toList();
  }

  /** Some lines of a file, from the first to the last of them. */
  private record Piece(int from, int to) {}

  private static List<Piece> pieces(SourceFile file) {
    List<Piece> pieces = new ArrayList<>();
    int from = 1;
    for (int line = 1; line <= file.lineCount(); line++) {
      boolean last = line == file.lineCount();
      if (last || beginsDocument(file.text(), file.offset(line + 1))) {
        pieces.add(new Piece(from, line));
        from = line + 1;
      }
    }
    return pieces;
  }

  /** What seems to be missing may stand in the bytes that are no text. */
  private static YamlDocument cut(YamlDocument document) {
    return new YamlDocument(document.root(), document.span(), false, document.sound());
  }

  private static List<YamlDocument> readPiece(
      SourceFile file, Piece piece, boolean encoded, Diagnostics found) {
    int start = file.offset(piece.from());
    int end = piece.to() == file.lineCount() ? file.text().length() : file.offset(piece.to() + 1);
    String text = file.text().substring(start, end);
    List<YamlDocument> documents = new ArrayList<>();
    if (!text.lines().allMatch(YamlReader::saysNothing)) {
      String clean =
          encoded
              ? withoutControls(file, text, start, found)
              : text.replaceAll("[^\\P{Cntrl}\\s]", " ");
      new PieceReader(file, piece.from(), clean, found).read(documents);
    }
    return documents;
  }

  /** A line that is blank, or holds nothing but a comment or a directive. */
  private static boolean saysNothing(String line) {
    String text = line.strip();
    return text.isEmpty() || text.charAt(0) == '#' || text.charAt(0) == '%';
  }

  /**
   * Whether {@code ---} and nothing, or a blank and more, stands in a text at the start of a line.
   */
  private static boolean beginsDocument(String text, int offset) {
    return text.startsWith("---", offset)
        && (text.length() == offset + 3 || " \t\r\n".indexOf(text.charAt(offset + 3)) >= 0);
  }

  private boolean reportEncoding(SourceFile file) {
    if (file.isUtf8()) {
      return true;
    }
    int bad = Math.max(0, file.text().indexOf('\uFFFD'));
    diagnostics.add(
        Diagnostic.of(Code.RC0104, file.span(bad, bad + 1), "The file is not UTF-8 text.")
            .hint("save it as UTF-8"));
    return false;
  }

  /** Reports the first character that YAML can't hold and puts spaces in the place of all. */
  private static String withoutControls(
      SourceFile file, String piece, int start, Diagnostics found) {
    StringBuilder clean = null;
    for (int i = 0; i < piece.length(); i++) {
      if (isPrintable(piece, i)) {
        continue;
      }
      if (clean == null) {
        clean = new StringBuilder(piece);
        Span span = file.span(start + i, start + i + 1);
        String name = "U+%04X".formatted((int) piece.charAt(i));
        found.add(
            Diagnostic.of(Code.RC0101, span, "The character " + name + " can't stand in YAML.")
                .hint("write it as an escape in double quotes, or leave it out"));
      }
      clean.setCharAt(i, ' ');
    }
    return clean == null ? piece : clean.toString();
  }

  /** As in YAML 1.2, section 5.1. */
  private static boolean isPrintable(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }
    return (c >= 0x20 && c < 0x7F)
        || c == '\n'
        || c == '\r'
        || c == '\t'
        || c == 0x85
        || (c >= 0xA0 && c < 0xFFFE);
  }
}

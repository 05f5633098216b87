package routec.compiler.yaml;

import java.io.Reader;

/**
 * A text that is never handed out with half a character at the end of a part: the parser's own way
 * of asking for the other half fails where its window is full.
 */
final class WholeCharacters extends Reader {
  private final String text;
  private int next;

  WholeCharacters(String text) {
    this.text = text;
  }

  @Override
  public int read(char[] into, int offset, int most) {
    int left = text.length() - next;
    if (left == 0) {
      return -1;
    }
    int count = Math.min(most, left);
    if (count > 1 && count < left && Character.isHighSurrogate(text.charAt(next + count - 1))) {
      count--;
    }
    text.getChars(next, next + count, into, offset);
    next += count;
    return count;
  }

  @Override
  public void close() {}
}

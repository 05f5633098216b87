package routec.runtime.json;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;

/** The inside of JSON strings: escapes to UTF-8 bytes and back. */
public final class JsonText {
  private static final byte[] HEX =
      "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private JsonText() {}

  /**
   * Appends the UTF-8 bytes that a well-formed string body (without quotes) stands for. A lone
   * surrogate, which UTF-8 can't hold, becomes U+FFFD.
   */
  public static void unescape(Slice raw, ByteWriter out) {
    byte[] in = raw.array();
    int i = raw.start();
    int plain = i;
    while (i < raw.end()) {
      if (in[i] != '\\') {
        i++;
        continue;
      }
      out.put(in, plain, i);
      switch (in[i + 1]) {
        case 'b' -> out.put('\b');
        case 'f' -> out.put('\f');
        case 'n' -> out.put('\n');
        case 'r' -> out.put('\r');
        case 't' -> out.put('\t');
        case 'u' -> i += codePoint(in, i, raw.end(), out);
        default -> out.put(in[i + 1]);
      }
      i += 2;
      plain = i;
    }
    out.put(in, plain, raw.end());
  }

  /** Appends UTF-8 bytes as the body of a JSON string (without quotes). */
  public static void escape(Slice text, ByteWriter out) {
    byte[] in = text.array();
    int plain = text.start();
    for (int i = plain; i < text.end(); i++) {
      int b = in[i];
      if (b >= 0x20 && b != '"' && b != '\\' || b < 0) {
        continue;
      }
      out.put(in, plain, i);
      plain = i + 1;
      switch (b) {
        case '"' -> out.ascii("\\\"");
        case '\\' -> out.ascii("\\\\");
        case '\n' -> out.ascii("\\n");
        case '\r' -> out.ascii("\\r");
        case '\t' -> out.ascii("\\t");
        default -> out.ascii("\\u00").put(HEX[b >> 4]).put(HEX[b & 0xF]);
      }
    }
    out.put(in, plain, text.end());
  }

  /** How many code points a string body stands for. */
  public static int codePoints(Slice raw) {
    byte[] in = raw.array();
    int count = 0;
    boolean high = false;
    for (int i = raw.start(); i < raw.end(); i++) {
      boolean ends = false;
      if (in[i] != '\\') {
        count += (in[i] & 0xC0) == 0x80 ? 0 : 1;
      } else if (in[i + 1] != 'u') {
        count++;
        i++;
      } else {
        char unit = (char) unit(in, i);
        count += high && Character.isLowSurrogate(unit) ? 0 : 1;
        ends = Character.isHighSurrogate(unit);
        i += 5;
      }
      high = ends;
    }
    return count;
  }

  /** Whether a string body has nothing but white space in it, escaped or not. */
  public static boolean isBlank(Slice raw) {
    byte[] in = raw.array();
    int i = raw.start();
    while (i < raw.end()) {
      if (in[i] == ' ') {
        i++;
      } else if (in[i] == '\\' && "nrtf".indexOf(in[i + 1]) >= 0) {
        i += 2;
      } else {
        return raw.text().indexOf('\\') >= 0 || in[i] < 0 ? unescaped(raw).isBlank() : false;
      }
    }
    return true;
  }

  /** The text that a string body stands for. */
  public static String unescaped(Slice raw) {
    ByteWriter out = new ByteWriter(raw.length());
    unescape(raw, out);
    return out.slice().text();
  }

  /**
   * Appends the code point of the escape at {@code i}; returns how many bytes beyond two it took.
   */
  private static int codePoint(byte[] in, int i, int end, ByteWriter out) {
    int unit = unit(in, i);
    if (Character.isHighSurrogate((char) unit)
        && i + 12 <= end
        && in[i + 6] == '\\'
        && in[i + 7] == 'u'
        && Character.isLowSurrogate((char) unit(in, i + 6))) {
      putUtf8(Character.toCodePoint((char) unit, (char) unit(in, i + 6)), out);
      return 10;
    }
    putUtf8(Character.isSurrogate((char) unit) ? 0xFFFD : unit, out);
    return 4;
  }

  private static int unit(byte[] in, int i) {
    int unit = 0;
    for (int k = i + 2; k < i + 6; k++) {
      unit = unit << 4 | Character.digit(in[k], 16);
    }
    return unit;
  }

  private static void putUtf8(int codePoint, ByteWriter out) {
    if (codePoint < 0x80) {
      out.put(codePoint);
    } else if (codePoint < 0x800) {
      out.put(0xC0 | codePoint >> 6).put(0x80 | codePoint & 0x3F);
    } else if (codePoint < 0x10000) {
      out.put(0xE0 | codePoint >> 12)
          .put(0x80 | codePoint >> 6 & 0x3F)
          .put(0x80 | codePoint & 0x3F);
    } else {
      out.put(0xF0 | codePoint >> 18)
          .put(0x80 | codePoint >> 12 & 0x3F)
          .put(0x80 | codePoint >> 6 & 0x3F)
          .put(0x80 | codePoint & 0x3F);
    }
  }
}

package routec.runtime.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;

/**
 * A strict cursor over one JSON text (RFC 8259) that hands out values as raw slices.
 *
 * <p>Everything it passes is checked: grammar, UTF-8 (no overlong forms, no surrogates), control
 * characters, nesting of at most {@value #MAX_DEPTH}. So a slice from it may be copied into other
 * JSON as it stands, and numbers, escapes and key order survive byte for byte. Time is linear in
 * the size, memory constant. Broken text ends in the {@link Fault} of its {@link JsonOrigin}.
 *
 * <pre>{@code
 * reader.beginObject();
 * while (reader.nextMember()) {
 *   switch (reader.name()) { case "model" -> model = reader.string(); default -> reader.skip(); }
 * }
 * }</pre>
 */
public final class JsonReader {
  /** The deepest nesting of objects and arrays. */
  public static final int MAX_DEPTH = 512;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;

  private final byte[] in;
  private final int end;
  private final JsonOrigin origin;
  private final int base;
  private int at;
  private int depth;
  private boolean first;
  private int nameStart;
  private int nameEnd;

  public JsonReader(Slice json, JsonOrigin origin) {
    this.in = json.array();
    this.base = json.start();
    this.at = json.start();
    this.end = json.end();
    this.origin = origin;
  }

  /** A reader of what a client sent. */
  public static JsonReader ofClient(Slice json) {
    return new JsonReader(json, JsonOrigin.CLIENT);
  }

  /** A reader of what a provider sent. */
  public static JsonReader ofProvider(Slice json) {
    return new JsonReader(json, JsonOrigin.PROVIDER);
  }

  /** The kind of the next value, which stays unread. */
  public JsonKind peek() {
    space();
    return switch (current()) {
      case '{' -> JsonKind.OBJECT;
      case '[' -> JsonKind.ARRAY;
      case '"' -> JsonKind.STRING;
      case 't' -> JsonKind.TRUE;
      case 'f' -> JsonKind.FALSE;
      case 'n' -> JsonKind.NULL;
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> JsonKind.NUMBER;
      default -> throw unexpected("a value");
    };
  }

  public void beginObject() {
    open('{', "an object");
  }

  /** Moves to the next member of the object just begun or read; false at its end. */
  public boolean nextMember() {
    if (!nextItem('}')) {
      return false;
    }
    if (current() != '"') {
      throw unexpected("a member name");
    }
    nameStart = at + 1;
    skipString();
    nameEnd = at - 1;
    space();
    if (current() != ':') {
      throw unexpected("`:`");
    }
    at++;
    return true;
  }

  /** The decoded name of the current member. */
  public String name() {
    return decode(nameStart, nameEnd);
  }

  /** Whether the current member's name is this ASCII text (written without escapes). */
  public boolean nameIs(String ascii) {
    return new Slice(in, nameStart, nameEnd).is(ascii);
  }

  /** The current member's name as it stands, without its quotes. */
  public Slice rawName() {
    return new Slice(in, nameStart, nameEnd);
  }

  public void beginArray() {
    open('[', "an array");
  }

  /** Moves to the next element of the array just begun or read; false at its end. */
  public boolean nextElement() {
    return nextItem(']');
  }

  /** Passes the next value, whatever it is, and returns its exact bytes. */
  public Slice value() {
    space();
    int start = at;
    skip();
    return new Slice(in, start, at);
  }

  /** Passes the next value. */
  public void skip() {
    switch (peek()) {
      case OBJECT -> {
        beginObject();
        while (nextMember()) {
          skip();
        }
      }
      case ARRAY -> {
        beginArray();
        while (nextElement()) {
          skip();
        }
      }
      case STRING -> skipString();
      case NUMBER -> skipNumber();
      case TRUE -> word("true");
      case FALSE -> word("false");
      case NULL -> word("null");
    }
  }

  /** Passes {@code null} if that is the next value. */
  public boolean skipNull() {
    if (peek() != JsonKind.NULL) {
      return false;
    }
    word("null");
    return true;
  }

  /** The next value, a string, decoded. A lone surrogate escape becomes U+FFFD. */
  public String string() {
    Slice raw = rawString();
    return decode(raw.start(), raw.end());
  }

  /** The next value, a string: the bytes between its quotes, escapes as they stand. */
  public Slice rawString() {
    space();
    if (current() != '"') {
      throw unexpected("a string");
    }
    int start = at + 1;
    skipString();
    return new Slice(in, start, at - 1);
  }

  /** The next value, a number, as it is written. */
  public Slice number() {
    if (peek() != JsonKind.NUMBER) {
      throw unexpected("a number");
    }
    int start = at;
    skipNumber();
    return new Slice(in, start, at);
  }

  /**
   * The next value, a whole number; {@code 28.0} counts as 28, as guardrails make Bedrock write.
   *
   * @throws Fault if it has a fraction or is outside the range of a long
   */
  public long integer() {
    int before = at;
    Slice number = number();
    long value = 0;
    int i = number.start();
    boolean negative = in[i] == '-';
    if (negative) {
      i++;
    }
    int digits = 0;
    while (i < number.end() && in[i] >= '0' && in[i] <= '9' && digits < 18) {
      value = value * 10 + (in[i++] - '0');
      digits++;
    }
    if (i == number.end()) {
      return negative ? -value : value;
    }
    try {
      return new BigDecimal(shortNumber(number)).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      at = before;
      throw origin.fault("a whole number is wanted at byte " + (number.start() - base));
    }
  }

  /** The next value, {@code true} or {@code false}. */
  public boolean bool() {
    return switch (peek()) {
      case TRUE -> {
        word("true");
        yield true;
      }
      case FALSE -> {
        word("false");
        yield false;
      }
      case OBJECT, ARRAY, STRING, NUMBER, NULL -> throw unexpected("true or false");
    };
  }

  /** Requires that nothing but white space follows. */
  public void end() {
    space();
    if (at != end) {
      throw unexpected("the end of the text");
    }
  }

  /** The offset of the next unread byte from the start of the text. */
  public int offset() {
    return at - base;
  }

  /** The fault for a value that is well-formed but not what its place wants. */
  public Fault fault(String problem) {
    return origin.fault(problem);
  }

  private String shortNumber(Slice number) {
    if (number.length() > 40) { // BigDecimal of a huge exponent or a mile of digits costs time
      throw new NumberFormatException();
    }
    String text = number.text();
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (exponent >= 0 && text.length() - exponent > 4) {
      throw new NumberFormatException();
    }
    return text;
  }

  private void open(char bracket, String what) {
    space();
    if (current() != bracket) {
      throw unexpected(what);
    }
    if (++depth > MAX_DEPTH) {
      throw origin.fault("nested deeper than " + MAX_DEPTH + " levels at byte " + (at - base));
    }
    at++;
    first = true;
  }

  private boolean nextItem(char close) {
    space();
    int b = current();
    if (b == close) {
      at++;
      depth--;
      first = false;
      return false;
    }
    if (!first) {
      if (b != ',') {
        throw unexpected("`,` or `" + close + "`");
      }
      at++;
      space();
      if (current() == close) {
        throw unexpected("a value after `,`");
      }
    }
    first = false;
    return true;
  }

  private void space() {
    while (at < end) {
      byte b = in[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return;
      }
      at++;
    }
  }

  private int current() {
    if (at >= end) {
      throw origin.fault("it ends too early, at byte " + (at - base));
    }
    return in[at];
  }

  private Fault unexpected(String wanted) {
    if (at >= end) {
      return origin.fault("it ends too early, at byte " + (at - base));
    }
    return origin.fault(wanted + " is wanted at byte " + (at - base));
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++, at++) {
      if (at >= end || in[at] != word.charAt(i)) {
        throw unexpected("`" + word + "`");
      }
    }
  }

  private void skipNumber() {
    if (in[at] == '-') {
      at++;
    }
    if (current() == '0') {
      at++;
    } else {
      digits();
    }
    if (at < end && in[at] == '.') {
      at++;
      digits();
    }
    if (at < end && (in[at] == 'e' || in[at] == 'E')) {
      at++;
      int sign = current();
      if (sign == '+' || sign == '-') {
        at++;
      }
      digits();
    }
  }

  private void digits() {
    int start = at;
    while (at < end && in[at] >= '0' && in[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw unexpected("a digit");
    }
  }

  // The hot loop of every large request: bench JsonReaderBench.
  private void skipString() {
    int i = at + 1;
    byte[] bytes = in;
    int stop = end;
    while (i < stop) {
      if (i + Long.BYTES <= stop) {
        long stops = unusual((long) EIGHT_BYTES.get(bytes, i));
        if (stops == 0) {
          i += Long.BYTES;
          continue;
        }
        i += Long.numberOfTrailingZeros(stops) >> 3;
      }
      int b = bytes[i];
      if (b == '"') {
        at = i + 1;
        return;
      }
      if (b == '\\') {
        i = skipEscape(i);
      } else if (b >= 0x20) {
        i++;
      } else if (b >= 0) {
        throw origin.fault("a control character stands in a string at byte " + (i - base));
      } else {
        i = skipUtf8(i);
      }
    }
    at = end;
    throw origin.fault("a string has no end, at byte " + (at - base));
  }

  /**
   * Marks, by its high bit, the first of eight bytes that is a quote, a backslash, a control
   * character or not ASCII. (Subtraction borrows upwards only, so the lowest mark is never false.)
   */
  private static long unusual(long eight) {
    long quote = (eight ^ 0x2222_2222_2222_2222L) - ONES;
    long backslash = (eight ^ 0x5C5C_5C5C_5C5C_5C5CL) - ONES;
    long control = eight - 0x2020_2020_2020_2020L;
    return (eight | quote | backslash | control) & 0x8080_8080_8080_8080L;
  }

  private int skipEscape(int i) {
    int next = i + 1 < end ? in[i + 1] : -1;
    switch (next) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return i + 2;
      }
      case 'u' -> {
        for (int k = i + 2; k < i + 6; k++) {
          if (k >= end || Character.digit(in[k], 16) < 0) {
            throw origin.fault("a \\u escape is broken at byte " + (i - base));
          }
        }
        return i + 6;
      }
      default -> throw origin.fault("an escape is unknown at byte " + (i - base));
    }
  }

  /** Passes one multi-byte character by the table of well-formed UTF-8 (Unicode 15, table 3-7). */
  private int skipUtf8(int i) {
    int lead = in[i] & 0xFF;
    int second = i + 1 < end ? in[i + 1] & 0xFF : 0;
    int count;
    boolean good;
    if (lead >= 0xC2 && lead <= 0xDF) {
      count = 2;
      good = continues(second);
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      count = 3;
      good =
          continues(second) && (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second < 0xA0);
    } else {
      count = 4;
      good =
          lead >= 0xF0
              && lead <= 0xF4
              && continues(second)
              && (lead != 0xF0 || second >= 0x90)
              && (lead != 0xF4 || second < 0x90);
    }
    for (int k = 2; good && k < count; k++) {
      good = i + k < end && continues(in[i + k] & 0xFF);
    }
    if (!good) {
      throw origin.fault("it is not UTF-8 at byte " + (i - base));
    }
    return i + count;
  }

  private static boolean continues(int b) {
    return (b & 0xC0) == 0x80;
  }

  private String decode(int from, int to) {
    for (int i = from; i < to; i++) {
      if (in[i] == '\\') {
        ByteWriter out = new ByteWriter(to - from);
        JsonText.unescape(new Slice(in, from, to), out);
        return out.slice().text();
      }
    }
    return new String(in, from, to - from, StandardCharsets.UTF_8);
  }
}

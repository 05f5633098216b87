package routec.runtime.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A range of bytes inside an array that nobody changes while the slice is in use.
 *
 * <p>{@code start} is inclusive, {@code end} exclusive. Equality is by content.
 */
public record Slice(byte[] array, int start, int end) {
  /** No bytes. */
  public static final Slice EMPTY = of(new byte[0]);

  public Slice {
    if (start < 0 || end < start || end > array.length) {
      throw new IndexOutOfBoundsException(start + ".." + end + " of " + array.length);
    }
  }

  /** The whole array, not copied. */
  public static Slice of(byte[] array) {
    return new Slice(array, 0, array.length);
  }

  /** The UTF-8 bytes of a text. */
  public static Slice utf8(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The number of bytes. */
  public int length() {
    return end - start;
  }

  public boolean isEmpty() {
    return start == end;
  }

  /** The byte at an offset from the start of the slice. */
  public byte at(int offset) {
    return array[start + offset];
  }

  /** A copy of the bytes; the array itself where the slice covers all of it. */
  public byte[] bytes() {
    return start == 0 && end == array.length ? array : Arrays.copyOfRange(array, start, end);
  }

  /** The bytes decoded as UTF-8. */
  public String text() {
    return new String(array, start, end - start, StandardCharsets.UTF_8);
  }

  /** Whether the bytes are exactly the characters of an ASCII text. */
  public boolean is(String ascii) {
    if (ascii.length() != length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (array[start + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slice that
        && Arrays.equals(array, start, end, that.array, that.start, that.end);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The length only: bodies never reach a log by accident. */
  @Override
  public String toString() {
    return "Slice[" + length() + " bytes]";
  }
}

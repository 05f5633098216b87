package routec.runtime.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growable byte buffer that is written from front to back and read as one slice. */
public final class ByteWriter {
  private byte[] buffer;
  private int length;

  public ByteWriter(int capacity) {
    buffer = new byte[Math.max(16, capacity)];
  }

  /** The number of bytes written so far. */
  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** Forgets what was written and keeps the memory. */
  public void clear() {
    length = 0;
  }

  /** Forgets all bytes from a former {@link #length()} on. */
  public void truncate(int toLength) {
    if (toLength > length) {
      throw new IndexOutOfBoundsException(toLength + " of " + length);
    }
    length = toLength;
  }

  public ByteWriter put(int b) {
    if (length == buffer.length) {
      grow(1);
    }
    buffer[length++] = (byte) b;
    return this;
  }

  public ByteWriter put(byte[] bytes) {
    return put(bytes, 0, bytes.length);
  }

  public ByteWriter put(Slice slice) {
    return put(slice.array(), slice.start(), slice.end());
  }

  /** Appends the bytes from {@code start} (inclusive) to {@code end} (exclusive). */
  public ByteWriter put(byte[] bytes, int start, int end) {
    int count = end - start;
    if (buffer.length - length < count) {
      grow(count);
    }
    System.arraycopy(bytes, start, buffer, length, count);
    length += count;
    return this;
  }

  /** Appends a text of ASCII characters only, one byte each. */
  @SuppressWarnings(
      "deprecation") // String.getBytes(int, int, byte[], int) is exactly ASCII copying
  public ByteWriter ascii(String text) {
    int count = text.length();
    if (buffer.length - length < count) {
      grow(count);
    }
    text.getBytes(0, count, buffer, length);
    length += count;
    return this;
  }

  public ByteWriter utf8(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends a whole number in decimal. */
  public ByteWriter decimal(long value) {
    return ascii(Long.toString(value));
  }

  /** What was written, without a copy: valid until the next write. */
  public Slice slice() {
    return new Slice(buffer, 0, length);
  }

  /** The bytes written from a former {@link #length()} on, without a copy. */
  public Slice sliceFrom(int start) {
    return new Slice(buffer, start, length);
  }

  /** A copy of what was written. */
  public byte[] bytes() {
    return Arrays.copyOf(buffer, length);
  }

  /** Writes everything to a stream in one call. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(buffer, 0, length);
  }

  private void grow(int count) {
    int wanted = Math.addExact(length, count);
    buffer = Arrays.copyOf(buffer, Math.max(wanted, Math.min(buffer.length, 1 << 29) * 2));
  }
}

package routec.runtime.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;

/** The body of a reply without its framing, handed out as it arrives. */
abstract sealed class ReplyBody extends InputStream {
  final Connection connection;
  private boolean complete;

  private ReplyBody(Connection connection) {
    this.connection = connection;
  }

  /** The body that a head announces (RFC 9112, 6.3). */
  static ReplyBody of(ReplyHeadReader.Parsed parsed, Connection connection) {
    ReplyHead head = parsed.head();
    Headers headers = head.headers();
    List<String> lengths = headers.all("content-length");
    List<String> codings = headers.all("transfer-encoding");
    if (lengths.size() > 1) {
      throw ReplyHeadReader.broken("it has two Content-Lengths");
    }
    if (!codings.isEmpty()) {
      boolean chunked =
          codings.size() == 1 && codings.getFirst().toLowerCase(Locale.ROOT).equals("chunked");
      if (!lengths.isEmpty() || !chunked || !parsed.persistent()) {
        throw ReplyHeadReader.broken("its Transfer-Encoding is in doubt");
      }
    }
    long length = lengths.isEmpty() ? -1 : length(lengths.getFirst());
    if (head.status() == 204 || head.status() == 304) {
      return new Counted(connection, 0);
    }
    if (!codings.isEmpty()) {
      return new Chunked(connection);
    }
    return length >= 0 ? new Counted(connection, length) : new UntilClose(connection);
  }

  private static long length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || i >= 18) {
        throw ReplyHeadReader.broken("its Content-Length is no number");
      }
      length = length * 10 + c - '0';
    }
    if (text.isEmpty()) {
      throw ReplyHeadReader.broken("its Content-Length is empty");
    }
    return length;
  }

  /** Whether the body was read to its proper end, so that the next reply begins right after it. */
  final boolean complete() {
    return complete;
  }

  final void finish() {
    complete = true;
  }

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    int count = read(one, 0, 1);
    return count < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    return complete ? -1 : next(target, offset, length);
  }

  abstract int next(byte[] target, int offset, int length) throws IOException;

  /** A body of a known length. */
  static final class Counted extends ReplyBody {
    private long left;

    Counted(Connection connection, long length) {
      super(connection);
      left = length;
      if (length == 0) {
        finish();
      }
    }

    @Override
    int next(byte[] target, int offset, int length) throws IOException {
      int count = connection.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the connection ended " + left + " bytes before the body's end");
      }
      left -= count;
      if (left == 0) {
        finish();
      }
      return count;
    }
  }

  /** A body that ends with its connection. */
  static final class UntilClose extends ReplyBody {
    UntilClose(Connection connection) {
      super(connection);
    }

    @Override
    int next(byte[] target, int offset, int length) throws IOException {
      int count = connection.read(target, offset, length);
      if (count < 0) {
        finish();
      }
      return count;
    }
  }

  /**
   * A body in chunks (RFC 9112, 7.1): data is handed out as it arrives, never held back until its
   * chunk is whole; extensions and trailers are passed over, within limits.
   */
  static final class Chunked extends ReplyBody {
    private static final int MOST_TRAILER_BYTES = 16 * 1024;

    private long left;
    private boolean within;

    Chunked(Connection connection) {
      super(connection);
    }

    @Override
    int next(byte[] target, int offset, int length) throws IOException {
      if (left == 0 && !beginChunk()) {
        return -1;
      }
      int count = connection.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the connection ended within a chunk");
      }
      left -= count;
      if (left == 0 && connection.buffered() >= 7) {
        finishIfLast();
      }
      return count;
    }

    /** Sees the end already where it came with the data, so that no further read is needed. */
    private void finishIfLast() {
      byte[] buffer = connection.buffer();
      int at = connection.at();
      if (connection.buffered() == 7 && matches(buffer, at, "\r\n0\r\n\r\n")) {
        connection.take(7);
        within = false;
        finish();
      }
    }

    private static boolean matches(byte[] buffer, int at, String text) {
      for (int i = 0; i < text.length(); i++) {
        if (buffer[at + i] != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    private boolean beginChunk() throws IOException {
      if (within) {
        lineEnd();
      }
      left = size();
      within = true;
      if (left > 0) {
        return true;
      }
      trailers();
      finish();
      return false;
    }

    private long size() throws IOException {
      long size = 0;
      int digits = 0;
      int b = connection.readByte();
      while (Character.digit(b, 16) >= 0 && b < 0x80) {
        if (++digits > 15) {
          throw new IOException("a chunk's size is too large");
        }
        size = size * 16 + Character.digit(b, 16);
        b = connection.readByte();
      }
      if (digits == 0) {
        throw new IOException("a chunk has no size");
      }
      int passed = 0;
      while (b == ' ' || b == '\t') {
        b = connection.readByte();
        bound(++passed);
      }
      if (b == ';') {
        while (b != '\r') {
          b = connection.readByte();
          bound(++passed);
          if (b == '\n') {
            throw new IOException("a chunk's size ends without CRLF");
          }
        }
      }
      if (b != '\r' || connection.readByte() != '\n') {
        throw new IOException("a chunk's size is broken");
      }
      return size;
    }

    private void trailers() throws IOException {
      int passed = 0;
      int inLine = 0;
      while (true) {
        int b = connection.readByte();
        bound(++passed);
        if (b == '\r') {
          if (connection.readByte() != '\n') {
            throw new IOException("a trailer ends without CRLF");
          }
          if (inLine == 0) {
            return;
          }
          inLine = 0;
        } else if (b == '\n') {
          throw new IOException("a trailer ends without CRLF");
        } else {
          inLine++;
        }
      }
    }

    private void lineEnd() throws IOException {
      if (connection.readByte() != '\r' || connection.readByte() != '\n') {
        throw new IOException("a chunk is longer than it says");
      }
    }

    private static void bound(int passed) throws IOException {
      if (passed > MOST_TRAILER_BYTES) {
        throw new IOException("a chunked body carries too much besides data");
      }
    }
  }
}

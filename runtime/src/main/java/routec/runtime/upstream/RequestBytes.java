package routec.runtime.upstream;

import java.io.IOException;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Header;
import routec.runtime.spi.UpstreamRequest;

/**
 * A request as it goes on the wire: small ones in one piece, large ones as head and body.
 *
 * @param first the head, and the body too where that is small
 * @param second the body where it is large, else empty
 */
record RequestBytes(Slice first, Slice second) {
  /** Copying more than this would cost more than a second system call. */
  private static final int ONE_PIECE = 64 * 1024;

  static RequestBytes of(UpstreamRequest request) {
    Slice body = request.body();
    boolean small = body.length() <= ONE_PIECE;
    ByteWriter out = new ByteWriter(768 + request.path().length() + (small ? body.length() : 0));
    out.ascii(line(request.method()))
        .put(' ')
        .ascii(path(request.path()))
        .ascii(" HTTP/1.1\r\nhost: ");
    out.ascii(request.target().authority()).ascii("\r\n");
    for (Header header : request.headers()) {
      out.ascii(header.name()).ascii(": ").ascii(line(header.value())).ascii("\r\n");
    }
    out.ascii("content-length: ").decimal(body.length()).ascii("\r\n\r\n");
    if (small) {
      out.put(body);
    }
    return new RequestBytes(out.slice(), small ? Slice.EMPTY : body);
  }

  int size() {
    return first.length() + second.length();
  }

  void writeTo(Connection connection) throws IOException {
    connection.write(first.array(), first.start(), first.length());
    if (!second.isEmpty()) {
      connection.write(second.array(), second.start(), second.length());
    }
  }

  private static String path(String text) {
    if (!text.startsWith("/") || text.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("a path does not begin with a slash or holds a space");
    }
    return line(text);
  }

  /** The last guard against a line break that would smuggle a header or a request. */
  private static String line(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c > 0xFF || c == 0x7F) {
        throw new IllegalArgumentException("a header or path holds a character that it can't");
      }
    }
    return text;
  }
}

package routec.runtime.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import routec.runtime.fault.ProviderFault;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;

/**
 * Reads the head of a reply, strictly (RFC 9112): what two parsers could read differently is
 * refused, because the next reply on the connection would be in doubt.
 */
final class ReplyHeadReader {
  /** The most bytes of a head. */
  static final int LARGEST = 64 * 1024;

  private static final int MOST_INTERIM = 8;

  private final byte[] in;
  private final int end;
  private int at;

  private ReplyHeadReader(byte[] in, int start, int end) {
    this.in = in;
    this.at = start;
    this.end = end;
  }

  /**
   * @param head status and headers
   * @param persistent whether the protocol version keeps connections open by itself
   */
  record Parsed(ReplyHead head, boolean persistent) {}

  /**
   * Reads heads until a final one (1xx replies are passed over).
   *
   * @throws EOFException if the connection ends before the first byte
   */
  static Parsed read(Connection connection) throws IOException {
    for (int i = 0; i < MOST_INTERIM; i++) {
      int length = headLength(connection);
      int start = connection.at();
      Parsed parsed = new ReplyHeadReader(connection.buffer(), start, start + length - 2).parse();
      connection.take(length);
      int status = parsed.head.status();
      if (status >= 200) {
        return parsed;
      }
      if (status == 101) {
        throw broken("it switches protocols unasked");
      }
    }
    throw broken("it has too many interim replies");
  }

  /** The number of bytes up to and with the empty line. */
  private static int headLength(Connection connection) throws IOException {
    int scanned = 0;
    while (true) {
      byte[] buffer = connection.buffer();
      for (int i = connection.at() + scanned + 3; i < connection.end(); i++) {
        if (buffer[i] == '\n'
            && buffer[i - 1] == '\r'
            && buffer[i - 2] == '\n'
            && buffer[i - 3] == '\r') {
          return i + 1 - connection.at();
        }
      }
      int have = connection.buffered();
      scanned = Math.max(0, have - 3);
      if (have >= LARGEST) {
        throw broken("its head is longer than " + LARGEST + " bytes");
      }
      if (!connection.fill(2 * LARGEST)) {
        if (have == 0) {
          throw new EOFException("the connection ended before the reply");
        }
        throw broken("it ends within its head");
      }
    }
  }

  private Parsed parse() {
    boolean persistent = version();
    int status = status();
    List<Header> headers = new ArrayList<>();
    while (at < end) {
      headers.add(header());
    }
    return new Parsed(new ReplyHead(status, Headers.of(headers)), persistent);
  }

  private boolean version() {
    if (end - at < 13 || !new String(in, at, 7, StandardCharsets.ISO_8859_1).equals("HTTP/1.")) {
      throw broken("it does not begin with HTTP/1.1");
    }
    int minor = in[at + 7];
    if ((minor != '1' && minor != '0') || in[at + 8] != ' ') {
      throw broken("it does not begin with HTTP/1.1");
    }
    at += 9;
    return minor == '1';
  }

  private int status() {
    int status = 0;
    for (int i = 0; i < 3; i++, at++) {
      if (in[at] < '0' || in[at] > '9') {
        throw broken("its status is not a number");
      }
      status = status * 10 + in[at] - '0';
    }
    if (status < 100 || status > 599 || (in[at] != ' ' && in[at] != '\r')) {
      throw broken("its status is none");
    }
    int lineEnd = lineEnd();
    checkText(at, lineEnd);
    at = lineEnd + 2;
    return status;
  }

  private Header header() {
    int lineEnd = lineEnd();
    int colon = at;
    while (colon < lineEnd && in[colon] != ':') {
      if (!isToken(in[colon])) {
        throw broken("a header's name is broken"); // spaces and folded lines among them
      }
      if (in[colon] >= 'A' && in[colon] <= 'Z') {
        in[colon] = (byte) (in[colon] + 'a' - 'A');
      }
      colon++;
    }
    if (colon == at || colon == lineEnd) {
      throw broken("a header has no name");
    }
    int from = colon + 1;
    int to = lineEnd;
    while (from < to && (in[from] == ' ' || in[from] == '\t')) {
      from++;
    }
    while (to > from && (in[to - 1] == ' ' || in[to - 1] == '\t')) {
      to--;
    }
    checkText(from, to);
    Header header =
        new Header(
            new String(in, at, colon - at, StandardCharsets.ISO_8859_1),
            new String(in, from, to - from, StandardCharsets.ISO_8859_1));
    at = lineEnd + 2;
    return header;
  }

  private int lineEnd() {
    int i = at;
    while (in[i] != '\r') { // the head ends with CRLF, so this ends too
      i++;
    }
    if (in[i + 1] != '\n') {
      throw broken("a line of its head ends without CRLF");
    }
    return i;
  }

  private void checkText(int from, int to) {
    for (int i = from; i < to; i++) {
      if ((in[i] >= 0 && in[i] < ' ' && in[i] != '\t') || in[i] == 0x7F) {
        throw broken("its head holds a control character");
      }
    }
  }

  private static boolean isToken(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || (b > ' ' && "!#$%&'*+-.^_`|~".indexOf(b) >= 0);
  }

  static ProviderFault broken(String problem) {
    return ProviderFault.broken("The provider's reply is not valid HTTP.").withDetail(problem);
  }
}

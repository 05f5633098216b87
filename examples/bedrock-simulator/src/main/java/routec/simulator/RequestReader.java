package routec.simulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads HTTP/1.1 requests and refuses what RFC 9112 forbids, so that a sloppy client is seen. */
final class RequestReader {
  private static final int LINE_LIMIT = 16 * 1024;
  private static final int HEADER_LIMIT = 200;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7e]*");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,8}");

  private final InputStream in;
  private final OutputStream out;
  private final int bodyLimit;

  RequestReader(InputStream in, OutputStream out, int bodyLimit) {
    this.in = in;
    this.out = out;
    this.bodyLimit = bodyLimit;
  }

  /** The next request, or empty when the client has closed the connection between requests. */
  Optional<HttpRequest> read() throws IOException {
    in.mark(1);
    if (in.read() < 0) {
      return Optional.empty();
    }
    in.reset();
    String[] start = line().split(" ", -1);
    if (start.length != 3 || !TOKEN.matcher(start[0]).matches()) {
      throw new MalformedRequest(400, "The request line is malformed.");
    }
    if (!TARGET.matcher(start[1]).matches()) {
      throw new MalformedRequest(400, "The request target is malformed.");
    }
    if (!start[2].equals("HTTP/1.1")) {
      throw new MalformedRequest(505, "Only HTTP/1.1 is spoken here.");
    }
    Map<String, List<String>> headers = headers();
    if (headers.getOrDefault("host", List.of()).size() != 1) {
      throw new MalformedRequest(400, "Exactly one Host header is required.");
    }
    return Optional.of(new HttpRequest(start[0], start[1], headers, body(headers)));
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    int count = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
        throw new MalformedRequest(400, "A header line is malformed.");
      }
      String value = line.substring(colon + 1).strip();
      if (!VALUE.matcher(value).matches() || ++count > HEADER_LIMIT) {
        throw new MalformedRequest(431, "A header value is malformed or there are too many.");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
          .add(value);
    }
    headers.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(headers);
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    List<String> encoding = headers.getOrDefault("transfer-encoding", List.of());
    List<String> length = headers.getOrDefault("content-length", List.of());
    if (!encoding.isEmpty() && !length.isEmpty()) {
      throw new MalformedRequest(400, "Content-Length and Transfer-Encoding exclude each other.");
    }
    if (length.size() > 1 || encoding.size() > 1) {
      throw new MalformedRequest(400, "The body's length is given twice.");
    }
    if (length.isEmpty() && encoding.isEmpty()) {
      return new byte[0];
    }
    if (headers.getOrDefault("expect", List.of()).contains("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    if (!length.isEmpty()) {
      return sized(length.getFirst());
    }
    if (!encoding.getFirst().equalsIgnoreCase("chunked")) {
      throw new MalformedRequest(501, "Only the transfer encoding chunked is spoken here.");
    }
    return chunked();
  }

  private byte[] sized(String length) throws IOException {
    if (!DIGITS.matcher(length).matches()) {
      throw new MalformedRequest(400, "Content-Length is no number.");
    }
    return bytes(checked(Long.parseLong(length)));
  }

  private byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      if (!HEX.matcher(size).matches()) {
        throw new MalformedRequest(400, "A chunk size is malformed.");
      }
      int length = checked(Long.parseLong(size, 16) + body.size()) - body.size();
      if (length == 0) {
        break;
      }
      body.writeBytes(bytes(length));
      if (!line().isEmpty()) {
        throw new MalformedRequest(400, "A chunk does not end where it should.");
      }
    }
    if (!line().isEmpty()) {
      throw new MalformedRequest(400, "Trailers are not spoken here.");
    }
    return body.toByteArray();
  }

  private int checked(long length) throws MalformedRequest {
    if (length > bodyLimit) {
      throw new MalformedRequest(413, "The body is longer than " + bodyLimit + " bytes.");
    }
    return (int) length;
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The client left in the middle of a body.");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("The client left in the middle of a line.");
      }
      if (next == '\r') {
        if (in.read() != '\n') {
          throw new MalformedRequest(400, "A carriage return stands alone.");
        }
        return line.toString();
      }
      if (next == '\n' || line.length() >= LINE_LIMIT) {
        throw new MalformedRequest(400, "A line ends without CR LF or is too long.");
      }
      line.append((char) next);
    }
  }
}

package routec.runtime.aws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.spi.Header;

/**
 * The text that a signature covers (AWS General Reference, "Create a canonical request").
 *
 * <p>The canonical path is the path on the wire, encoded once more: {@code %3A} becomes {@code
 * %253A} and a raw {@code :} becomes {@code %3A}, as every service but S3 wants it.
 */
final class CanonicalRequest {
  private static final byte[] HEX =
      "0123456789ABCDEF".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  /** Headers that proxies add or change; AWS's own signers leave them out too. */
  private static final Set<String> UNSIGNED =
      Set.of("connection", "x-amzn-trace-id", "user-agent", "expect", "transfer-encoding");

  private CanonicalRequest() {}

  /**
   * Writes the canonical request.
   *
   * @param pathAndQuery as on the wire
   * @param headers all headers that are sent, names in lower case, in any order
   * @param payloadHash SHA-256 of the body in hexadecimal
   * @return the names of the signed headers, joined by {@code ;}
   */
  static String write(
      ByteWriter out,
      String method,
      String pathAndQuery,
      List<Header> headers,
      String payloadHash) {
    int mark = pathAndQuery.indexOf('?');
    out.ascii(method).put('\n');
    path(out, mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark));
    out.put('\n');
    if (mark >= 0) {
      query(out, pathAndQuery.substring(mark + 1));
    }
    out.put('\n');
    String signed = headers(out, headers);
    out.put('\n').ascii(signed).put('\n').ascii(payloadHash);
    return signed;
  }

  private static void path(ByteWriter out, String path) {
    if (path.isEmpty()) {
      out.put('/');
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/' || isUnreserved(c)) {
        out.put(c);
      } else {
        out.put('%').put(HEX[c >> 4 & 0xF]).put(HEX[c & 0xF]);
      }
    }
  }

  /** Parameters sorted by encoded name, then value; they are encoded on the wire already. */
  private static void query(ByteWriter out, String query) {
    String[] parameters = query.split("&", -1);
    Arrays.sort(parameters, (a, b) -> key(a).compareTo(key(b)));
    boolean first = true;
    for (String parameter : parameters) {
      if (parameter.isEmpty()) {
        continue;
      }
      if (!first) {
        out.put('&');
      }
      first = false;
      out.ascii(parameter);
      if (parameter.indexOf('=') < 0) {
        out.put('=');
      }
    }
  }

  /** Sorts {@code a=1} before {@code a-b=0}: the name alone counts first. */
  private static String key(String parameter) {
    return parameter.replace('=', '\u0001');
  }

  private static String headers(ByteWriter out, List<Header> headers) {
    List<Header> sorted = new ArrayList<>(headers.size());
    for (Header header : headers) {
      if (!UNSIGNED.contains(header.name())) {
        sorted.add(header);
      }
    }
    sorted.sort((a, b) -> a.name().compareTo(b.name())); // stable: values of one name keep order
    StringBuilder names = new StringBuilder(96);
    for (int i = 0; i < sorted.size(); i++) {
      Header header = sorted.get(i);
      if (i > 0 && header.name().equals(sorted.get(i - 1).name())) {
        out.put(',');
      } else {
        if (i > 0) {
          out.put('\n');
          names.append(';');
        }
        out.ascii(header.name()).put(':');
        names.append(header.name());
      }
      value(out, header.value());
    }
    out.put('\n');
    return names.toString();
  }

  /** Trimmed, and runs of white space made one space. */
  private static void value(ByteWriter out, String value) {
    int start = out.length();
    boolean space = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '\t') {
        space = true;
      } else {
        if (space && out.length() > start) {
          out.put(' ');
        }
        space = false;
        if (c < 0x80) {
          out.put(c);
        } else {
          out.utf8(String.valueOf(c));
        }
      }
    }
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}

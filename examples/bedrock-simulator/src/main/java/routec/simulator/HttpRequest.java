package routec.simulator;

import java.util.List;
import java.util.Map;

/** One request as it came: header names in lower case, the path byte for byte. */
record HttpRequest(String method, String target, Map<String, List<String>> headers, byte[] body) {

  /** The first value of a header, or the empty string. */
  String header(String name) {
    List<String> values = headers.get(name);
    return values == null ? "" : values.getFirst();
  }

  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  boolean keepAlive() {
    return !header("connection").equalsIgnoreCase("close");
  }
}

package routec.runtime.server;

import io.helidon.webserver.http.ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Call;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Images;

/** Reads a client's request: its headers for routes, its model. */
final class RequestReader {
  /**
   * Hop-by-hop headers (RFC 9110, 7.6.1), and the caller's credentials, which are for nobody else.
   */
  private static final Set<String> KEPT_BACK =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "cookie",
          "expect",
          "host",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-api-key");

  private static final int LONGEST_MODEL = 2_048;

  private RequestReader() {}

  /** The headers that routes may see. */
  static Headers headers(ServerRequest request) {
    List<Header> headers = new ArrayList<>();
    for (io.helidon.http.Header header : request.headers()) {
      String name = header.headerName().lowerCase().toLowerCase(Locale.ROOT);
      if (!mayRead(name)) {
        continue;
      }
      if (header.valueCount() == 1) {
        headers.add(new Header(name, header.get()));
      } else {
        header.allValues().forEach(value -> headers.add(new Header(name, value)));
      }
    }
    return Headers.of(headers);
  }

  /** Those of a client's headers that routes may see. */
  static Headers routable(List<Header> headers) {
    return Headers.of(headers.stream().filter(header -> mayRead(header.name())).toList());
  }

  /** No client can speak for the gateway: but for one, the headers named after it are its own. */
  private static boolean mayRead(String name) {
    return !KEPT_BACK.contains(name)
        && !name.startsWith("x-ai-eg-")
        && (!name.startsWith("x-routec-") || name.equals("x-routec-strict"));
  }

  /** The call that a body makes. */
  static Call call(Endpoint endpoint, String id, Headers headers, Slice body, Images images) {
    if (body.isEmpty()) {
      throw RequestFault.invalid("", "The request has no body: a JSON object is wanted.");
    }
    JsonMembers members = JsonMembers.read(body, JsonOrigin.CLIENT);
    return new Call(endpoint, id, headers, body, members, model(members), stream(members), images);
  }

  private static String model(JsonMembers members) {
    Slice value = members.find("model").orElse(Slice.EMPTY);
    if (value.isEmpty()) {
      throw RequestFault.invalid("model", "`model` is missing.");
    }
    JsonReader json = JsonReader.ofClient(value);
    String model = json.peek() == JsonKind.STRING ? json.string() : "";
    if (model.isEmpty() || model.length() > LONGEST_MODEL) {
      throw RequestFault.invalid("model", "`model` must be a string that names a model.");
    }
    return model;
  }

  private static boolean stream(JsonMembers members) {
    Slice value = members.find("stream").orElse(Slice.EMPTY);
    if (value.isEmpty() || value.is("false") || value.is("null")) {
      return false;
    }
    if (!value.is("true")) {
      throw RequestFault.invalid("stream", "`stream` must be true or false.");
    }
    return true;
  }
}

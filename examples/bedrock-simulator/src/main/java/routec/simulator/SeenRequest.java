package routec.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that the simulator has got, and what became of it. */
public final class SeenRequest {
  private final HttpRequest request;
  private final Instant at;
  private final int connection;
  private volatile Optional<String> accessKeyId = Optional.empty();
  private volatile int status;
  private volatile boolean clientLeft;
  private volatile boolean done;

  SeenRequest(HttpRequest request, Instant at, int connection) {
    this.request = request;
    this.at = at;
    this.connection = connection;
  }

  public String method() {
    return request.method();
  }

  /** The request target exactly as it was sent, with its percent-encoding. */
  public String path() {
    return request.target();
  }

  /** All headers by their names in lower case. */
  public Map<String, List<String>> headers() {
    return request.headers();
  }

  /** The first value of a header, or the empty string. */
  public String header(String name) {
    return request.header(name);
  }

  /** The body's bytes; the caller must not change them. */
  public byte[] body() {
    return request.body();
  }

  /** The body as UTF-8 text. */
  public String bodyText() {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  public Instant at() {
    return at;
  }

  /** The number of the connection it came by, from 1: equal numbers share a connection. */
  public int connection() {
    return connection;
  }

  /** The access key id whose signature was verified; {@code bearer} for an API key. */
  public Optional<String> accessKeyId() {
    return accessKeyId;
  }

  /** The status that was chosen; 0 before that. */
  public int status() {
    return status;
  }

  /** Whether the client left before the reply's end. */
  public boolean clientLeft() {
    return clientLeft;
  }

  /** Whether the exchange is over. */
  public boolean done() {
    return done;
  }

  void verified(String keyId) {
    accessKeyId = Optional.of(keyId);
  }

  void answered(int newStatus) {
    status = newStatus;
  }

  void ended(boolean left) {
    clientLeft = left;
    done = true;
  }
}

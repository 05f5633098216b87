package routec.runtime.server;

import java.nio.charset.StandardCharsets;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.RequestFault;
import routec.runtime.observe.CallObservers;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Observer;

/**
 * Refuses what no handler ever sees: in the caller's dialect too, counted and logged like calls.
 */
final class EarlyRefusals {
  private static final int LONGEST_LINE = 2_048;
  private static final DialectFaults FAULTS = new DialectFaults();

  private final CallObservers observers;

  EarlyRefusals(CallObservers observers) {
    this.observers = observers;
  }

  /**
   * A refusal.
   *
   * @param id the request's id
   * @param idHeader the reply's header for it
   * @param body in the caller's dialect
   */
  record Refusal(String id, String idHeader, Slice body) {}

  /** Counts and logs a refusal. */
  Refusal refuse(Fault fault, int status, String method, String path) {
    Refusal refusal = refusal(fault, RequestIds.fresh(), path);
    Observer observer = observers.begin(refusal.id(), "", method, path);
    observer.failed(fault);
    observer.finished(status, Usage.NONE, 0, refusal.body().length());
    return refusal;
  }

  /** How a fault is told to the caller of a path. */
  static Refusal refusal(Fault fault, String id, String path) {
    Dialect dialect = Endpoint.dialectOf(path);
    String header =
        switch (dialect) {
          case OPENAI -> "x-request-id";
          case ANTHROPIC -> "request-id";
        };
    return new Refusal(id, header, FAULTS.body(dialect, fault, id));
  }

  /**
   * The whole 408 for a request whose head does not come to its end.
   *
   * @param begin what came of it first
   */
  byte[] slowHead(byte[] begin) {
    int length = Math.min(begin.length, LONGEST_LINE);
    String[] line =
        new String(begin, 0, length, StandardCharsets.ISO_8859_1)
            .split("[\r\n]", 2)[0].split(" ", -1);
    String path = line.length > 1 ? line[1].split("\\?", 2)[0] : "";
    RequestFault fault = tooSlow("head");
    return timeout(refuse(fault, fault.status(), line.length > 1 ? line[0] : "", path));
  }

  /** What a client does wrong that takes too long to send a part of its request. */
  static RequestFault tooSlow(String part) {
    return new RequestFault(
        FaultKind.REQUEST_TIMEOUT, "The request's " + part + " took too long to arrive.");
  }

  /** A whole 408 as it goes over the wire. */
  static byte[] timeout(Refusal refusal) {
    Slice body = refusal.body();
    ByteWriter out = new ByteWriter(256 + body.length());
    out.ascii("HTTP/1.1 408 Request Timeout\r\ncontent-type: application/json\r\n");
    out.ascii("connection: close\r\n" + refusal.idHeader() + ": " + refusal.id() + "\r\n");
    out.ascii("content-length: " + body.length() + "\r\n\r\n");
    return out.put(body).bytes();
  }
}

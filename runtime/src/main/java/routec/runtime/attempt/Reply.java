package routec.runtime.attempt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routec.runtime.fault.Fault;
import routec.runtime.spi.ClientEnd;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Header;
import routec.runtime.spi.ReplyHead;

/** The headers that replies carry beside their body. */
public final class Reply {
  private static final String AMZN_REQUEST_ID = "x-amzn-requestid";
  private static final Header JSON = new Header("content-type", "application/json");
  private static final Header EVENTS =
      new Header("content-type", "text/event-stream; charset=utf-8");
  private static final Header NO_CACHE = new Header("cache-control", "no-cache");
  private static final Header NO_RETRY = new Header("x-should-retry", "false");

  /** What a throttled client should wait where the provider does not say: Bedrock never does. */
  private static final int THROTTLED_SECONDS = 2;

  private Reply() {}

  /**
   * Answers a call that failed before any of its reply was sent.
   *
   * @throws IOException if the client did not take the answer
   */
  public static void refuse(
      FaultWriter faults, Dialect dialect, String requestId, Fault fault, ClientEnd client)
      throws IOException {
    refuse(faults, dialect, requestId, fault, client, Optional.empty());
  }

  static void refuse(
      FaultWriter faults,
      Dialect dialect,
      String requestId,
      Fault fault,
      ClientEnd client,
      Optional<ReplyHead> upstream)
      throws IOException {
    List<Header> headers = new ArrayList<>();
    headers.add(JSON);
    identify(headers, dialect, requestId, upstream);
    int status = fault.status();
    Optional<Integer> wait = fault.retryAfterSeconds();
    if (wait.isEmpty() && !fault.permanent() && (status == 429 || status == 503)) {
      wait = Optional.of(THROTTLED_SECONDS);
    }
    wait.ifPresent(seconds -> headers.add(new Header("retry-after", String.valueOf(seconds))));
    if (fault.permanent() && retriedByClients(status)) {
      headers.add(NO_RETRY);
    }
    client.reply(status, List.copyOf(headers), faults.body(dialect, fault, requestId));
  }

  /** The headers of a complete answer. */
  static List<Header> whole(
      Dialect dialect, String requestId, ReplyHead upstream, List<String> dropped) {
    List<Header> headers = new ArrayList<>(4);
    headers.add(JSON);
    identify(headers, dialect, requestId, Optional.of(upstream));
    drop(headers, dropped);
    return headers;
  }

  /** The headers of an answer in events. */
  static List<Header> stream(
      Dialect dialect, String requestId, ReplyHead upstream, List<String> dropped) {
    List<Header> headers = new ArrayList<>(5);
    headers.add(EVENTS);
    headers.add(NO_CACHE);
    identify(headers, dialect, requestId, Optional.of(upstream));
    drop(headers, dropped);
    return headers;
  }

  private static void identify(
      List<Header> headers, Dialect dialect, String requestId, Optional<ReplyHead> upstream) {
    String name =
        switch (dialect) {
          case OPENAI -> "x-request-id";
          case ANTHROPIC -> "request-id";
        };
    headers.add(new Header(name, requestId));
    upstream
        .flatMap(head -> head.headers().first(AMZN_REQUEST_ID))
        .ifPresent(id -> headers.add(new Header(AMZN_REQUEST_ID, id)));
  }

  private static void drop(List<Header> headers, List<String> dropped) {
    if (!dropped.isEmpty()) {
      headers.add(new Header("x-routec-dropped", String.join(", ", dropped)));
    }
  }

  private static boolean retriedByClients(int status) {
    return status == 408 || status == 409 || status == 429 || status >= 500;
  }
}

package routec.runtime.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Header;
import routec.runtime.spi.Patience;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamReply;
import routec.runtime.spi.UpstreamRequest;
import routec.runtime.spi.Wire;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Lets the AWS SDK ask over the gateway's own wire, so that proxies, trust and addresses are those
 * of all other traffic.
 */
final class WireHttpClient implements SdkHttpClient {
  private static final int LARGEST = 1 << 20;
  private static final long ANSWER_MILLIS = 10_000;

  /** What the wire writes itself. */
  private static final Set<String> FRAMING =
      Set.of("host", "content-length", "transfer-encoding", "connection", "expect");

  private final Wire wire;

  WireHttpClient(Wire wire) {
    this.wire = wire;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    Cancellation cancellation = new Cancellation();
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return send(request, cancellation);
      }

      @Override
      public void abort() {
        cancellation.cancel();
      }
    };
  }

  @Override
  public void close() {} // the wire is not ours

  private HttpExecuteResponse send(HttpExecuteRequest request, Cancellation cancellation)
      throws IOException {
    SdkHttpRequest http = request.httpRequest();
    Optional<String> query = http.encodedQueryParameters();
    UpstreamRequest upstream =
        new UpstreamRequest(
            http.method().name(),
            http.protocol().equals("https")
                ? Target.tls(http.host(), http.port(), http.host())
                : Target.plain(http.host(), http.port()),
            (http.encodedPath().isEmpty() ? "/" : http.encodedPath())
                + query.map(text -> "?" + text).orElse(""),
            headers(http),
            body(request));
    try (UpstreamReply reply =
        wire.send(upstream, Patience.of(ANSWER_MILLIS, ANSWER_MILLIS), cancellation)) {
      byte[] bytes = reply.body().readNBytes(LARGEST);
      SdkHttpResponse.Builder response =
          SdkHttpResponse.builder().statusCode(reply.head().status());
      for (Header header : reply.head().headers()) {
        response.appendHeader(header.name(), header.value());
      }
      return HttpExecuteResponse.builder()
          .response(response.build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(bytes)))
          .build();
    } catch (Fault e) {
      throw new IOException(e.detail().orElse(e.message()), e);
    }
  }

  private static List<Header> headers(SdkHttpRequest http) {
    List<Header> headers = new ArrayList<>();
    http.forEachHeader((name, values) -> {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!FRAMING.contains(lower)) {
        values.forEach(value -> headers.add(new Header(lower, value)));
      }
    });
    return headers;
  }

  private static Slice body(HttpExecuteRequest request) throws IOException {
    if (request.contentStreamProvider().isEmpty()) {
      return Slice.EMPTY;
    }
    try (InputStream in = request.contentStreamProvider().get().newStream()) {
      return Slice.of(in.readAllBytes());
    }
  }
}

package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Open streams of which nothing comes for a long time cost little memory. */
@Timeout(240)
class SilentStreamsTest {
  private static final int STREAMS = 300;

  /** The bench measures 66 with TLS; a thread or a large buffer for each would be a multiple. */
  private static final long KILOBYTES_EACH = 300;

  private static final String EVENT =
      "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]}\n\n";

  private static final String BACKEND =
      """
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: AIServiceBackend
      metadata:
        name: silent
      spec:
        schema:
          name: OpenAI
        backendRef:
          name: silent
          kind: Backend
          group: gateway.envoyproxy.io
      ---
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: Backend
      metadata:
        name: silent
      spec:
        endpoints:
          - fqdn:
              hostname: silent.default.svc.cluster.local
              port: 80
      """;

  @TempDir private Path folder;

  @Test
  void threeHundredHoldLittle() throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/proc/self")), "SKIPPED: memory is read from /proc");
    String reply =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            + Integer.toHexString(EVENT.length())
            + "\r\n"
            + EVENT
            + "\r\n";
    String manifest = Manifests.gateway("") + Manifests.route("m", "silent") + BACKEND;
    List<HttpResponse<?>> open = new ArrayList<>();
    try (BareServer silent = new BareServer(reply);
        LoneGateway gateway =
            new LoneGateway(
                folder,
                manifest,
                Map.of("JAVA_TOOL_OPTIONS", "-Xmn16m"), // garbage must not count as held
                "upstream.resolve=silent.default.svc.cluster.local:80=127.0.0.1:"
                    + silent.port())) {
      open(gateway, 100, open); // what is made once is made by then
      long before = kilobytes(gateway);
      open(gateway, STREAMS, open);
      long each = (kilobytes(gateway) - before) / STREAMS;
      assertTrue(each < KILOBYTES_EACH, () -> each + " KB each");
      assertEquals(100 + STREAMS, silent.requests.size());
      String metrics = gateway.admin("/metrics");
      assertTrue(metrics.contains("routec_requests_in_flight 400"), metrics);
    }
  }

  private static void open(LoneGateway gateway, int count, List<HttpResponse<?>> open)
      throws Exception {
    for (int i = 0; i < count; i++) {
      var response = gateway.open(LoneGateway.CHAT, TwoRegions.ask("m", "Hello", true));
      assertEquals(200, response.statusCode());
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      assertTrue(lines.readLine().contains("Hello"));
      open.add(response);
    }
  }

  /** What the runtime's process holds. */
  private static long kilobytes(LoneGateway gateway) throws Exception {
    Path status = Path.of("/proc/" + gateway.program().runtime().pid() + "/status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}

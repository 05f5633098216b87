package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routec.simulator.BedrockSimulator;
import routec.simulator.Credential;
import routec.simulator.SeenRequest;

/**
 * A gateway whose clock is wrong, as AWS sees it: late in one region's eyes, early in another's.
 */
@Timeout(240)
class ClockSkewTest {
  private static final Duration WRONG = Duration.ofMinutes(20);

  @TempDir private Path folder;

  private static BedrockSimulator region(String name, Duration ahead) {
    return BedrockSimulator.builder()
        .tls()
        .region(name)
        .clock(Clock.offset(Clock.systemUTC(), ahead))
        .credential(Credential.of("AKIDEXAMPLE", "test-only-not-a-real-secret"))
        .start();
  }

  @Test
  void awsTimeIsLearnedFromOneRefusalAndKept() throws Exception {
    try (BedrockSimulator east = region("us-east-1", WRONG);
        BedrockSimulator west = region("us-west-2", WRONG.negated())) {
      Path trust = folder.resolve("trust.pem");
      Files.writeString(trust, east.trustPem() + "\n" + west.trustPem());
      String manifest =
          Manifests.gateway("")
              + Manifests.route("late", "east")
              + Manifests.route("early", "west")
              + Manifests.bedrock("east", "us-east-1", 443, Manifests.BY_FILE)
              + Manifests.bedrock("west", "us-west-2", 443, Manifests.BY_FILE)
              + Manifests.KEYS;
      try (LoneGateway gateway =
          new LoneGateway(
              folder,
              manifest,
              Map.of(),
              "upstream.trust=" + trust,
              "upstream.resolve=" + at("us-east-1", east) + "," + at("us-west-2", west))) {
        assertLearns(gateway, "late", east);
        assertLearns(gateway, "early", west);
        String log = gateway.program().output();
        assertTrue(log.contains("s from AWS's in us-east-1: signatures use AWS's"), log);
        assertTrue(log.contains("s from AWS's in us-west-2: signatures use AWS's"), log);
      }
    }
  }

  private static void assertLearns(LoneGateway gateway, String model, BedrockSimulator region)
      throws Exception {
    for (boolean stream : List.of(false, true, false)) {
      HttpResponse<String> reply =
          gateway.post(LoneGateway.CHAT, TwoRegions.ask(model, "Hello", stream));
      assertEquals(200, reply.statusCode(), reply.body());
      assertTrue(reply.body().contains("Hello"), reply.body());
    }
    List<Integer> statuses = region.recorded().stream().map(SeenRequest::status).toList();
    assertEquals(List.of(403, 200, 200, 200), statuses);
  }

  private static String at(String region, BedrockSimulator simulator) {
    return "bedrock-runtime.%s.amazonaws.com:443=127.0.0.1:%d".formatted(region, simulator.port());
  }
}

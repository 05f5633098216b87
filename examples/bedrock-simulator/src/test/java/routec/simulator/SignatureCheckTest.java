package routec.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may call, and what the others are told. */
final class SignatureCheckTest {
  private static final String NOVA = "us.amazon.nova-micro-v1:0";

  /** Vectors that were verified against a hand-written HMAC. */
  @Test
  void bothWaysOfSigningAgreeWithTheKnownVectors() {
    Map<String, String> vectors =
        Map.of(
            "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse",
                "3498d8b864fe9758a089a38cf81e5086868d42131650044323924a2fc6229363",
            "/model/us.anthropic.claude-sonnet-4-5-20250929-v1:0/converse",
                "d28b5440f4455fd37924545024f867ac139fa234a674346279ad2cd7c0959c48",
            "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc123/converse",
                "5bd44bc866155007dfd3ae4ecbb98bf238482c932d6d855eb9c4fe113b5150be");
    String host = "bedrock-runtime.us-east-1.amazonaws.com";
    byte[] body = "{\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
    Credential credential =
        Credential.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "TOKEN");
    Authorization claim =
        Authorization.read(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/bedrock/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token,"
                + " Signature=00");
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("host", List.of(host));
    headers.put("content-type", List.of("application/json"));
    headers.put("x-amz-date", List.of("20261122T000000Z"));
    headers.put("x-amz-security-token", List.of("TOKEN"));
    headers.put(
        "x-amz-content-sha256",
        List.of(java.util.HexFormat.of().formatHex(CanonicalRequest.sha256(body))));
    vectors.forEach((path, signature) -> {
      HttpRequest request = new HttpRequest("POST", path, headers, body);
      Instant date = Instant.parse("2026-11-22T00:00:00Z");
      assertTrue(SdkSignature.canRepeat(claim, credential));
      assertEquals(signature, SdkSignature.signature(request, claim, credential, date), path);
      assertEquals(
          signature,
          CanonicalRequest.signature(request, claim, credential.secretAccessKey()),
          path);
    });
  }

  @Test
  void aSignedRequestIsTakenAndItsKeyIsRecorded() {
    try (BedrockSimulator simulator = BedrockSimulator.startPlain();
        SignedClient client = new SignedClient(simulator.uri())) {
      HttpResponse<String> response = client.converse(NOVA, "Hello");
      assertEquals(200, response.statusCode(), response.body());
      assertEquals("AKIDEXAMPLE", simulator.last().accessKeyId().orElseThrow());
      assertEquals("/model/us.amazon.nova-micro-v1%3A0/converse", simulator.last().path());
      assertTrue(response.headers().firstValue("x-amzn-RequestId").isPresent());
      assertTrue(response.headers().firstValue("Date").isPresent());
    }
  }

  @Test
  void aWrongSecretIsAnInvalidSignature() {
    try (BedrockSimulator simulator = BedrockSimulator.startPlain();
        SignedClient client = new SignedClient(simulator.uri())) {
      refused(
          client.with(Credential.of("AKIDEXAMPLE", "wrong")).converse(NOVA, "Hello"),
          "InvalidSignatureException",
          "The request signature we calculated does not match");
      assertTrue(simulator.last().accessKeyId().isEmpty());
    }
  }

  @Test
  void anUnknownKeyOrTokenIsAnUnrecognizedClient() {
    Credential session = Credential.of("ASIAEXAMPLE", "secret", "token-1");
    try (BedrockSimulator simulator = BedrockSimulator.builder().credential(session).start();
        SignedClient client = new SignedClient(simulator.uri())) {
      String message = "The security token included in the request is invalid.";
      refused(client.converse(NOVA, "Hello"), "UnrecognizedClientException", message);
      refused(
          client.with(Credential.of("ASIAEXAMPLE", "secret")).converse(NOVA, "Hello"),
          "UnrecognizedClientException",
          message);
      refused(
          client.with(Credential.of("ASIAEXAMPLE", "secret", "token-2")).converse(NOVA, "Hello"),
          "UnrecognizedClientException",
          message);
      assertEquals(200, client.with(session).converse(NOVA, "Hello").statusCode());
    }
  }

  @Test
  void anExpiredTokenIsNamedAsSuch() {
    Credential session = Credential.of("ASIAEXAMPLE", "secret", "token").until(Instant.EPOCH);
    try (BedrockSimulator simulator = BedrockSimulator.builder().credential(session).start();
        SignedClient client = new SignedClient(simulator.uri())) {
      refused(
          client.with(session).converse(NOVA, "Hello"),
          "ExpiredTokenException",
          "The security token included in the request is expired");
    }
  }

  @Test
  void aClockThatIsMoreThanFiveMinutesOffIsRefused() {
    Instant now = Instant.parse("2026-11-22T12:00:00Z");
    try (BedrockSimulator simulator =
            BedrockSimulator.builder().clock(Clock.fixed(now, ZoneOffset.UTC)).start();
        SignedClient client = new SignedClient(simulator.uri())) {
      for (int minutes : List.of(-4, 0, 4)) {
        assertEquals(200, at(client, now, minutes).statusCode());
      }
      refused(at(client, now, -6), "InvalidSignatureException", "Signature expired: ");
      refused(at(client, now, 6), "InvalidSignatureException", "Signature not yet current: ");
      assertEquals(
          "Sun, 22 Nov 2026 12:00:00 GMT",
          at(client, now, 6).headers().firstValue("Date").orElseThrow());
    }
  }

  @Test
  void anotherRegionIsRefused() {
    try (BedrockSimulator simulator = BedrockSimulator.startPlain();
        SignedClient client = new SignedClient(simulator.uri())) {
      refused(
          client.region("eu-west-1").converse(NOVA, "Hello"),
          "InvalidSignatureException",
          "Credential should be scoped to a valid region.");
    }
  }

  @Test
  void keysCanBeReplacedWhileRunning() {
    Credential next = Credential.of("AKIDNEXT", "next");
    try (BedrockSimulator simulator = BedrockSimulator.startPlain();
        SignedClient client = new SignedClient(simulator.uri())) {
      simulator.credentials(BedrockSimulator.EXAMPLE, next);
      assertEquals(200, client.converse(NOVA, "Hello").statusCode());
      assertEquals(200, client.with(next).converse(NOVA, "Hello").statusCode());
      simulator.credentials(next);
      assertEquals(200, client.converse(NOVA, "Hello").statusCode());
      assertEquals(403, client.with(BedrockSimulator.EXAMPLE).converse(NOVA, "Hi").statusCode());
    }
  }

  @Test
  void aRequestWithoutSignatureIsToldSoAndAnApiKeyWillDo() throws Exception {
    try (BedrockSimulator simulator = BedrockSimulator.builder().apiKey("key-1").start()) {
      refused(unsigned(simulator, ""), "MissingAuthenticationTokenException", "Missing Auth");
      refused(
          unsigned(simulator, "Bearer key-2"), "AccessDeniedException", "Authentication failed");
      assertEquals(200, unsigned(simulator, "Bearer key-1").statusCode());
      assertEquals("bearer", simulator.last().accessKeyId().orElseThrow());
    }
  }

  private static HttpResponse<String> unsigned(BedrockSimulator simulator, String authorization)
      throws Exception {
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(
            simulator.uri().resolve("/model/us.amazon.nova-micro-v1:0/converse"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try (java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient()) {
      return http.send(
          request
              .POST(java.net.http.HttpRequest.BodyPublishers.ofString(SignedClient.body("Hi")))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> at(SignedClient client, Instant now, int minutes) {
    return client
        .clock(Clock.fixed(now.plus(Duration.ofMinutes(minutes)), ZoneOffset.UTC))
        .converse(NOVA, "Hello");
  }

  private static void refused(HttpResponse<String> response, String type, String message) {
    assertEquals(403, response.statusCode(), response.body());
    String errorType = response.headers().firstValue("x-amzn-ErrorType").orElseThrow();
    assertTrue(
        errorType.startsWith(type + ":http://internal.amazon.com/coral/com.amazon."), errorType);
    assertTrue(response.body().contains(message), response.body());
  }
}

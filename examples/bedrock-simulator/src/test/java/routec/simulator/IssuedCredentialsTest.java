package routec.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Temporary credentials, from wherever they come, may sign. */
final class IssuedCredentialsTest {
  private static final String ROLE =
      "&RoleArn=arn:aws:iam::123456789012:role/gateway&RoleSessionName=routec";
  private static final String FORM = "application/x-www-form-urlencoded";

  @Test
  void aWebIdentityIsExchangedForCredentialsThatMaySign() throws Exception {
    try (BedrockSimulator simulator = issuing();
        SignedClient client = new SignedClient(simulator.uri())) {
      String call = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15" + ROLE;
      HttpResponse<String> refused =
          send(simulator, "POST", "/", call + "&WebIdentityToken=other", "Content-Type", FORM);
      assertEquals(400, refused.statusCode());
      assertTrue(refused.body().contains("<Code>InvalidIdentityToken</Code>"));
      HttpResponse<String> taken =
          send(simulator, "POST", "/", call + "&WebIdentityToken=jwt", "Content-Type", FORM);
      assertEquals(200, taken.statusCode(), taken.body());
      Credential credential =
          Credential.of(
              xml(taken, "AccessKeyId"), xml(taken, "SecretAccessKey"), xml(taken, "SessionToken"));
      assertEquals(
          200, client.with(credential).converse("us.amazon.nova-micro-v1:0", "Hi").statusCode());
      simulator.identityTokens("jwt-2");
      assertEquals(
          400,
          send(simulator, "POST", "/", call + "&WebIdentityToken=jwt", "Content-Type", FORM)
              .statusCode());
      assertEquals(1, simulator.issuedCredentials());
    }
  }

  @Test
  void assumeRoleMustBeSigned() throws Exception {
    try (BedrockSimulator simulator = issuing()) {
      HttpResponse<String> response =
          send(
              simulator,
              "POST",
              "/",
              "Action=AssumeRole&Version=2011-06-15" + ROLE,
              "Content-Type",
              FORM);
      assertEquals(403, response.statusCode());
      assertTrue(response.body().contains("MissingAuthenticationToken"), response.body());
    }
  }

  @Test
  void instanceMetadataWantsItsSession() throws Exception {
    String path = "/latest/meta-data/iam/security-credentials/";
    try (BedrockSimulator simulator = issuing();
        SignedClient client = new SignedClient(simulator.uri())) {
      assertEquals(401, send(simulator, "GET", path, "", "Accept", "*/*").statusCode());
      String token =
          send(
                  simulator,
                  "PUT",
                  "/latest/api/token",
                  "",
                  "x-aws-ec2-metadata-token-ttl-seconds",
                  "60")
              .body();
      String role = send(simulator, "GET", path, "", "x-aws-ec2-metadata-token", token).body();
      works(client, send(simulator, "GET", path + role, "", "x-aws-ec2-metadata-token", token));
    }
  }

  @Test
  void aPodShowsItsToken() throws Exception {
    try (BedrockSimulator simulator = issuing();
        SignedClient client = new SignedClient(simulator.uri())) {
      assertEquals(
          401, send(simulator, "GET", "/v1/credentials", "", "Authorization", "x").statusCode());
      works(client, send(simulator, "GET", "/v1/credentials", "", "Authorization", "jwt"));
      works(client, send(simulator, "GET", "/v2/credentials/task", "", "Accept", "*/*"));
    }
  }

  private static BedrockSimulator issuing() {
    return BedrockSimulator.builder().issueCredentials(Duration.ofHours(1), "jwt").start();
  }

  private static void works(SignedClient client, HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    JsonNode body = Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    Credential credential =
        Credential.of(
            body.path("AccessKeyId").asText(),
            body.path("SecretAccessKey").asText(),
            body.path("Token").asText());
    assertEquals(
        200, client.with(credential).converse("us.amazon.nova-micro-v1:0", "Hi").statusCode());
  }

  private static String xml(HttpResponse<String> response, String name) {
    Matcher matcher =
        Pattern.compile("<" + name + ">(.*?)</" + name + ">").matcher(response.body());
    assertTrue(matcher.find(), response.body());
    return matcher.group(1);
  }

  private static HttpResponse<String> send(
      BedrockSimulator simulator, String method, String path, String body, String... header)
      throws Exception {
    URI uri = simulator.uri().resolve(path);
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(
          java.net.http.HttpRequest.newBuilder(uri)
              .method(method, BodyPublishers.ofString(body))
              .headers(header)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}

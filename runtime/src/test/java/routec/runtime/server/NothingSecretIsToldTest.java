package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Target;
import routec.simulator.BedrockSimulator;
import routec.simulator.Credential;
import routec.simulator.Fault;

/**
 * Marked secrets of every kind go through failures of every kind: nothing of them is in what
 * clients get, in logs with their stack traces, in metrics or on the admin port.
 */
@Timeout(120)
final class NothingSecretIsToldTest {
  private static final String ID = "AKIAMARKEDFAKE000001";
  private static final String SECRET = "marked-fake-secret-access-key";
  private static final String TOKEN = "marked-fake-session-token";
  private static final String KEY = "marked-fake-api-key";
  private static final String CLIENT = "marked-fake-client-secret";
  private static final String PRIVATE =
      Base64.getEncoder()
          .encodeToString("marked-fake-private-key".getBytes(StandardCharsets.UTF_8));
  private static final List<String> SECRETS =
      List.of(ID, SECRET, TOKEN, KEY, CLIENT, PRIVATE, "marked-fake");
  private static final String KEYS =
      "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\naws_session_token = %s\n"
          .formatted(ID, SECRET, TOKEN);
  private static final Authorization OF_FILE =
      signed(new Credentials.File("default/aws", "credentials", "default"));
  private static final Authorization OF_KEY =
      new Authorization.ApiKey("x-api-key", "", "default/aws", "credentials");

  @TempDir private Path folder;

  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final Logger root = Logger.getLogger("");
  private final Handler ears =
      new Handler() {
        private final SimpleFormatter format = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
          StringWriter trace = new StringWriter();
          if (line.getThrown() != null) {
            line.getThrown().printStackTrace(new PrintWriter(trace));
          }
          told.add("log: " + format.format(line) + trace);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final List<String> properties = new ArrayList<>();
  private final BedrockSimulator simulator =
      BedrockSimulator.builder()
          .credential(Credential.of(ID, "another-secret", TOKEN))
          .issueCredentials(Duration.ofHours(1), "known-jwt")
          .start();

  private static Authorization.SigV4 signed(Credentials credentials) {
    return new Authorization.SigV4("us-east-1", "bedrock", credentials);
  }

  @BeforeEach
  void listen() {
    ears.setLevel(Level.ALL);
    root.addHandler(ears);
    set("aws.endpointUrlSts", simulator.issuerUri().toString());
    set("aws.sharedCredentialsFile", folder.resolve("none").toString());
    set("aws.configFile", folder.resolve("none").toString());
  }

  @AfterEach
  void close() {
    root.removeHandler(ears);
    properties.forEach(System::clearProperty);
    simulator.close();
  }

  private void set(String property, String value) {
    System.setProperty(property, value);
    properties.add(property);
  }

  @Test
  void refusalsOfAws() throws Exception {
    fails(403, OF_FILE, KEYS); // the signature is wrong
    simulator.credentials(Credential.of(ID, SECRET, "another-token"));
    fails(403, OF_FILE, KEYS); // the token is
    simulator.credentials(Credential.of(ID, SECRET, TOKEN));
    for (Fault fault : List.of(Fault.throttle(), Fault.status(500), Fault.status(503))) {
      simulator.fault(fault);
      fails(0, OF_FILE, KEYS);
    }
    simulator.fault(Fault.NONE);
    fails(403, OF_FILE, "[default]\naws_bearer_token_bedrock = " + KEY + "\n");
    fails(403, OF_KEY, KEY);
  }

  @Test
  void filesThatAreNoGood() throws Exception {
    String broken = "[default]\naws_access_key_id = %s\naws_secret_access_key = %s %s\n";
    fails(503, OF_FILE, broken.formatted(ID, SECRET, SECRET));
    fails(503, OF_FILE, "[default]\naws_access_key_id = " + ID + "\n");
    fails(503, OF_FILE, "[other]\n" + KEYS.substring(10));
    fails(503, OF_FILE, KEYS.substring(10));
    fails(503, OF_FILE, "[default]\ncredential_process = /bin/echo " + SECRET + "\n" + KEYS);
    fails(503, OF_KEY, KEY + "\nsecond: " + KEY);
  }

  @Test
  void rolesAndTokensThatAreRefused() throws Exception {
    String role = "[r]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = default\n";
    fails(503, signed(new Credentials.File("default/aws", "credentials", "r")), KEYS + role);
    Credentials.Oidc oidc =
        new Credentials.Oidc(
            simulator.issuerUri().toString(),
            "",
            "client",
            "",
            "default/aws/credentials",
            "",
            "",
            List.of());
    fails(
        503,
        signed(new Credentials.TokenExchange("arn:aws:iam::123456789012:role/x", "s", oidc)),
        CLIENT);
    Path token = Files.writeString(folder.resolve("jwt"), TOKEN);
    set("aws.webIdentityTokenFile", token.toString());
    set("aws.roleArn", "arn:aws:iam::123456789012:role/x");
    fails(503, signed(new Credentials.DefaultChain()), "");
  }

  @Test
  void callersOwn() throws Exception {
    Authorization own = new Authorization.FromCaller("x-aigw-aws-", true, OF_FILE);
    String id = "x-aigw-aws-access-key-id: " + ID;
    String secret = "x-aigw-aws-secret-access-key: " + SECRET;
    String token = "x-aigw-aws-session-token: " + TOKEN;
    String gateways = "authorization: Bearer " + KEY;
    fails(401, own, "", secret, gateways);
    fails(401, own, "", id, token);
    fails(403, own, "", id, secret, token); // signed with what AWS does not know
    fails(401, own, "", "x-aigw-aws-access-key-id: a " + ID, secret);
    Authorization key = new Authorization.FromCaller("x-aigw-api-key", true, OF_KEY);
    fails(403, key, "", "x-aigw-api-key: " + KEY, gateways);
  }

  @Test
  void clientKeysAndPlacesThatCantBeReached() throws Exception {
    write("client/tls.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    write(
        "client/tls.key",
        "-----BEGIN PRIVATE KEY-----\n" + PRIVATE + "\n-----END PRIVATE KEY-----");
    Target secure =
        new Target("127.0.0.1", simulator.port(), Target.Tls.to("x").showing("default/client"));
    fails(503, secure, OF_FILE, KEYS);
    fails(503, Target.tls("127.0.0.1", simulator.port(), "127.0.0.1"), OF_FILE, KEYS);
    fails(503, Target.plain("127.0.0.1", 1), OF_FILE, KEYS);
    fails(503, Target.plain("no-such-name.invalid", 80), OF_FILE, KEYS);
  }

  private void fails(int status, Authorization how, String file, String... headers)
      throws Exception {
    fails(status, Target.plain("127.0.0.1", simulator.port()), how, file, headers);
  }

  /** One gateway, one call that fails; 0 for any status but a good one. */
  private void fails(int status, Target target, Authorization how, String file, String... headers)
      throws Exception {
    told.clear();
    write("aws/credentials", file);
    Path log = Files.createTempFile(folder, "access", ".log");
    Map<String, String> settings = new HashMap<>();
    settings.put("server.port", "0");
    settings.put("admin.port", "0");
    settings.put("secrets.folder", folder.resolve("secrets").toString());
    settings.put("log.file", log.toString());
    settings.put("timeouts.notice", "0");
    settings.put("timeouts.drain", "1");
    RawClient.Reply reply;
    try (GatewayServer gateway =
        GatewayServer.start(Settings.of(settings), new BedrockRoute(target, how))) {
      reply = BedrockRoute.ask(gateway, "hello", headers);
      told.add("reply: " + reply.head() + reply.body());
      for (String path : List.of("/healthz", "/readyz", "/metrics")) {
        URI uri = URI.create("http://127.0.0.1:" + gateway.adminPort() + path);
        try (var in = uri.toURL().openStream()) {
          told.add(path + ": " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    String access = Files.readString(log);
    told.add("access log: " + access);
    assertTrue(reply.status() >= 400 && (status == 0 || reply.status() == status), reply::toString);
    assertTrue(access.contains("\"status\":" + reply.status()), access);
    for (String line : told) {
      for (String secret : SECRETS) {
        assertFalse(line.contains(secret), () -> secret + " was told: " + line);
      }
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("secrets/default").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

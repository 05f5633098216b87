package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routec.runtime.spi.Call;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Outbound;
import routec.runtime.translate.AnthropicToConverse;
import routec.runtime.translate.BedrockRefusals;
import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.OpenAiToConverse;
import routec.runtime.translate.Trait;
import routec.runtime.upstream.TestCertificate;

/** What reaches translators by the server: the client's wish for strictness, images by address. */
@Timeout(60)
class TranslatedCallTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/anthropic/v1/messages";
  private static final ModelTraits SEES = ModelTraits.of("claude-4-5", Trait.IMAGES);

  @TempDir static Path folder;

  private static Running start(String... settings) throws Exception {
    return Running.start(
        folder, port -> new OneRoute(port, TranslatedCallTest::translate), settings);
  }

  private static Outbound translate(Call call) {
    if (call.endpoint().dialect() == Dialect.ANTHROPIC) {
      AnthropicToConverse request = AnthropicToConverse.translate(call, SEES);
      return new Outbound(
          "/",
          request.headers(),
          request.body(),
          request.dropped(),
          request.answer(),
          BedrockRefusals::read);
    }
    OpenAiToConverse request = OpenAiToConverse.translate(call, SEES);
    return new Outbound(
        "/",
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }

  private static RawClient.Reply post(Running gateway, String path, String body, String... headers)
      throws IOException {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "content-length: " + body.length();
    return gateway.ask(RawClient.head(path, all) + body);
  }

  private static String call(String more) {
    return "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
        + more
        + "}";
  }

  @Test
  void whoIsStrictGetsA400ForWhatOthersGetNamed() throws Exception {
    try (Running gateway = start()) {
      String[][] drops = {{CHAT, "\"seed\":1", "seed"}, {MESSAGES, "\"speed\":\"fast\"", "speed"}};
      for (String[] drop : drops) {
        String body = call(drop[1]);
        RawClient.Reply lenient = post(gateway, drop[0], body);
        assertEquals(200, lenient.status(), lenient.body());
        assertTrue(
            lenient
                .head()
                .toLowerCase(java.util.Locale.ROOT)
                .contains("x-routec-dropped: " + drop[2]),
            lenient.head());
        assertTrue(!gateway.provider.requests.take().contains(drop[2]));
        RawClient.Reply strict = post(gateway, drop[0], body, "X-Routec-Strict: true");
        assertEquals(400, strict.status(), strict.body());
        assertTrue(strict.body().contains("This model has no " + drop[2] + "."), strict.body());
        assertTrue(gateway.provider.requests.isEmpty());
        assertEquals(200, post(gateway, drop[0], body, "x-routec-strict: false").status());
        gateway.provider.requests.take();
      }
    }
  }

  @Test
  void imagesByAddressAreFetchedOnlyIfTheOperatorWantsThat() throws Exception {
    TestCertificate certificate = TestCertificate.of(folder, "localhost");
    Path trust = folder.resolve("trust.pem");
    Files.write(trust, certificate.pem().bytes());
    byte[] image = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUg==");
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, image.length);
          exchange.getResponseBody().write(image);
          exchange.close();
        });
    server.start();
    try {
      String host = "localhost:" + server.getAddress().getPort();
      String url = "https://" + host + "/a.png";
      String chat =
          "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"See\"},"
              + "{\"type\":\"image_url\",\"image_url\":{\"url\":\""
              + url
              + "\"}}]}]}";
      try (Running off = start()) {
        RawClient.Reply refused = post(off, CHAT, chat);
        assertEquals(400, refused.status(), refused.body());
        assertTrue(refused.body().contains("`images.fetch`"), refused.body());
        assertTrue(off.provider.requests.isEmpty());
      }
      try (Running on =
          start("images.fetch", "true", "images.hosts", host, "upstream.trust", trust.toString())) {
        RawClient.Reply reply = post(on, CHAT, chat);
        assertEquals(200, reply.status(), reply.body());
        assertTrue(
            on.provider.requests.take().contains("{\"bytes\":\"iVBORw0KGgoAAAANSUhEUg==\"}"));
        RawClient.Reply elsewhere = post(on, CHAT, chat.replace(host, "127.0.0.1"));
        assertEquals(400, elsewhere.status(), elsewhere.body());
        assertTrue(elsewhere.body().contains("certain hosts only"), elsewhere.body());
      }
    } finally {
      server.stop(0);
    }
  }
}

package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;

class RequestReaderTest {
  @Test
  void noClientSpeaksForTheGatewayOrSendsItsKeysToARoute() {
    Headers seen =
        RequestReader.routable(
            List.of(
                new Header("x-ai-eg-model", "another"),
                new Header("x-ai-eg-original-path", "/"),
                new Header("x-routec-listener", "default/private/http"),
                new Header("x-routec-strictly", "true"),
                new Header("x-routec-strict", "true"),
                new Header("authorization", "Bearer not-a-real-key"),
                new Header("x-api-key", "not-a-real-key"),
                new Header("x-tenant", "blue")));
    assertEquals(
        List.of(new Header("x-routec-strict", "true"), new Header("x-tenant", "blue")),
        seen.list());
  }
}

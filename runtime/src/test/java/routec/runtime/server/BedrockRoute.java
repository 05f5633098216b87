package routec.runtime.server;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Backend;
import routec.runtime.spi.BedrockModel;
import routec.runtime.spi.Call;
import routec.runtime.spi.CompiledGateway;
import routec.runtime.spi.Contract;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.FixedRoute;
import routec.runtime.spi.ListenerRoutes;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.RouteTable;
import routec.runtime.spi.Target;
import routec.runtime.translate.BedrockRefusals;
import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.OpenAiToConverse;

/** A gateway of one route, as the compiler would write it: chat completions to Nova on Bedrock. */
record BedrockRoute(Target target, Authorization authorization) implements CompiledGateway {
  static final String MODEL = "us.amazon.nova-micro-v1:0";
  private static final BedrockModel BEDROCK = BedrockModel.of(MODEL);

  @Override
  public int contract() {
    return Contract.VERSION;
  }

  @Override
  public List<ListenerRoutes> listeners() {
    Backend backend = new Backend("default/bedrock", "aws.bedrock", target, authorization);
    List<Attempt> attempts = List.of(new Attempt(backend, 0, 1, BedrockRoute::translate));
    RouteTable table =
        RouteTable.builder()
            .model(
                new RouteTable.Model(MODEL, "test", 0),
                List.of(),
                new FixedRoute("default/route/0", Set.of(Endpoint.CHAT_COMPLETIONS), attempts))
            .build();
    return List.of(
        new ListenerRoutes(
            "default/test/http", 80, 1 << 20, List.of(new ListenerRoutes.Host("", table))));
  }

  /**
   * Asks a gateway to say something.
   *
   * @param headers {@code name: value}
   */
  static RawClient.Reply ask(GatewayServer gateway, String text, String... headers)
      throws IOException {
    String body =
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(MODEL, text);
    StringBuilder head = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append(
        "content-type: application/json\r\ncontent-length: %d\r\n\r\n".formatted(body.length()));
    try (RawClient client = new RawClient(gateway.port())) {
      return client.send(head + body).reply();
    }
  }

  private static Outbound translate(Call call) {
    OpenAiToConverse request = OpenAiToConverse.translate(call, ModelTraits.CONSERVATIVE);
    return new Outbound(
        call.stream() ? BEDROCK.converseStream() : BEDROCK.converse(),
        request.headers(),
        request.body(),
        request.dropped(),
        request.answer(),
        BedrockRefusals::read);
  }
}

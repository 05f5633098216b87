package routec.runtime.server;

import java.util.List;
import java.util.Set;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Call;
import routec.runtime.spi.CompiledGateway;
import routec.runtime.spi.Contract;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.FixedRoute;
import routec.runtime.spi.ListenerRoutes;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.RouteTable;
import routec.runtime.spi.Target;
import routec.runtime.spi.Translation;
import routec.runtime.translate.OpenAiRefusals;
import routec.runtime.translate.OpenAiToOpenAi;

/** A gateway of one route, as the compiler would write it: model {@code m}, to one provider. */
record OneRoute(int providerPort, Translation translation) implements CompiledGateway {
  static final int LARGEST_BODY = 1 << 20;

  /** To a provider of the client's own dialect. */
  OneRoute(int providerPort) {
    this(providerPort, OneRoute::relay);
  }

  @Override
  public int contract() {
    return Contract.VERSION;
  }

  @Override
  public List<ListenerRoutes> listeners() {
    RouteTable table =
        RouteTable.builder()
            .model(
                new RouteTable.Model("m", "test", 0),
                List.of(),
                new FixedRoute(
                    "default/route/0",
                    Set.of(Endpoint.CHAT_COMPLETIONS, Endpoint.MESSAGES),
                    attempts()))
            .build();
    return List.of(
        new ListenerRoutes(
            "default/test/http", 80, LARGEST_BODY, List.of(new ListenerRoutes.Host("", table))));
  }

  private List<Attempt> attempts() {
    Backend backend =
        new Backend(
            "default/provider",
            "openai",
            Target.plain("127.0.0.1", providerPort),
            new Authorization.None());
    return List.of(new Attempt(backend, 0, 1, translation));
  }

  private static Outbound relay(Call call) {
    OpenAiToOpenAi translated = OpenAiToOpenAi.translate(call, "m");
    return new Outbound(
        "/v1/chat/completions",
        translated.headers(),
        translated.body(),
        translated.dropped(),
        translated.answer(),
        OpenAiRefusals::read);
  }
}

// Written by routec from the manifests: change those instead.
package routec.generated;

import java.time.Duration;
import java.util.List;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Route;

/**
 * One rule of an AIGatewayRoute with its attempts by endpoint.
 */
record Rule(String name, List<Attempt> chatCompletions, List<Attempt> messages,
    Duration requestTimeout, Duration streamIdleTimeout) implements Route {
  @Override
  public List<Attempt> attempts(Endpoint endpoint) {
    return switch (endpoint) {
      case CHAT_COMPLETIONS -> chatCompletions;
      case MESSAGES -> messages;
      case EMBEDDINGS, MODELS, COUNT_TOKENS, ANTHROPIC_MODELS -> List.of();
    };
  }
}

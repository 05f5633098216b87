// Written by routec from the manifests: change those instead.
package routec.generated;

import java.util.List;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Route;
import routec.runtime.spi.Timeouts;
import routec.runtime.spi.Traffic;

/**
 * One rule of an AIGatewayRoute with its attempts by endpoint.
 */
record Rule(String name, List<Attempt> chatCompletions, List<Attempt> embeddings,
    List<Attempt> messages, List<Attempt> countTokens, Timeouts timeouts,
    Traffic traffic) implements Route {
  @Override
  public List<Attempt> attempts(Endpoint endpoint) {
    return switch (endpoint) {
      case CHAT_COMPLETIONS -> chatCompletions;
      case EMBEDDINGS -> embeddings;
      case MESSAGES -> messages;
      case COUNT_TOKENS -> countTokens;
      case MODELS, ANTHROPIC_MODELS -> List.of();
    };
  }
}

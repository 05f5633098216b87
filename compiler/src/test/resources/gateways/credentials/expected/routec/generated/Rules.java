// Written by routec from the manifests: change those instead.
package routec.generated;

import java.util.List;
import routec.runtime.spi.BedrockModel;
import routec.runtime.spi.Timeouts;
import routec.runtime.spi.Traffic;

/**
 * The rules of the AIGatewayRoutes, with what each sends where.
 */
final class Rules {
  /**
   * credentials.yaml:165: default/bedrock-key/0 for us.amazon.nova-pro-v1:0
   */
  static final Rule DEFAULT_BEDROCK_KEY_0 = defaultBedrockKey0();

  /**
   * credentials.yaml:229: default/callers-own/0 for us.anthropic.claude-sonnet-4-5-20250929-v1:0
   */
  static final Rule DEFAULT_CALLERS_OWN_0 = defaultCallersOwn0();

  /**
   * credentials.yaml:27: default/chain/0 for us.amazon.nova-micro-v1:0
   */
  static final Rule DEFAULT_CHAIN_0 = defaultChain0();

  /**
   * credentials.yaml:90: default/exchange/0 for us.amazon.nova-lite-v1:0
   */
  static final Rule DEFAULT_EXCHANGE_0 = defaultExchange0();

  /**
   * credentials.yaml:295: default/mantle/0 for openai.gpt-oss-120b
   */
  static final Rule DEFAULT_MANTLE_0 = defaultMantle0();

  /**
   * credentials.yaml:358: default/openai/0 for gpt-4o-mini
   */
  static final Rule DEFAULT_OPENAI_0 = defaultOpenai0();

  private Rules() {
  }

  private static Rule defaultBedrockKey0() {
    // credentials.yaml:168
    DefaultBedrockKeyBackend backend =
        new DefaultBedrockKeyBackend(
            BedrockModel.of("us.amazon.nova-pro-v1:0"),
            Traits.NOVA);
    return new Rule(
        "default/bedrock-key/0",
        List.of(
            backend.chatCompletions(0, 1)),
        List.of(),
        List.of(
            backend.messages(0, 1)),
        List.of(
            backend.countTokens(0, 1)),
        Timeouts.USUAL,
        Traffic.USUAL);
  }

  private static Rule defaultCallersOwn0() {
    // credentials.yaml:232
    DefaultCallersOwnBackend backend =
        new DefaultCallersOwnBackend(
            BedrockModel.of("us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
            Traits.CLAUDE_4_5);
    return new Rule(
        "default/callers-own/0",
        List.of(
            backend.chatCompletions(0, 1)),
        List.of(),
        List.of(
            backend.messages(0, 1)),
        List.of(
            backend.countTokens(0, 1)),
        Timeouts.USUAL,
        Traffic.USUAL);
  }

  private static Rule defaultChain0() {
    // credentials.yaml:30
    DefaultChainBackend backend =
        new DefaultChainBackend(
            BedrockModel.of("us.amazon.nova-micro-v1:0"),
            Traits.NOVA_MICRO);
    return new Rule(
        "default/chain/0",
        List.of(
            backend.chatCompletions(0, 1)),
        List.of(),
        List.of(
            backend.messages(0, 1)),
        List.of(
            backend.countTokens(0, 1)),
        Timeouts.USUAL,
        Traffic.USUAL);
  }

  private static Rule defaultExchange0() {
    // credentials.yaml:93
    DefaultExchangeBackend backend =
        new DefaultExchangeBackend(
            BedrockModel.of("us.amazon.nova-lite-v1:0"),
            Traits.NOVA);
    return new Rule(
        "default/exchange/0",
        List.of(
            backend.chatCompletions(0, 1)),
        List.of(),
        List.of(
            backend.messages(0, 1)),
        List.of(
            backend.countTokens(0, 1)),
        Timeouts.USUAL,
        Traffic.USUAL);
  }

  private static Rule defaultMantle0() {
    // credentials.yaml:298
    DefaultMantleBackend backend =
        new DefaultMantleBackend(
            "openai.gpt-oss-120b");
    return new Rule(
        "default/mantle/0",
        List.of(
            backend.chatCompletions(0, 1)),
        List.of(
            backend.embeddings(0, 1)),
        List.of(),
        List.of(),
        Timeouts.USUAL,
        Traffic.USUAL);
  }

  private static Rule defaultOpenai0() {
    // credentials.yaml:361
    DefaultOpenaiBackend backend =
        new DefaultOpenaiBackend(
            "gpt-4o-mini");
    return new Rule(
        "default/openai/0",
        List.of(
            backend.chatCompletions(0, 1)),
        List.of(
            backend.embeddings(0, 1)),
        List.of(),
        List.of(),
        Timeouts.USUAL,
        Traffic.USUAL);
  }
}

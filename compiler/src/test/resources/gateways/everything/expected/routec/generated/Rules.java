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
   * everything.yaml:38: default/failover/0 for claude
   */
  static final Rule DEFAULT_FAILOVER_0 = defaultFailover0();

  /**
   * everything.yaml:58: default/failover/1 for claude
   */
  static final Rule DEFAULT_FAILOVER_1 = defaultFailover1();

  /**
   * everything.yaml:69: default/failover/2 for any model
   */
  static final Rule DEFAULT_FAILOVER_2 = defaultFailover2();

  /**
   * everything.yaml:92: default/hosts/0 for local
   */
  static final Rule DEFAULT_HOSTS_0 = defaultHosts0();

  /**
   * everything.yaml:113: default/open/0 for any model
   */
  static final Rule DEFAULT_OPEN_0 = defaultOpen0();

  /**
   * everything.yaml:127: default/profile/0 for arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abcdefghijkl
   */
  static final Rule DEFAULT_PROFILE_0 = defaultProfile0();

  private Rules() {
  }

  private static Rule defaultFailover0() {
    // everything.yaml:45
    DefaultClaudeEastBackend backend1 =
        new DefaultClaudeEastBackend(
            BedrockModel.of("us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
            Traits.CLAUDE_4_5);
    // everything.yaml:48
    DefaultClaudeWestBackend backend2 =
        new DefaultClaudeWestBackend(
            BedrockModel.of("us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
            Traits.CLAUDE_4_5);
    // everything.yaml:51
    DefaultNovaWestBackend backend3 =
        new DefaultNovaWestBackend(
            BedrockModel.of("us.amazon.nova-micro-v1:0"),
            Traits.NOVA_MICRO);
    return new Rule(
        "default/failover/0",
        List.of(
            backend1.chatCompletions(0, 3),
            backend2.chatCompletions(0, 1),
            backend3.chatCompletions(1, 1)),
        List.of(),
        List.of(
            backend1.messages(0, 3),
            backend2.messages(0, 1),
            backend3.messages(1, 1)),
        List.of(
            backend1.countTokens(0, 3),
            backend2.countTokens(0, 1),
            backend3.countTokens(1, 1)),
        Timeouts.ofMillis(120000, 0, 30000),
        Traffic.USUAL);
  }

  private static Rule defaultFailover1() {
    // everything.yaml:68
    DefaultNovaWestBackend backend =
        new DefaultNovaWestBackend(
            BedrockModel.of("us.amazon.nova-micro-v1:0"),
            Traits.NOVA_MICRO);
    return new Rule(
        "default/failover/1",
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

  private static Rule defaultFailover2() {
    // everything.yaml:76
    DefaultNovaWestBackend backend =
        new DefaultNovaWestBackend(
            BedrockModel.of("us.amazon.nova-lite-v1:0"),
            Traits.NOVA);
    return new Rule(
        "default/failover/2",
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

  private static Rule defaultHosts0() {
    // everything.yaml:96
    DefaultOpenaiBackend backend =
        new DefaultOpenaiBackend(
            "local");
    return new Rule(
        "default/hosts/0",
        List.of(
            backend.chatCompletions(0, 1)),
        List.of(
            backend.embeddings(0, 1)),
        List.of(),
        List.of(),
        Timeouts.USUAL,
        Traffic.USUAL);
  }

  private static Rule defaultOpen0() {
    return new Rule(
        "default/open/0",
        List.of(
            DefaultAnythingBackend.chatCompletionsOfAnyModel(0, 1)),
        List.of(
            DefaultAnythingBackend.embeddingsOfAnyModel(0, 1)),
        List.of(
            DefaultAnythingBackend.messagesOfAnyModel(0, 1)),
        List.of(
            DefaultAnythingBackend.countTokensOfAnyModel(0, 1)),
        Timeouts.USUAL,
        Traffic.USUAL);
  }

  private static Rule defaultProfile0() {
    // everything.yaml:131
    DefaultByProfileBackend backend =
        new DefaultByProfileBackend(
            BedrockModel.of("arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abcdefghijkl", "us.meta.llama3-2-1b-instruct-v1:0"),
            Traits.LLAMA_3);
    return new Rule(
        "default/profile/0",
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
}

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
   * vendors.yaml:28: default/anthropic/0 for claude-sonnet-4-5
   */
  static final Rule DEFAULT_ANTHROPIC_0 = defaultAnthropic0();

  private Rules() {
  }

  private static Rule defaultAnthropic0() {
    // vendors.yaml:34
    DefaultAnthropicBackend backend1 =
        new DefaultAnthropicBackend(
            "claude-sonnet-4-5-20250929",
            Traits.CLAUDE_4_5);
    // vendors.yaml:37
    DefaultAwsBackend backend2 =
        new DefaultAwsBackend(
            BedrockModel.of("us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
            Traits.CLAUDE_4_5);
    return new Rule(
        "default/anthropic/0",
        List.of(
            backend1.chatCompletions(0, 1),
            backend2.chatCompletions(1, 1)),
        List.of(),
        List.of(
            backend1.messages(0, 1),
            backend2.messages(1, 1)),
        List.of(
            backend1.countTokens(0, 1),
            backend2.countTokens(1, 1)),
        Timeouts.USUAL,
        Traffic.USUAL);
  }
}

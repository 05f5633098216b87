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
   * aws.yaml:12: default/aws/0 for us.amazon.nova-micro-v1:0
   */
  static final Rule DEFAULT_AWS_0 = defaultAws0();

  /**
   * aws.yaml:31: default/aws-bedrock-anthropic/0 for anthropic.claude-3-5-sonnet-20241022-v2:0
   */
  static final Rule DEFAULT_AWS_BEDROCK_ANTHROPIC_0 = defaultAwsBedrockAnthropic0();

  /**
   * basic.yaml:44: default/self-hosted/0 for some-cool-self-hosted-model
   */
  static final Rule DEFAULT_SELF_HOSTED_0 = defaultSelfHosted0();

  private Rules() {
  }

  private static Rule defaultAws0() {
    // aws.yaml:16
    DefaultAwsBackend backend =
        new DefaultAwsBackend(
            BedrockModel.of("us.amazon.nova-micro-v1:0"),
            Traits.NOVA_MICRO);
    return new Rule(
        "default/aws/0",
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

  private static Rule defaultAwsBedrockAnthropic0() {
    // aws.yaml:35
    DefaultAwsBedrockAnthropicBackend backend =
        new DefaultAwsBedrockAnthropicBackend(
            BedrockModel.of("anthropic.claude-3-5-sonnet-20241022-v2:0"),
            Traits.CLAUDE_3_5);
    return new Rule(
        "default/aws-bedrock-anthropic/0",
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

  private static Rule defaultSelfHosted0() {
    // basic.yaml:48
    DefaultTestupstreamBackend backend =
        new DefaultTestupstreamBackend(
            "some-cool-self-hosted-model");
    return new Rule(
        "default/self-hosted/0",
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

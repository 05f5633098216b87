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
   * aws.yaml:41: default/bedrock/0 for us.amazon.nova-micro-v1:0
   */
  static final Rule DEFAULT_BEDROCK_0 = defaultBedrock0();

  /**
   * aws.yaml:48: default/bedrock/1 for us.meta.llama3-2-1b-instruct-v1:0
   */
  static final Rule DEFAULT_BEDROCK_1 = defaultBedrock1();

  /**
   * aws.yaml:56: default/bedrock/2 for amazon.titan-embed-text-v2:0
   */
  static final Rule DEFAULT_BEDROCK_2 = defaultBedrock2();

  /**
   * aws.yaml:77: default/claude/0 for anthropic.claude-3-5-sonnet-20241022-v2:0
   */
  static final Rule DEFAULT_CLAUDE_0 = defaultClaude0();

  /**
   * aws.yaml:84: default/claude/1 for anthropic.claude-3-sonnet-20240229-v1:0
   */
  static final Rule DEFAULT_CLAUDE_1 = defaultClaude1();

  /**
   * aws.yaml:91: default/claude/2 for us.anthropic.claude-sonnet-4-5-20250929-v1:0
   */
  static final Rule DEFAULT_CLAUDE_2 = defaultClaude2();

  private Rules() {
  }

  private static Rule defaultBedrock0() {
    // aws.yaml:45
    DefaultEnvoyAiGatewayBasicAwsBackend backend =
        new DefaultEnvoyAiGatewayBasicAwsBackend(
            BedrockModel.of("us.amazon.nova-micro-v1:0"),
            Traits.NOVA_MICRO);
    return new Rule(
        "default/bedrock/0",
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

  private static Rule defaultBedrock1() {
    // aws.yaml:52
    DefaultEnvoyAiGatewayBasicAwsBackend backend =
        new DefaultEnvoyAiGatewayBasicAwsBackend(
            BedrockModel.of("us.meta.llama3-2-1b-instruct-v1:0"),
            Traits.LLAMA_3);
    return new Rule(
        "default/bedrock/1",
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

  private static Rule defaultBedrock2() {
    // aws.yaml:60
    DefaultEnvoyAiGatewayBasicAwsBackend backend =
        new DefaultEnvoyAiGatewayBasicAwsBackend(
            BedrockModel.of("amazon.titan-embed-text-v2:0"),
            Traits.TITAN_EMBED_2);
    return new Rule(
        "default/bedrock/2",
        List.of(),
        List.of(
            backend.embeddings(0, 1)),
        List.of(),
        List.of(),
        Timeouts.USUAL,
        Traffic.USUAL);
  }

  private static Rule defaultClaude0() {
    // aws.yaml:81
    DefaultEnvoyAiGatewayBasicAwsBedrockAnthropicBackend backend =
        new DefaultEnvoyAiGatewayBasicAwsBedrockAnthropicBackend(
            BedrockModel.of("anthropic.claude-3-5-sonnet-20241022-v2:0"),
            Traits.CLAUDE_3_5);
    return new Rule(
        "default/claude/0",
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

  private static Rule defaultClaude1() {
    // aws.yaml:88
    DefaultEnvoyAiGatewayBasicAwsBedrockAnthropicBackend backend =
        new DefaultEnvoyAiGatewayBasicAwsBedrockAnthropicBackend(
            BedrockModel.of("anthropic.claude-3-sonnet-20240229-v1:0"),
            Traits.CLAUDE_3);
    return new Rule(
        "default/claude/1",
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

  private static Rule defaultClaude2() {
    // aws.yaml:95
    DefaultEnvoyAiGatewayBasicAwsBedrockAnthropicBackend backend =
        new DefaultEnvoyAiGatewayBasicAwsBedrockAnthropicBackend(
            BedrockModel.of("us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
            Traits.CLAUDE_4_5);
    return new Rule(
        "default/claude/2",
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

package routec.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.BackendPlan.Anthropic;
import routec.compiler.plan.BackendPlan.Claude;
import routec.compiler.plan.BackendPlan.Converse;
import routec.compiler.plan.BackendPlan.OpenAi;
import routec.compiler.plan.BackendPlan.Shape;
import routec.compiler.plan.ModelPlan;
import routec.runtime.spi.Endpoint;
import routec.runtime.translate.AnthropicCountToClaude;
import routec.runtime.translate.AnthropicCountToConverse;
import routec.runtime.translate.AnthropicRefusals;
import routec.runtime.translate.AnthropicToAnthropic;
import routec.runtime.translate.AnthropicToClaude;
import routec.runtime.translate.AnthropicToConverse;
import routec.runtime.translate.BedrockRefusals;
import routec.runtime.translate.OpenAiRefusals;
import routec.runtime.translate.OpenAiToAnthropic;
import routec.runtime.translate.OpenAiToClaude;
import routec.runtime.translate.OpenAiToConverse;
import routec.runtime.translate.OpenAiToEmbeddings;
import routec.runtime.translate.OpenAiToOpenAi;
import routec.runtime.translate.Trait;

/** Every pair of endpoint and backend API that Routec translates: the only table of them. */
enum Pair {
  OPEN_AI_TO_CONVERSE(
      Endpoint.CHAT_COMPLETIONS, Converse.class, OpenAiToConverse.class, "converse"),
  OPEN_AI_TO_CLAUDE(Endpoint.CHAT_COMPLETIONS, Claude.class, OpenAiToClaude.class, "invoke"),
  OPEN_AI_TO_OPEN_AI(
      Endpoint.CHAT_COMPLETIONS, OpenAi.class, OpenAiToOpenAi.class, "/chat/completions"),
  OPEN_AI_TO_ANTHROPIC(
      Endpoint.CHAT_COMPLETIONS, Anthropic.class, OpenAiToAnthropic.class, "/messages"),
  OPEN_AI_TO_EMBEDDINGS(Endpoint.EMBEDDINGS, Converse.class, OpenAiToEmbeddings.class, "invoke"),
  OPEN_AI_EMBEDDINGS_TO_OPEN_AI(
      Endpoint.EMBEDDINGS, OpenAi.class, OpenAiToOpenAi.class, "/embeddings"),
  ANTHROPIC_TO_CONVERSE(Endpoint.MESSAGES, Converse.class, AnthropicToConverse.class, "converse"),
  ANTHROPIC_TO_CLAUDE(Endpoint.MESSAGES, Claude.class, AnthropicToClaude.class, "invoke"),
  ANTHROPIC_TO_ANTHROPIC(
      Endpoint.MESSAGES, Anthropic.class, AnthropicToAnthropic.class, "/messages"),
  ANTHROPIC_COUNT_TO_ANTHROPIC(
      Endpoint.COUNT_TOKENS, Anthropic.class, AnthropicToAnthropic.class, "/messages/count_tokens"),
  ANTHROPIC_COUNT_TO_CONVERSE(
      Endpoint.COUNT_TOKENS, Converse.class, AnthropicCountToConverse.class, "countTokens"),
  ANTHROPIC_COUNT_TO_CLAUDE(
      Endpoint.COUNT_TOKENS, Claude.class, AnthropicCountToClaude.class, "countTokens");

  /** The trait of a model that has one endpoint only, which no other model has. */
  private static final String EMBEDDINGS = Trait.EMBEDDINGS.name();

  private final Endpoint endpoint;
  private final Class<? extends Shape> shape;
  private final Class<?> translator;
  private final String operation;

  Pair(Endpoint endpoint, Class<? extends Shape> shape, Class<?> translator, String operation) {
    this.endpoint = endpoint;
    this.shape = shape;
    this.translator = translator;
    this.operation = operation;
  }

  /** The endpoints that some backend can serve, in the order of {@link Endpoint}. */
  static List<Endpoint> endpoints() {
    return Arrays.stream(Endpoint.values())
        .filter(endpoint -> Arrays.stream(values()).anyMatch(pair -> pair.endpoint == endpoint))
        .toList();
  }

  /**
   * The pair that serves an endpoint by an attempt. A model of Bedrock that the manifest names is
   * known to make embeddings, or to chat; of one that only the client names the translator judges.
   */
  static Optional<Pair> of(Endpoint endpoint, AttemptPlan attempt) {
    return of(attempt.backend().shape()).stream()
        .filter(pair -> pair.endpoint == endpoint && pair.suits(attempt.model()))
        .findFirst();
  }

  static List<Pair> of(Shape shape) {
    return Arrays.stream(values()).filter(pair -> pair.shape.isInstance(shape)).toList();
  }

  private boolean suits(ModelPlan model) {
    boolean embeddings = endpoint == Endpoint.EMBEDDINGS;
    return isRelay()
        || switch (model) {
          case ModelPlan.Fixed fixed -> fixed.traits().traits().contains(EMBEDDINGS) == embeddings;
          case ModelPlan.Client client ->
              client.traits().isEmpty()
                  || client.traits().get().traits().contains(EMBEDDINGS) == embeddings;
        };
  }

  private boolean isRelay() {
    return shape == OpenAi.class || shape == Anthropic.class;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** The method that makes an attempt for the pair's endpoint: {@code chatCompletions}. */
  static String method(Endpoint endpoint) {
    return camel(endpoint.name());
  }

  /** The method that translates a call: {@code openAiToConverse}. */
  String translation() {
    return camel(name());
  }

  /** Whether what the model can do matters for the translation. */
  boolean asksForTraits() {
    return translator != OpenAiToOpenAi.class && translator != AnthropicToAnthropic.class;
  }

  /** Declares {@code request}, the translated call. */
  CodeBlock translate(CodeBlock arguments) {
    return CodeBlock.of("$T request = $T.translate($L)", translator, translator, arguments);
  }

  /**
   * The method of the model that gives the operation's path; with {@code Stream} behind it where
   * the call wants a stream. For a relay, what follows the prefix.
   */
  String operation() {
    return operation;
  }

  boolean streams() {
    return endpoint == Endpoint.CHAT_COMPLETIONS || endpoint == Endpoint.MESSAGES;
  }

  /** The translator's method for what is sent: some calls take several requests. */
  String body() {
    return translator == OpenAiToEmbeddings.class ? "bodies" : "body";
  }

  /** The reader of the provider's refusals. */
  Class<?> refusals() {
    return shape == OpenAi.class
        ? OpenAiRefusals.class
        : shape == Anthropic.class ? AnthropicRefusals.class : BedrockRefusals.class;
  }

  private static String camel(String constant) {
    StringBuilder out = new StringBuilder();
    boolean capital = false;
    for (int i = 0; i < constant.length(); i++) {
      char c = constant.charAt(i);
      if (c != '_') {
        out.append(capital ? c : Character.toLowerCase(c));
      }
      capital = c == '_';
    }
    return out.toString();
  }
}

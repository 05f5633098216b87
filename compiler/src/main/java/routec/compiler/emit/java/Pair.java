package routec.compiler.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import routec.compiler.plan.BackendPlan.Anthropic;
import routec.compiler.plan.BackendPlan.Claude;
import routec.compiler.plan.BackendPlan.Converse;
import routec.compiler.plan.BackendPlan.OpenAi;
import routec.compiler.plan.BackendPlan.Shape;
import routec.runtime.spi.Endpoint;
import routec.runtime.translate.AnthropicRefusals;
import routec.runtime.translate.AnthropicToAnthropic;
import routec.runtime.translate.AnthropicToClaude;
import routec.runtime.translate.BedrockRefusals;
import routec.runtime.translate.OpenAiRefusals;
import routec.runtime.translate.OpenAiToClaude;
import routec.runtime.translate.OpenAiToConverse;
import routec.runtime.translate.OpenAiToOpenAi;

/** Every pair of endpoint and backend API that Routec translates: the only table of them. */
enum Pair {
  OPENAI_TO_CONVERSE(
      Endpoint.CHAT_COMPLETIONS, Converse.class, OpenAiToConverse.class, BedrockRefusals.class),
  OPENAI_TO_CLAUDE(
      Endpoint.CHAT_COMPLETIONS, Claude.class, OpenAiToClaude.class, BedrockRefusals.class),
  OPENAI_TO_OPENAI(
      Endpoint.CHAT_COMPLETIONS, OpenAi.class, OpenAiToOpenAi.class, OpenAiRefusals.class),
  ANTHROPIC_TO_CLAUDE(
      Endpoint.MESSAGES, Claude.class, AnthropicToClaude.class, BedrockRefusals.class),
  ANTHROPIC_TO_ANTHROPIC(
      Endpoint.MESSAGES, Anthropic.class, AnthropicToAnthropic.class, AnthropicRefusals.class);

  private final Endpoint endpoint;
  private final Class<? extends Shape> shape;
  private final Class<?> translator;
  private final Class<?> refusals;

  Pair(Endpoint endpoint, Class<? extends Shape> shape, Class<?> translator, Class<?> refusals) {
    this.endpoint = endpoint;
    this.shape = shape;
    this.translator = translator;
    this.refusals = refusals;
  }

  /** The endpoints that some backend can serve, in the order of {@link Endpoint}. */
  static List<Endpoint> endpoints() {
    return Arrays.stream(Endpoint.values())
        .filter(endpoint -> Arrays.stream(values()).anyMatch(pair -> pair.endpoint == endpoint))
        .toList();
  }

  static Optional<Pair> of(Endpoint endpoint, Shape shape) {
    return Arrays.stream(values())
        .filter(pair -> pair.endpoint == endpoint && pair.shape.isInstance(shape))
        .findFirst();
  }

  static List<Pair> of(Shape shape) {
    return Arrays.stream(values()).filter(pair -> pair.shape.isInstance(shape)).toList();
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
    String name = translator.getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** Declares {@code request}, the translated call. */
  CodeBlock translate(CodeBlock arguments) {
    return CodeBlock.of("$T request = $T.translate($L)", translator, translator, arguments);
  }

  /** The reader of the provider's refusals. */
  ClassName refusals() {
    return ClassName.get(refusals);
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

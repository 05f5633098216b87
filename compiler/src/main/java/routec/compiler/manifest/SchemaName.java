package routec.compiler.manifest;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The API that a backend speaks. */
public enum SchemaName {
  OPENAI("OpenAI"),
  COHERE("Cohere"),
  AWS_BEDROCK("AWSBedrock"),
  AZURE_OPENAI("AzureOpenAI"),
  GCP_VERTEX_AI("GCPVertexAI"),
  GCP_ANTHROPIC("GCPAnthropic"),
  ANTHROPIC("Anthropic"),
  AWS_ANTHROPIC("AWSAnthropic");

  private static final String CHAT = "/v1/chat/completions";
  private static final String EMBEDDINGS = "/v1/embeddings";
  private static final String MESSAGES = "/anthropic/v1/messages";
  private static final String COUNT = "/anthropic/v1/messages/count_tokens";

  private final String text;

  SchemaName(String text) {
    this.text = text;
  }

  /** The endpoints whose calls its backends can serve, as the emitter's pairs say. */
  public List<String> endpoints() {
    return switch (this) {
      case OPENAI -> List.of(CHAT, EMBEDDINGS);
      case AWS_BEDROCK -> List.of(CHAT, EMBEDDINGS, MESSAGES, COUNT);
      case ANTHROPIC, AWS_ANTHROPIC -> List.of(CHAT, MESSAGES, COUNT);
      case COHERE, AZURE_OPENAI, GCP_VERTEX_AI, GCP_ANTHROPIC -> List.of();
    };
  }

  /** As manifests spell it. */
  public String text() {
    return text;
  }

  /** Whether AWS signs its requests. */
  public boolean isAws() {
    return this == AWS_BEDROCK || this == AWS_ANTHROPIC;
  }

  public static Optional<SchemaName> of(String text) {
    return Arrays.stream(values()).filter(name -> name.text.equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return text;
  }
}

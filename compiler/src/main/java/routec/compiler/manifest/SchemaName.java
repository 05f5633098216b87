package routec.compiler.manifest;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The API that a backend speaks. */
public enum SchemaName {
  OPENAI("OpenAI", "/v1/chat/completions", "/v1/embeddings"),
  COHERE("Cohere"),
  AWS_BEDROCK(
      "AWSBedrock",
      "/v1/chat/completions",
      "/v1/embeddings",
      "/anthropic/v1/messages",
      "/anthropic/v1/messages/count_tokens"),
  AZURE_OPENAI("AzureOpenAI"),
  GCP_VERTEX_AI("GCPVertexAI"),
  GCP_ANTHROPIC("GCPAnthropic"),
  ANTHROPIC("Anthropic", "/anthropic/v1/messages"),
  AWS_ANTHROPIC(
      "AWSAnthropic",
      "/v1/chat/completions",
      "/anthropic/v1/messages",
      "/anthropic/v1/messages/count_tokens");

  private final String text;
  private final List<String> endpoints;

  SchemaName(String text, String... endpoints) {
    this.text = text;
    this.endpoints = List.of(endpoints);
  }

  /** The endpoints whose calls its backends can serve, as the emitter's pairs say. */
  public List<String> endpoints() {
    return endpoints;
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

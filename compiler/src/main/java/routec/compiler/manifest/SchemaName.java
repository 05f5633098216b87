package routec.compiler.manifest;

import java.util.Arrays;
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

  private final String text;

  SchemaName(String text) {
    this.text = text;
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

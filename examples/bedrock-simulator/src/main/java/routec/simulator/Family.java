package routec.simulator;

/** A vendor's line of models and what Converse lets it do. */
enum Family {
  CLAUDE("Claude", Choice.ALL, true, false, true),
  NOVA("Nova", Choice.ALL, false, false, false),
  LLAMA("Llama", Choice.NONE, false, true, false),
  MISTRAL("Mistral", Choice.ALL, false, true, true),
  DEEPSEEK("DeepSeek", Choice.ALL, false, false, true),
  GPT_OSS("gpt-oss", Choice.ALL, true, false, true),
  QWEN("Qwen", Choice.ALL, true, false, true),
  GLM("GLM", Choice.ALL, true, false, true),
  KIMI("Kimi", Choice.ALL, true, false, true),
  MINIMAX("MiniMax", Choice.ALL, true, false, true),
  NEMOTRON("Nemotron", Choice.ALL, true, false, true),
  GEMMA("Gemma", Choice.ALL, true, false, true),
  COMMAND("Command", Choice.ALL, false, false, false),
  JAMBA("Jamba", Choice.ALL, false, false, false),
  PALMYRA("Palmyra", Choice.ALL, false, true, false),
  TITAN_TEXT("Titan", Choice.ALL, false, false, false),
  TITAN_EMBED("Titan embeddings", Choice.NONE, false, false, false),
  COHERE_EMBED("Cohere embeddings", Choice.NONE, false, false, false),
  NOVA_EMBED("Nova embeddings", Choice.NONE, false, false, false),
  /** A model that an ARN hides and that nobody named, or one of the simulator's own. */
  ANY("model", Choice.ALL, true, false, true);

  /** Which tool choices a family takes. */
  enum Choice {
    ALL,
    NONE
  }

  private final String label;
  private final Choice toolChoice;
  private final boolean startsWithAssistant;
  private final boolean resultsAlone;
  private final boolean structuredOutput;

  Family(
      String label,
      Choice toolChoice,
      boolean startsWithAssistant,
      boolean resultsAlone,
      boolean structuredOutput) {
    this.label = label;
    this.toolChoice = toolChoice;
    this.startsWithAssistant = startsWithAssistant;
    this.resultsAlone = resultsAlone;
    this.structuredOutput = structuredOutput;
  }

  String label() {
    return label;
  }

  boolean takesToolChoice() {
    return toolChoice == Choice.ALL;
  }

  /** Whether a conversation may begin with the assistant. */
  boolean startsWithAssistant() {
    return startsWithAssistant;
  }

  /** Whether a turn with tool results may hold nothing else. */
  boolean resultsAlone() {
    return resultsAlone;
  }

  boolean structuredOutput() {
    return structuredOutput;
  }

  boolean embeds() {
    return this == TITAN_EMBED || this == COHERE_EMBED || this == NOVA_EMBED;
  }

  /** Whether answers come with reasoning although nobody asked. */
  boolean reasonsAlways() {
    return this == GPT_OSS || this == MINIMAX;
  }
}

package routec.simulator;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The models that exist, and which ids reach them. */
final class ModelCatalog {
  /** Ids; {@code +} means that there are profiles for it, {@code !} that it has only those. */
  private static final String IDS =
      """
      anthropic.claude-v2
      anthropic.claude-v2:1
      anthropic.claude-instant-v1
      anthropic.claude-3-haiku-20240307-v1:0+
      anthropic.claude-3-sonnet-20240229-v1:0+
      anthropic.claude-3-opus-20240229-v1:0+
      anthropic.claude-3-5-sonnet-20240620-v1:0+
      anthropic.claude-3-5-sonnet-20241022-v2:0+
      anthropic.claude-3-5-haiku-20241022-v1:0+
      anthropic.claude-3-7-sonnet-20250219-v1:0!
      anthropic.claude-sonnet-4-20250514-v1:0!
      anthropic.claude-opus-4-20250514-v1:0!
      anthropic.claude-opus-4-1-20250805-v1:0!
      anthropic.claude-sonnet-4-5-20250929-v1:0!
      anthropic.claude-haiku-4-5-20251001-v1:0!
      anthropic.claude-opus-4-5-20251101-v1:0!
      anthropic.claude-opus-4-6-v1!
      anthropic.claude-sonnet-4-6!
      anthropic.claude-opus-4-7!
      anthropic.claude-opus-4-8!
      anthropic.claude-sonnet-5!
      anthropic.claude-opus-5!
      anthropic.claude-fable-5!
      anthropic.claude-fable-5-1!
      anthropic.claude-mythos-5!
      anthropic.claude-mythos-5-1!
      anthropic.claude-opus-5-5!
      anthropic.claude-sonnet-5-5!
      anthropic.claude-haiku-5-5!
      amazon.nova-micro-v1:0+
      amazon.nova-lite-v1:0+
      amazon.nova-pro-v1:0+
      amazon.nova-premier-v1:0!
      amazon.nova-2-lite-v1:0!
      amazon.nova-2-pro-v1:0!
      amazon.nova-2-multimodal-embeddings-v1:0
      amazon.titan-text-express-v1
      amazon.titan-text-lite-v1
      amazon.titan-embed-text-v1
      amazon.titan-embed-text-v2:0
      cohere.embed-english-v3
      cohere.embed-multilingual-v3
      cohere.embed-v4:0+
      cohere.command-r-v1:0
      cohere.command-r-plus-v1:0
      ai21.jamba-1-5-mini-v1:0
      ai21.jamba-1-5-large-v1:0
      writer.palmyra-x4-v1:0!
      writer.palmyra-x5-v1:0!
      meta.llama3-8b-instruct-v1:0
      meta.llama3-70b-instruct-v1:0
      meta.llama3-1-8b-instruct-v1:0+
      meta.llama3-1-70b-instruct-v1:0+
      meta.llama3-1-405b-instruct-v1:0+
      meta.llama3-2-1b-instruct-v1:0!
      meta.llama3-2-3b-instruct-v1:0!
      meta.llama3-2-11b-instruct-v1:0!
      meta.llama3-2-90b-instruct-v1:0!
      meta.llama3-3-70b-instruct-v1:0+
      meta.llama4-scout-17b-instruct-v1:0!
      meta.llama4-maverick-17b-instruct-v1:0!
      mistral.mistral-7b-instruct-v0:2
      mistral.mixtral-8x7b-instruct-v0:1
      mistral.mistral-large-2402-v1:0
      mistral.mistral-large-2407-v1:0
      mistral.mistral-small-2402-v1:0
      mistral.pixtral-large-2502-v1:0!
      mistral.mistral-large-3-675b-instruct
      mistral.magistral-small-2509
      mistral.ministral-3-8b-instruct
      mistral.voxtral-mini-3b-2507
      deepseek.r1-v1:0!
      deepseek.v3-v1:0
      deepseek.v3.2
      openai.gpt-oss-20b-1:0
      openai.gpt-oss-120b-1:0
      qwen.qwen3-32b-v1:0
      qwen.qwen3-235b-a22b-2507-v1:0
      qwen.qwen3-coder-30b-a3b-v1:0
      zai.glm-4.7
      zai.glm-4.7-flash
      zai.glm-5
      moonshot.kimi-k2-thinking
      moonshotai.kimi-k2.5
      minimax.minimax-m2
      minimax.minimax-m2.1
      nvidia.nemotron-nano-9b-v2
      nvidia.nemotron-nano-12b-v2
      google.gemma-3-4b-it
      google.gemma-3-12b-it
      google.gemma-3-27b-it
      """;

  private static final Map<String, Character> KINDS = kinds();
  private static final Set<String> PREFIXES =
      Set.of("us", "eu", "jp", "au", "apac", "ca", "us-gov", "global");
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:(?:bedrock|sagemaker):([a-z0-9-]*):(\\d{12})?:([a-z-]+)/(.+)");

  private final Set<String> regions;
  private final Map<String, String> aliases;

  /**
   * @param regions where this Bedrock is
   * @param aliases what an application inference profile or another ARN stands for
   */
  ModelCatalog(Set<String> regions, Map<String, String> aliases) {
    this.regions = regions;
    this.aliases = Map.copyOf(aliases);
  }

  /** The model behind an id of the path, or AWS's 400. */
  Model find(String id) {
    String alias = aliases.get(id);
    if (alias != null) {
      Model target = find(alias);
      return new Model(id, target.stem(), target.family(), target.claude(), target.fault());
    }
    if (id.startsWith("arn:")) {
      return byArn(id);
    }
    int own = id.startsWith("sim.") ? 0 : id.indexOf(".sim.") + 1;
    if (own > 0 || id.startsWith("sim.")) {
      return own(id, own);
    }
    Character kind = KINDS.get(id);
    if (kind != null && kind == '!') {
      throw AwsError.validation(
          "Invocation of model ID "
              + id
              + " with on-demand throughput isn\u2019t supported. Retry your request with the ID or"
              + " ARN of an inference profile that contains this model.");
    }
    return model(id, kind == null ? stemOfProfile(id) : id);
  }

  /** The model for CountTokens, which takes bare ids only. */
  Model findToCount(String id) {
    if (!KINDS.containsKey(id)) {
      find(id);
      throw AwsError.validation("The provided model doesn't support counting tokens.");
    }
    Model model = model(id, id);
    boolean counts = model.family() == Family.CLAUDE && !id.contains("claude-v");
    if (!counts) {
      throw AwsError.validation("The provided model doesn't support counting tokens.");
    }
    return model;
  }

  private Model byArn(String id) {
    Matcher arn = ARN.matcher(id);
    if (!arn.matches()) {
      throw invalid();
    }
    if (!arn.group(1).isEmpty() && !regions.contains(arn.group(1))) {
      throw AwsError.validation("The provided ARN is invalid for the service region.");
    }
    String target = arn.group(4);
    return switch (arn.group(3)) {
      case "foundation-model" -> as(id, find(target));
      case "inference-profile" -> as(id, model(id, stemOfProfile(target)));
      case "application-inference-profile",
          "provisioned-model",
          "imported-model",
          "custom-model",
          "custom-model-deployment",
          "prompt-router",
          "default-prompt-router",
          "endpoint" ->
          new Model(id, id, Family.ANY, Optional.empty(), Fault.NONE);
      default -> throw invalid();
    };
  }

  private static Model as(String id, Model model) {
    return new Model(id, model.stem(), model.family(), model.claude(), model.fault());
  }

  /** {@code sim.throttle}, or a real id with that behind it. */
  private Model own(String id, int at) {
    Fault fault;
    try {
      fault = Fault.inModelId(id.substring(at + "sim.".length()));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    if (at == 0) {
      return new Model(id, id, Family.ANY, Optional.empty(), fault);
    }
    Model real = find(id.substring(0, at - 1));
    return new Model(id, real.stem(), real.family(), real.claude(), fault);
  }

  private static String stemOfProfile(String id) {
    int dot = id.indexOf('.');
    String stem = dot < 0 ? "" : id.substring(dot + 1);
    Character kind = KINDS.get(stem);
    if (kind == null || kind == ' ' || !PREFIXES.contains(id.substring(0, dot))) {
      throw invalid();
    }
    return stem;
  }

  private static Model model(String id, String stem) {
    Family family = family(stem);
    Optional<ClaudeTraits> claude =
        family == Family.CLAUDE ? Optional.of(ClaudeTraits.of(stem)) : Optional.empty();
    return new Model(id, stem, family, claude, Fault.NONE);
  }

  private static AwsError invalid() {
    return AwsError.validation("The provided model identifier is invalid.");
  }

  private static Family family(String stem) {
    String vendor = stem.substring(0, stem.indexOf('.')).toLowerCase(Locale.ROOT);
    return switch (vendor) {
      case "anthropic" -> Family.CLAUDE;
      case "amazon" -> amazon(stem);
      case "cohere" -> stem.contains("embed") ? Family.COHERE_EMBED : Family.COMMAND;
      case "ai21" -> Family.JAMBA;
      case "writer" -> Family.PALMYRA;
      case "meta" -> Family.LLAMA;
      case "mistral" -> Family.MISTRAL;
      case "deepseek" -> Family.DEEPSEEK;
      case "openai" -> Family.GPT_OSS;
      case "qwen" -> Family.QWEN;
      case "zai" -> Family.GLM;
      case "moonshot", "moonshotai" -> Family.KIMI;
      case "minimax" -> Family.MINIMAX;
      case "nvidia" -> Family.NEMOTRON;
      case "google" -> Family.GEMMA;
      default -> Family.ANY;
    };
  }

  private static Family amazon(String stem) {
    if (stem.contains("titan-embed")) {
      return Family.TITAN_EMBED;
    }
    if (stem.contains("embeddings")) {
      return Family.NOVA_EMBED;
    }
    return stem.contains("nova") ? Family.NOVA : Family.TITAN_TEXT;
  }

  private static Map<String, Character> kinds() {
    Map<String, Character> kinds = new HashMap<>();
    IDS.lines()
        .forEach(line -> {
          char end = line.charAt(line.length() - 1);
          boolean marked = end == '+' || end == '!';
          kinds.put(marked ? line.substring(0, line.length() - 1) : line, marked ? end : ' ');
        });
    return Map.copyOf(kinds);
  }
}

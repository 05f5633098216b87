package routec.runtime.translate;

import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.anthropic.Betas;
import routec.runtime.dialect.anthropic.MessageThreads;
import routec.runtime.dialect.anthropic.MessagesField;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Headers;

/**
 * A messages request as a Converse request, for a model of any family.
 *
 * <p>The body's members come in any order and are written in one fixed order; values that both APIs
 * spell alike are copied byte for byte. What only Claude understands goes to a Claude in the
 * additional fields; for other families it is named as dropped, or refused where the answer would
 * mean something else without it.
 */
public final class AnthropicToConverse {
  private final Call call;
  private final ModelTraits traits;
  private final Dropped dropped;
  private final ToolNames names = new ToolNames();
  private final ByteWriter out;

  private Slice messages = Slice.EMPTY;
  private Slice system = Slice.EMPTY;
  private Slice cache = Slice.EMPTY;
  private Slice maxTokens = Slice.EMPTY;
  private Slice tools = Slice.EMPTY;
  private Slice toolChoice = Slice.EMPTY;
  private Slice thinking = Slice.EMPTY;
  private Slice effort = Slice.EMPTY;
  private AnswerFormat format = AnswerFormat.TEXT;
  private String formatField = "";
  private Slice metadata = Slice.EMPTY;
  private Slice serviceTier = Slice.EMPTY;
  private Slice betaList = Slice.EMPTY;
  private final Extras extras = new Extras();
  private final StopSequences stops = new StopSequences();
  private final Sampling sampling;
  private String answerTool = "";

  private AnthropicToConverse(Call call, ModelTraits traits) {
    this.call = call;
    this.traits = traits;
    this.dropped = new Dropped(call);
    this.sampling = new Sampling(dropped);
    this.out = new ByteWriter(call.body().length() + 256);
  }

  /**
   * Translates a call.
   *
   * @throws RequestFault if Converse or the model can't express it
   */
  public static AnthropicToConverse translate(Call call, ModelTraits traits) {
    AnthropicToConverse request = new AnthropicToConverse(call, traits);
    JsonMembers members = call.members();
    for (int i = 0; i < members.size(); i++) {
      if (!Values.isNull(members.value(i))) {
        request.field(members.name(i), members.value(i));
      }
    }
    request.write();
    return request;
  }

  public Headers headers() {
    return call.stream() ? BedrockHeaders.CONVERSE_STREAM : BedrockHeaders.JSON;
  }

  public Slice body() {
    return out.slice();
  }

  public List<String> dropped() {
    return dropped.names();
  }

  /** The answer's translator, made for this request. */
  public Answer answer() {
    Asked asked =
        new Asked(
            traits, names, answerTool, stops.texts(), extras.asksForFields(), /* legacy= */ false);
    return call.stream()
        ? new ConverseStreamToAnthropic(call, asked)
        : new ConverseToAnthropic(call, asked);
  }

  private void field(String name, Slice value) {
    switch (MessagesField.of(name)) {
      case MODEL, STREAM, ANTHROPIC_VERSION -> {}
      case MESSAGES -> messages = value;
      case SYSTEM -> system = value;
      case MAX_TOKENS -> maxTokens = value;
      case TEMPERATURE -> sampling.temperature(value);
      case TOP_P -> sampling.topP(value);
      case TOP_K -> sampling.topK(value);
      case STOP_SEQUENCES -> {
        Values.array(value, name);
        stops.read(value, name, traits, dropped);
      }
      case TOOLS -> tools = value;
      case TOOL_CHOICE -> toolChoice = value;
      case THINKING -> thinking = value;
      case OUTPUT_CONFIG -> outputConfig(value);
      case OUTPUT_FORMAT -> format(value, name);
      case METADATA -> metadata = value;
      case SERVICE_TIER -> serviceTier = value;
      case CACHE_CONTROL -> cache = value;
      case ANTHROPIC_BETA -> betaList = value;
      case ADDITIONAL_MODEL_REQUEST_FIELDS,
          ADDITIONAL_MODEL_RESPONSE_FIELD_PATHS,
          GUARDRAIL_CONFIG,
          PERFORMANCE_CONFIG,
          PROMPT_VARIABLES ->
          extras.add(name, value);
      case MCP_SERVERS, CONTAINER ->
          throw RequestFault.invalid(name, "`" + name + "` can't be carried to Converse.");
      case THREAD -> throw MessageThreads.refused();
      case CONTEXT_MANAGEMENT, INFERENCE_GEO, SPEED, UNKNOWN -> dropped.add(name);
    }
  }

  private void outputConfig(Slice value) {
    Values.object(value, "output_config");
    JsonMembers config = JsonMembers.read(value, call.members().origin());
    for (int i = 0; i < config.size(); i++) {
      if (Values.isNull(config.value(i))) {
        continue;
      }
      switch (config.name(i)) {
        case "effort" -> effort = config.value(i);
        case "format" -> format(config.value(i), "output_config.format");
        default -> dropped.add("output_config." + config.name(i));
      }
    }
  }

  private void format(Slice value, String at) {
    Values.object(value, at);
    JsonMembers format = JsonMembers.read(value, call.members().origin());
    boolean known = format.find("type").filter(type -> type.is("\"json_schema\"")).isPresent();
    Slice found = format.find("schema").orElse(Slice.EMPTY);
    if (!known || found.isEmpty()) {
      throw RequestFault.invalid(at, "`" + at + "` must be a json_schema with a schema.");
    }
    Values.object(found, at + ".schema");
    this.format = AnswerFormat.ofSchema(found);
    formatField = at;
  }

  private void write() {
    if (messages.isEmpty()) {
      throw RequestFault.invalid("messages", "`messages` is missing.");
    }
    CachePlan caches = new CachePlan(traits, dropped, ConverseChatSink::cachePoint);
    ConverseChatSink chat = new ConverseChatSink(traits, names, dropped, caches, messages.length());
    AnthropicConversation conversation = new AnthropicConversation(chat, dropped, call.images());
    if (!system.isEmpty()) {
      conversation.system(system, "system");
    }
    conversation.read(messages, cache);
    AnthropicTools anthropicTools = new AnthropicTools(dropped);
    anthropicTools.readChoice(toolChoice);
    ConverseTools toolConfig =
        new ConverseTools(traits, names, dropped, caches, anthropicTools.choice());
    anthropicTools.readTools(tools, toolConfig::add, toolConfig::addSystemTool);
    boolean byBedrock = format(chat, toolConfig);
    toolConfig.choose(conversation.usesTools());
    AnthropicThinking thoughts = new AnthropicThinking(traits, dropped);
    thoughts.read(thinking, effort);
    thoughts.check(toolConfig.isForced(), chat.endsWithAssistant());

    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("messages").raw(chat.messages());
    if (!chat.system().isEmpty()) {
      json.name("system").raw(chat.system());
    }
    writeInference(json, thoughts);
    toolConfig.write(json);
    writeAdditional(json, thoughts, toolConfig, anthropicTools);
    if (traits.isClaude() && !stops.isEmpty()) {
      extras.askFor(call.stream() ? "/delta/stop_sequence" : "/stop_sequence");
    }
    if (byBedrock) {
      writeSchema(json);
    }
    writeServiceTier(json);
    RequestMetadata.write(metadata, Slice.EMPTY, json, dropped);
    extras.writeOthers(json);
    json.endObject();
  }

  /**
   * Sees to it that the answer has its form: true where Bedrock does. Elsewhere a forced tool or
   * words ask for it, and since nothing holds the model to it then, it is named as dropped.
   */
  private boolean format(ConverseChatSink chat, ConverseTools toolConfig) {
    if (format.kind() == AnswerFormat.Kind.TEXT) {
      return false;
    }
    if (traits.has(Trait.STRUCTURED_OUTPUT)) {
      return true;
    }
    dropped.add(formatField);
    boolean thinks = !thinking.isEmpty() || !effort.isEmpty();
    if (!thinks && format.isObject() && toolConfig.answerBy(format.schema())) {
      answerTool = toolConfig.answerTool();
    } else {
      chat.system(format.instruction(), Slice.EMPTY, formatField);
    }
    return false;
  }

  private void writeInference(JsonWriter json, AnthropicThinking thoughts) {
    boolean free = thoughts.leavesNoLimits();
    sampling.settle(traits, thoughts.isOn() || free);
    long limit = maxTokens();
    if (free) {
      dropped.add("max_tokens");
      if (sampling.isEmpty() && stops.isEmpty()) {
        return;
      }
    }
    json.name("inferenceConfig").beginObject();
    if (!free) {
      json.name("maxTokens").number(limit);
    }
    sampling.write(json, "topP");
    stops.write(json, "stopSequences");
    json.endObject();
  }

  /** The API allows 0, to fill a cache and say nothing; Converse wants at least 1. */
  private long maxTokens() {
    if (maxTokens.isEmpty()) {
      throw RequestFault.invalid("max_tokens", "`max_tokens` is missing.");
    }
    return maxTokens.is("0") ? 1 : Values.positive(maxTokens, "max_tokens");
  }

  private void writeAdditional(
      JsonWriter json,
      AnthropicThinking thoughts,
      ConverseTools toolConfig,
      AnthropicTools anthropicTools) {
    ByteWriter fields = new ByteWriter(64);
    JsonWriter more = new JsonWriter(fields);
    writeBetas(more, thoughts);
    sampling.writeTopK(more, traits);
    thoughts.write(more);
    if (anthropicTools.oneAtATime() && toolConfig.hasTools() && answerTool.isEmpty()) {
      if (traits.has(Trait.SINGLE_TOOL_SWITCH) && !toolConfig.isForced()) {
        more.name("tool_choice").raw("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
      } else {
        dropped.add("tool_choice.disable_parallel_tool_use");
      }
    }
    Slice provider = anthropicTools.provider();
    if (!provider.isEmpty()) {
      if (!traits.isClaude()) {
        throw RequestFault.invalid("tools", "This model has none of Anthropic's own tools.");
      }
      more.name("tools").raw(provider);
    }
    extras.writeAdditional(json, fields.slice());
  }

  private void writeBetas(JsonWriter more, AnthropicThinking thoughts) {
    Betas betas = traits.isClaude() ? Betas.ofConverse() : Betas.none();
    call.headers().all("anthropic-beta").forEach(betas::add);
    if (!betaList.isEmpty()) {
      Values.array(betaList, "anthropic_beta");
      JsonReader json = Values.reader(betaList);
      json.beginArray();
      while (json.nextElement()) {
        betas.add(Values.string(json.value(), "anthropic_beta"));
      }
    }
    if (thoughts.wantsEffortBeta()) {
      betas.add("effort-2025-11-24");
    }
    betas.dropped().forEach(flag -> dropped.add("anthropic-beta:" + flag));
    if (!betas.kept().isEmpty()) {
      more.name("anthropic_beta").beginArray();
      betas.kept().forEach(more::string);
      more.endArray();
    }
  }

  private void writeSchema(JsonWriter json) {
    json.name("outputConfig").beginObject().name("textFormat").beginObject();
    json.name("type").string("json_schema").name("structure").beginObject();
    json.name("jsonSchema")
        .beginObject()
        .name("schema")
        .utf8(StrictSchema.of(format.schema(), dropped, formatField));
    json.endObject().endObject().endObject().endObject();
  }

  private void writeServiceTier(JsonWriter json) {
    if (serviceTier.isEmpty()) {
      return;
    }
    switch (Values.string(serviceTier, "service_tier")) {
      case "auto" -> {}
      case "standard_only" ->
          json.name("serviceTier").beginObject().name("type").string("default").endObject();
      default -> dropped.add("service_tier");
    }
  }
}

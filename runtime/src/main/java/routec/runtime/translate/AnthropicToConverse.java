package routec.runtime.translate;

import java.util.ArrayList;
import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.anthropic.Betas;
import routec.runtime.dialect.anthropic.MessagesField;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;
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
  private Slice temperature = Slice.EMPTY;
  private Slice topP = Slice.EMPTY;
  private Slice topK = Slice.EMPTY;
  private Slice tools = Slice.EMPTY;
  private Slice toolChoice = Slice.EMPTY;
  private Slice thinking = Slice.EMPTY;
  private Slice effort = Slice.EMPTY;
  private Slice schema = Slice.EMPTY;
  private Slice metadata = Slice.EMPTY;
  private Slice serviceTier = Slice.EMPTY;
  private Slice betaList = Slice.EMPTY;
  private final List<Slice> stops = new ArrayList<>();

  private AnthropicToConverse(Call call, ModelTraits traits) {
    this.call = call;
    this.traits = traits;
    this.dropped = new Dropped(call);
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
    return call.stream()
        ? new ConverseStreamToAnthropic(call, traits, names)
        : new ConverseToAnthropic(call, traits, names);
  }

  private void field(String name, Slice value) {
    switch (MessagesField.of(name)) {
      case MODEL, STREAM, ANTHROPIC_VERSION -> {}
      case MESSAGES -> messages = value;
      case SYSTEM -> system = value;
      case MAX_TOKENS -> maxTokens = value;
      case TEMPERATURE -> temperature = Values.fraction(value, name);
      case TOP_P -> topP = Values.fraction(value, name);
      case TOP_K -> topK = value;
      case STOP_SEQUENCES -> stop(value);
      case TOOLS -> tools = value;
      case TOOL_CHOICE -> toolChoice = value;
      case THINKING -> thinking = value;
      case OUTPUT_CONFIG -> outputConfig(value);
      case OUTPUT_FORMAT -> format(value, name);
      case METADATA -> metadata = value;
      case SERVICE_TIER -> serviceTier = value;
      case CACHE_CONTROL -> cache = value;
      case ANTHROPIC_BETA -> betaList = value;
      case MCP_SERVERS, CONTAINER ->
          throw RequestFault.invalid(name, "`" + name + "` can't be carried to Converse.");
      case CONTEXT_MANAGEMENT, INFERENCE_GEO, SPEED, UNKNOWN -> dropped.add(name);
    }
  }

  private void stop(Slice value) {
    Values.array(value, "stop_sequences");
    JsonReader json = Values.reader(value);
    json.beginArray();
    while (json.nextElement()) {
      Slice raw = Values.rawString(json.value(), "stop_sequences");
      if (JsonText.isBlank(raw)) {
        dropped.add("stop_sequences");
      } else {
        stops.add(raw);
      }
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
    if (!traits.has(Trait.STRUCTURED_OUTPUT)) {
      throw RequestFault.invalid(at, "This model takes no JSON schema for its answer on Bedrock.");
    }
    schema = found;
  }

  private void write() {
    if (messages.isEmpty()) {
      throw RequestFault.invalid("messages", "`messages` is missing.");
    }
    ConverseChatSink chat = new ConverseChatSink(traits, names, dropped);
    boolean thinks = traits.has(Trait.THINKING_BUDGET) || traits.has(Trait.THINKING_ADAPTIVE);
    AnthropicConversation conversation = new AnthropicConversation(chat, dropped, thinks);
    if (!system.isEmpty()) {
      conversation.system(system, "system");
    }
    conversation.read(messages, cache);
    AnthropicTools anthropicTools = new AnthropicTools(dropped);
    ConverseTools toolConfig = new ConverseTools(traits, names, dropped);
    anthropicTools.readTools(tools, toolConfig::add);
    anthropicTools.readChoice(toolChoice);
    toolConfig.choose(anthropicTools.choice(), conversation.usesTools());
    AnthropicThinking thoughts = new AnthropicThinking(traits, dropped);
    thoughts.read(thinking, effort);

    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("messages").raw(chat.messages());
    if (!chat.system().isEmpty()) {
      json.name("system").raw(chat.system());
    }
    writeInference(json, thoughts.isOn());
    toolConfig.write(json);
    writeAdditional(json, thoughts, toolConfig, anthropicTools);
    if (traits.isClaude() && !stops.isEmpty()) {
      String path = call.stream() ? "/delta/stop_sequence" : "/stop_sequence";
      json.name("additionalModelResponseFieldPaths").beginArray().string(path).endArray();
    }
    writeSchema(json);
    writeServiceTier(json);
    RequestMetadata.write(metadata, json, dropped);
    json.endObject();
  }

  private void writeInference(JsonWriter json, boolean thinks) {
    boolean refused = traits.has(Trait.NO_SAMPLING) || thinks;
    boolean oneOnly = traits.has(Trait.ONE_SAMPLING) && !temperature.isEmpty();
    temperature = allowed("temperature", temperature, refused);
    topP = allowed("top_p", topP, refused || oneOnly);
    json.name("inferenceConfig").beginObject();
    json.name("maxTokens").number(maxTokens());
    if (!temperature.isEmpty()) {
      json.name("temperature").raw(temperature);
    }
    if (!topP.isEmpty()) {
      json.name("topP").raw(topP);
    }
    if (!stops.isEmpty()) {
      json.name("stopSequences").beginArray();
      stops.forEach(json::rawString);
      json.endArray();
    }
    json.endObject();
  }

  /** The API allows 0, to fill a cache and say nothing; Converse wants at least 1. */
  private long maxTokens() {
    if (maxTokens.isEmpty()) {
      throw RequestFault.invalid("max_tokens", "`max_tokens` is missing.");
    }
    return maxTokens.is("0") ? 1 : Values.positive(maxTokens, "max_tokens");
  }

  /** A sampling parameter of 1 is the default: without it nothing changes. */
  private Slice allowed(String name, Slice value, boolean refused) {
    if (value.isEmpty() || !refused) {
      return value;
    }
    if (Double.parseDouble(value.text()) != 1) {
      dropped.add(name);
    }
    return Slice.EMPTY;
  }

  private void writeAdditional(
      JsonWriter json,
      AnthropicThinking thoughts,
      ConverseTools toolConfig,
      AnthropicTools anthropicTools) {
    ByteWriter fields = new ByteWriter(64);
    JsonWriter more = new JsonWriter(fields);
    writeBetas(more);
    if (!topK.isEmpty()) {
      long number = Values.positive(topK, "top_k");
      if (traits.has(Trait.TOP_K) && !thoughts.isOn()) {
        more.name("top_k").number(number);
      } else {
        dropped.add("top_k");
      }
    }
    thoughts.write(more);
    if (anthropicTools.oneAtATime() && toolConfig.hasTools()) {
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
    if (!fields.isEmpty()) {
      json.name("additionalModelRequestFields");
      out.put('{').put(fields.slice());
      json.endObject();
    }
  }

  private void writeBetas(JsonWriter more) {
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
    betas.dropped().forEach(flag -> dropped.add("anthropic-beta:" + flag));
    if (!betas.kept().isEmpty()) {
      more.name("anthropic_beta").beginArray();
      betas.kept().forEach(more::string);
      more.endArray();
    }
  }

  private void writeSchema(JsonWriter json) {
    if (!schema.isEmpty()) {
      json.name("outputConfig").beginObject().name("textFormat").beginObject();
      json.name("type").string("json_schema").name("structure").beginObject();
      json.name("jsonSchema").beginObject().name("schema").utf8(schema);
      json.endObject().endObject().endObject().endObject();
    }
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

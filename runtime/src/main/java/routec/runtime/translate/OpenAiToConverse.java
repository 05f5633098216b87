package routec.runtime.translate;

import java.util.ArrayList;
import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.dialect.openai.ChatField;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Headers;

/**
 * A chat completion request as a Converse request.
 *
 * <p>The body's members come in any order and are written in one fixed order; values that both APIs
 * spell alike are copied byte for byte, so the same request gives the same bytes for ever.
 */
public final class OpenAiToConverse {
  private final Call call;
  private final ModelTraits traits;
  private final Dropped dropped;
  private final ToolNames names = new ToolNames();
  private final ByteWriter out;

  private Slice messages = Slice.EMPTY;
  private Slice tools = Slice.EMPTY;
  private Slice toolChoice = Slice.EMPTY;
  private Slice maxTokens = Slice.EMPTY;
  private Slice maxCompletionTokens = Slice.EMPTY;
  private Slice temperature = Slice.EMPTY;
  private Slice topP = Slice.EMPTY;
  private Slice topK = Slice.EMPTY;
  private Slice effort = Slice.EMPTY;
  private Slice thinking = Slice.EMPTY;
  private Slice schema = Slice.EMPTY;
  private Slice serviceTier = Slice.EMPTY;
  private Slice metadata = Slice.EMPTY;
  private final List<Slice> stops = new ArrayList<>();
  private boolean oneToolAtATime;
  private boolean includeUsage;

  private OpenAiToConverse(Call call, ModelTraits traits) {
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
  public static OpenAiToConverse translate(Call call, ModelTraits traits) {
    OpenAiToConverse request = new OpenAiToConverse(call, traits);
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
        ? new ConverseStreamToOpenAi(call, traits, names, includeUsage)
        : new ConverseToOpenAi(call, traits, names);
  }

  private void field(String name, Slice value) {
    switch (ChatField.of(name)) {
      case MODEL, STREAM -> {}
      case MESSAGES -> messages = value;
      case STREAM_OPTIONS -> streamOptions(value);
      case MAX_TOKENS -> maxTokens = value;
      case MAX_COMPLETION_TOKENS -> maxCompletionTokens = value;
      case TEMPERATURE -> temperature = Values.fraction(value, name);
      case TOP_P -> topP = Values.fraction(value, name);
      case TOP_K -> topK = value;
      case STOP -> stop(value);
      case TOOLS -> tools = value;
      case TOOL_CHOICE -> toolChoice = value;
      case PARALLEL_TOOL_CALLS -> oneToolAtATime = !Values.bool(value, name);
      case RESPONSE_FORMAT -> responseFormat(value);
      case REASONING_EFFORT -> effort = value;
      case THINKING -> thinking = value;
      case SERVICE_TIER -> serviceTier = value;
      case METADATA -> metadata = value;
      case N -> only(value.is("1"), name, "Bedrock gives one choice: `n` must be 1.");
      case MODALITIES ->
          only(
              Values.isOnly(value, "text"),
              name,
              "Only [\"text\"] can be asked for through Converse.");
      case LOGPROBS -> only(value.is("false"), name, "Bedrock gives no log probabilities.");
      case AUDIO, WEB_SEARCH_OPTIONS, FUNCTIONS, FUNCTION_CALL, TOP_LOGPROBS ->
          throw RequestFault.invalid(name, "`" + name + "` can't be carried to Converse.");
      case LOGIT_BIAS,
          SEED,
          FREQUENCY_PENALTY,
          PRESENCE_PENALTY,
          PREDICTION,
          VERBOSITY,
          USER,
          SAFETY_IDENTIFIER,
          PROMPT_CACHE_KEY,
          PROMPT_CACHE_RETENTION,
          PROMPT_CACHE_OPTIONS,
          STORE,
          MODERATION,
          UNKNOWN ->
          dropped.add(name);
    }
  }

  private static void only(boolean good, String field, String message) {
    if (!good) {
      throw RequestFault.invalid(field, message);
    }
  }

  private void streamOptions(Slice value) {
    Values.object(value, "stream_options");
    JsonReader json = Values.reader(value);
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs("include_usage") && json.peek() == JsonKind.TRUE) {
        includeUsage = true;
      }
      json.skip();
    }
  }

  private void stop(Slice value) {
    if (Values.kind(value) == JsonKind.STRING) {
      addStop(Values.rawString(value, "stop"));
      return;
    }
    Values.array(value, "stop");
    JsonReader json = Values.reader(value);
    json.beginArray();
    while (json.nextElement()) {
      addStop(Values.rawString(json.value(), "stop"));
    }
  }

  private void addStop(Slice raw) {
    if (JsonText.isBlank(raw)) {
      dropped.add("stop");
    } else {
      stops.add(raw);
    }
  }

  private void responseFormat(Slice value) {
    Values.object(value, "response_format");
    JsonMembers format = JsonMembers.read(value, call.members().origin());
    String type =
        format.find("type").map(text -> Values.string(text, "response_format.type")).orElse("");
    switch (type) {
      case "text" -> {}
      case "json_schema" -> {
        only(
            traits.has(Trait.STRUCTURED_OUTPUT),
            "response_format",
            "This model takes no JSON schema for its answer on Bedrock.");
        schema =
            format
                .find("json_schema")
                .orElseThrow(() ->
                    RequestFault.invalid(
                        "response_format.json_schema",
                        "`response_format.json_schema` is missing."));
      }
      default ->
          throw RequestFault.invalid(
              "response_format", "Bedrock takes `text` or `json_schema` as response format.");
    }
  }

  private void write() {
    if (messages.isEmpty()) {
      throw RequestFault.invalid("messages", "`messages` is missing.");
    }
    ConverseChatSink chat = new ConverseChatSink(traits, names, dropped);
    ChatConversation conversation = new ChatConversation(chat, dropped);
    conversation.read(messages);
    ConverseTools toolConfig = new ConverseTools(traits, names, dropped);
    FunctionTool.readAll(tools, toolConfig::add);
    toolConfig.choose(ToolChoice.read(toolChoice), conversation.usesTools());
    ClaudeThinking thoughts = new ClaudeThinking(traits, dropped);
    long most = most();
    boolean forBudget = !toolConfig.isForced() && !conversation.callsWithoutThinking();
    thoughts.read(thinking, effort, most, forBudget);

    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("messages").raw(chat.messages());
    if (!chat.system().isEmpty()) {
      json.name("system").raw(chat.system());
    }
    writeInference(json, most, thoughts.isOn());
    toolConfig.write(json);
    writeAdditional(json, thoughts, toolConfig);
    writeSchema(json);
    writeServiceTier(json);
    RequestMetadata.write(metadata, json, dropped);
    json.endObject();
  }

  private long most() {
    if (!maxCompletionTokens.isEmpty()) {
      return Values.positive(maxCompletionTokens, "max_completion_tokens");
    }
    return maxTokens.isEmpty() ? 0 : Values.positive(maxTokens, "max_tokens");
  }

  private void writeInference(JsonWriter json, long most, boolean thinks) {
    boolean refused = traits.has(Trait.NO_SAMPLING) || thinks;
    if (refused && !temperature.isEmpty()) {
      dropped.add("temperature");
      temperature = Slice.EMPTY;
    }
    boolean oneOnly = traits.has(Trait.ONE_SAMPLING) && !temperature.isEmpty();
    if ((refused || oneOnly) && !topP.isEmpty()) {
      dropped.add("top_p");
      topP = Slice.EMPTY;
    }
    if (most == 0 && temperature.isEmpty() && topP.isEmpty() && stops.isEmpty()) {
      return;
    }
    json.name("inferenceConfig").beginObject();
    if (most > 0) {
      json.name("maxTokens").number(most);
    }
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

  private void writeAdditional(JsonWriter json, ClaudeThinking thoughts, ConverseTools toolConfig) {
    ByteWriter fields = new ByteWriter(64);
    JsonWriter more = new JsonWriter(fields);
    if (!topK.isEmpty()) {
      if (traits.has(Trait.TOP_K) && !thoughts.isOn()) {
        more.name("top_k").number(Values.positive(topK, "top_k"));
      } else {
        dropped.add("top_k");
      }
    }
    thoughts.write(more);
    if (oneToolAtATime && toolConfig.hasTools()) {
      if (traits.has(Trait.SINGLE_TOOL_SWITCH) && !toolConfig.isForced()) {
        more.name("tool_choice").raw("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
      } else {
        dropped.add("parallel_tool_calls");
      }
    }
    if (!fields.isEmpty()) {
      json.name("additionalModelRequestFields");
      out.put('{').put(fields.slice());
      json.endObject();
    }
  }

  private void writeSchema(JsonWriter json) {
    if (schema.isEmpty()) {
      return;
    }
    JsonMembers members = JsonMembers.read(schema, call.members().origin());
    Slice body =
        members
            .find("schema")
            .orElseThrow(() ->
                RequestFault.invalid(
                    "response_format.json_schema.schema",
                    "`response_format.json_schema.schema` is missing."));
    json.name("outputConfig").beginObject().name("textFormat").beginObject();
    json.name("type").string("json_schema").name("structure").beginObject();
    json.name("jsonSchema").beginObject().name("schema").utf8(body);
    members.find("name").filter(v -> !Values.isNull(v)).ifPresent(v -> json.name("name").raw(v));
    members
        .find("description")
        .filter(v -> !Values.isNull(v))
        .ifPresent(v -> json.name("description").raw(v));
    json.endObject().endObject().endObject().endObject();
  }

  private void writeServiceTier(JsonWriter json) {
    String tier = ServiceTier.read(serviceTier, dropped);
    if (!tier.isEmpty()) {
      json.name("serviceTier").beginObject().name("type").string(tier).endObject();
    }
  }
}

package routec.runtime.translate;

import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.converse.ToolNames;
import routec.runtime.dialect.openai.ChatField;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonReader;
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
  private Slice effort = Slice.EMPTY;
  private Slice thinking = Slice.EMPTY;
  private Slice functions = Slice.EMPTY;
  private Slice functionCall = Slice.EMPTY;
  private Slice user = Slice.EMPTY;
  private AnswerFormat format = AnswerFormat.TEXT;
  private Slice serviceTier = Slice.EMPTY;
  private Slice metadata = Slice.EMPTY;
  private final Extras extras = new Extras();
  private final StopSequences stops = new StopSequences();
  private final Sampling sampling;
  private String answerTool = "";
  private boolean oneToolAtATime;
  private boolean includeUsage;

  private OpenAiToConverse(Call call, ModelTraits traits) {
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
    Asked asked =
        new Asked(
            traits, names, answerTool, stops.texts(), extras.asksForFields(), !functions.isEmpty());
    return call.stream()
        ? new ConverseStreamToOpenAi(call, asked, includeUsage)
        : new ConverseToOpenAi(call, asked);
  }

  private void field(String name, Slice value) {
    switch (ChatField.of(name)) {
      case MODEL, STREAM -> {}
      case MESSAGES -> messages = value;
      case STREAM_OPTIONS -> streamOptions(value);
      case MAX_TOKENS -> maxTokens = value;
      case MAX_COMPLETION_TOKENS -> maxCompletionTokens = value;
      case TEMPERATURE -> sampling.temperature(value);
      case TOP_P -> sampling.topP(value);
      case TOP_K -> sampling.topK(value);
      case STOP -> stops.read(value, name, traits, dropped);
      case TOOLS -> tools = value;
      case TOOL_CHOICE -> toolChoice = value;
      case PARALLEL_TOOL_CALLS -> oneToolAtATime = !Values.bool(value, name);
      case FUNCTIONS -> functions = value;
      case FUNCTION_CALL -> functionCall = value;
      case RESPONSE_FORMAT -> format = AnswerFormat.read(value);
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
      case USER -> user = value;
      case ADDITIONAL_MODEL_REQUEST_FIELDS,
          ADDITIONAL_MODEL_RESPONSE_FIELD_PATHS,
          GUARDRAIL_CONFIG,
          PERFORMANCE_CONFIG,
          PROMPT_VARIABLES ->
          extras.add(name, value);
      case AUDIO, WEB_SEARCH_OPTIONS ->
          throw RequestFault.invalid(name, "`" + name + "` can't be carried to Converse.");
      case TOP_LOGPROBS ->
          only(Values.saysNothing(value), name, "Bedrock gives no log probabilities.");
      case STORE, FREQUENCY_PENALTY, PRESENCE_PENALTY, LOGIT_BIAS -> {
        if (!Values.saysNothing(value)) {
          dropped.add(name);
        }
      }
      case SEED,
          PREDICTION,
          VERBOSITY,
          SAFETY_IDENTIFIER,
          PROMPT_CACHE_KEY,
          PROMPT_CACHE_RETENTION,
          PROMPT_CACHE_OPTIONS,
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

  private void write() {
    if (messages.isEmpty()) {
      throw RequestFault.invalid("messages", "`messages` is missing.");
    }
    CachePlan caches = new CachePlan(traits, dropped, ConverseChatSink::cachePoint);
    ConverseChatSink chat = new ConverseChatSink(traits, names, dropped, caches, messages.length());
    ChatConversation conversation = new ChatConversation(chat, dropped, call.images());
    conversation.read(messages);
    ToolChoice wanted =
        functionCall.isEmpty() ? ToolChoice.read(toolChoice) : ToolChoice.readLegacy(functionCall);
    ConverseTools toolConfig = new ConverseTools(traits, names, dropped, caches, wanted);
    FunctionTool.readAll(tools, dropped, toolConfig::add, toolConfig::addSystemTool);
    FunctionTool.readLegacy(functions, toolConfig::add);
    boolean byBedrock = format(chat, toolConfig);
    toolConfig.choose(conversation.usesTools());
    ClaudeThinking thoughts = new ClaudeThinking(traits, dropped);
    long most = most();
    boolean forBudget = !toolConfig.isForced() && !conversation.callsWithoutThinking();
    thoughts.read(thinking, effort, most, forBudget);
    thoughts.check(toolConfig.isForced(), chat.endsWithAssistant());

    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("messages").raw(chat.messages());
    if (!chat.system().isEmpty()) {
      json.name("system").raw(chat.system());
    }
    writeInference(json, most, thoughts);
    toolConfig.write(json);
    writeAdditional(json, thoughts, toolConfig);
    if (byBedrock) {
      writeSchema(json);
    }
    writeServiceTier(json);
    RequestMetadata.write(metadata, user, json, dropped);
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
    if (format.kind() == AnswerFormat.Kind.SCHEMA && traits.has(Trait.STRUCTURED_OUTPUT)) {
      return true;
    }
    dropped.add("response_format");
    boolean thinks = !thinking.isEmpty() || !effort.isEmpty();
    if (!thinks && format.isObject() && toolConfig.answerBy(format.schema())) {
      answerTool = toolConfig.answerTool();
    } else {
      chat.system(format.instruction(), Slice.EMPTY, "response_format");
    }
    return false;
  }

  private long most() {
    if (!maxCompletionTokens.isEmpty()) {
      return Values.positive(maxCompletionTokens, "max_completion_tokens");
    }
    return maxTokens.isEmpty() ? 0 : Values.positive(maxTokens, "max_tokens");
  }

  private void writeInference(JsonWriter json, long most, ClaudeThinking thoughts) {
    boolean free = thoughts.leavesNoLimits();
    sampling.settle(traits, thoughts.isOn() || free);
    long limit = free ? 0 : most;
    if (free && most > 0) {
      dropped.add("max_tokens");
    }
    if (limit == 0 && sampling.isEmpty() && stops.isEmpty()) {
      return;
    }
    json.name("inferenceConfig").beginObject();
    if (limit > 0) {
      json.name("maxTokens").number(limit);
    }
    sampling.write(json, "topP");
    stops.write(json, "stopSequences");
    json.endObject();
  }

  private void writeAdditional(JsonWriter json, ClaudeThinking thoughts, ConverseTools toolConfig) {
    ByteWriter fields = new ByteWriter(64);
    JsonWriter more = new JsonWriter(fields);
    sampling.writeTopK(more, traits);
    thoughts.write(more);
    boolean one = oneToolAtATime || !functions.isEmpty();
    if (one && toolConfig.hasTools() && answerTool.isEmpty()) {
      if (traits.has(Trait.SINGLE_TOOL_SWITCH) && !toolConfig.isForced()) {
        more.name("tool_choice").raw("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
      } else if (oneToolAtATime) {
        dropped.add("parallel_tool_calls");
      }
    }
    extras.writeAdditional(json, fields.slice());
  }

  private void writeSchema(JsonWriter json) {
    json.name("outputConfig").beginObject().name("textFormat").beginObject();
    json.name("type").string("json_schema").name("structure").beginObject();
    json.name("jsonSchema")
        .beginObject()
        .name("schema")
        .utf8(StrictSchema.of(format.schema(), dropped, "response_format"));
    if (!format.name().isEmpty()) {
      json.name("name").raw(format.name());
    }
    if (!format.description().isEmpty()) {
      json.name("description").raw(format.description());
    }
    json.endObject().endObject().endObject().endObject();
  }

  private void writeServiceTier(JsonWriter json) {
    String tier = ServiceTier.read(serviceTier, dropped);
    if (!tier.isEmpty()) {
      json.name("serviceTier").beginObject().name("type").string(tier).endObject();
    }
  }
}

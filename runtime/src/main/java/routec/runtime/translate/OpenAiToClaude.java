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
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;

/**
 * A chat completion request as a request for Claude on Bedrock's InvokeModel.
 *
 * <p>Claude wants {@code max_tokens}: a request without gets {@value #THINKING_MAX_TOKENS} for a
 * model that can think, which all of those take, else {@value #DEFAULT_MAX_TOKENS}, the most that
 * the oldest take; more where a budget for thinking asks for it.
 */
public final class OpenAiToClaude {
  private static final long DEFAULT_MAX_TOKENS = 4_096;

  private static final long THINKING_MAX_TOKENS = 32_000;

  /** A Claude behind an ARN or an alias: what most of them take passes, and Bedrock judges. */
  private static final ModelTraits UNKNOWN_CLAUDE =
      ModelTraits.of(
          "claude",
          Trait.FORCES_TOOLS,
          Trait.PREFILL,
          Trait.SINGLE_TOOL_SWITCH,
          Trait.STRUCTURED_OUTPUT,
          Trait.TOP_K);

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
  private Slice user = Slice.EMPTY;
  private Slice safetyIdentifier = Slice.EMPTY;
  private Slice serviceTier = Slice.EMPTY;
  private Slice metadata = Slice.EMPTY;
  private final List<Slice> stops = new ArrayList<>();
  private boolean oneToolAtATime;
  private boolean includeUsage;
  private Headers headers = Headers.NONE;

  private OpenAiToClaude(Call call, ModelTraits traits) {
    this.call = call;
    this.traits = traits.isClaude() ? traits : UNKNOWN_CLAUDE;
    this.dropped = new Dropped(call);
    this.out = new ByteWriter(call.body().length() + 256);
  }

  /**
   * Translates a call.
   *
   * @param version Bedrock's {@code anthropic_version}
   * @throws RequestFault if Claude can't express it
   */
  public static OpenAiToClaude translate(Call call, ModelTraits traits, String version) {
    OpenAiToClaude request = new OpenAiToClaude(call, traits);
    JsonMembers members = call.members();
    for (int i = 0; i < members.size(); i++) {
      if (!Values.isNull(members.value(i))) {
        request.field(members.name(i), members.value(i));
      }
    }
    request.write(version);
    request.headers = request.bedrockHeaders();
    return request;
  }

  public Headers headers() {
    return headers;
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
        ? new ClaudeStreamToOpenAi(call, names, includeUsage)
        : new ClaudeToOpenAi(call, names);
  }

  /** InvokeModel takes in headers what Converse takes in its body. */
  private Headers bedrockHeaders() {
    Headers usual = call.stream() ? BedrockHeaders.INVOKE_STREAM : BedrockHeaders.JSON;
    Slice entries = RequestMetadata.entries(metadata, dropped);
    String tier = ServiceTier.read(serviceTier, dropped);
    if (entries.isEmpty() && tier.isEmpty()) {
      return usual;
    }
    List<Header> all = new ArrayList<>(usual.list());
    if (!entries.isEmpty()) {
      all.add(new Header("x-amzn-bedrock-request-metadata", entries.text()));
    }
    if (!tier.isEmpty()) {
      all.add(new Header("x-amzn-bedrock-service-tier", tier));
    }
    return Headers.of(all);
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
      case USER -> user = value;
      case SAFETY_IDENTIFIER -> safetyIdentifier = value;
      case SERVICE_TIER -> serviceTier = value;
      case METADATA -> metadata = value;
      case STORE, FREQUENCY_PENALTY, PRESENCE_PENALTY, LOGIT_BIAS -> {
        if (!Values.saysNothing(value)) {
          dropped.add(name);
        }
      }
      case N -> only(value.is("1"), name, "Claude gives one choice: `n` must be 1.");
      case MODALITIES ->
          only(Values.isOnly(value, "text"), name, "Only [\"text\"] can be asked of Claude.");
      case LOGPROBS -> only(value.is("false"), name, "Claude gives no log probabilities.");
      case AUDIO, WEB_SEARCH_OPTIONS, FUNCTIONS, FUNCTION_CALL, TOP_LOGPROBS ->
          throw RequestFault.invalid(name, "`" + name + "` can't be carried to Claude.");
      case SEED,
          PREDICTION,
          VERBOSITY,
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
                .filter(found -> Values.kind(found) == JsonKind.OBJECT)
                .flatMap(found -> JsonMembers.read(found, call.members().origin()).find("schema"))
                .orElseThrow(() ->
                    RequestFault.invalid(
                        "response_format.json_schema.schema",
                        "`response_format.json_schema.schema` is missing."));
      }
      default ->
          throw RequestFault.invalid(
              "response_format", "Claude takes `text` or `json_schema` as response format.");
    }
  }

  private void write(String version) {
    if (messages.isEmpty()) {
      throw RequestFault.invalid("messages", "`messages` is missing.");
    }
    ClaudeChatSink chat = new ClaudeChatSink(traits, names, dropped);
    ChatConversation conversation = new ChatConversation(chat, dropped);
    conversation.read(messages);
    ClaudeTools claudeTools = new ClaudeTools(traits, names, dropped);
    claudeTools.read(tools, toolChoice, conversation.usesTools());
    long given = most();
    ClaudeThinking thoughts = new ClaudeThinking(traits, dropped);
    boolean forBudget = !claudeTools.isForced() && !conversation.callsWithoutThinking();
    thoughts.read(thinking, effort, given, forBudget);
    long most = given > 0 ? given : room(thoughts.budget());

    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("anthropic_version").string(version);
    json.name("max_tokens").number(most);
    if (!chat.system().isEmpty()) {
      json.name("system").raw(chat.system());
    }
    json.name("messages").raw(chat.messages());
    claudeTools.write(json, oneToolAtATime);
    writeSampling(json, thoughts.isOn());
    if (!stops.isEmpty()) {
      json.name("stop_sequences").beginArray();
      stops.forEach(json::rawString);
      json.endArray();
    }
    writeThinkingAndSchema(json, thoughts);
    writeUser(json);
    json.endObject();
  }

  /** What a model may say where the client sets no limit, with room for words behind thoughts. */
  private long room(long budget) {
    boolean thinks = traits.has(Trait.THINKING_BUDGET) || traits.has(Trait.THINKING_ADAPTIVE);
    return thinks ? Math.max(THINKING_MAX_TOKENS, budget + DEFAULT_MAX_TOKENS) : DEFAULT_MAX_TOKENS;
  }

  /** Both fields name the end user; the safety identifier is the newer one. */
  private void writeUser(JsonWriter json) {
    if (!user.isEmpty() && !safetyIdentifier.isEmpty()) {
      dropped.add("user");
    }
    Slice id = safetyIdentifier.isEmpty() ? user : safetyIdentifier;
    if (!id.isEmpty()) {
      Values.rawString(id, safetyIdentifier.isEmpty() ? "user" : "safety_identifier");
      json.name("metadata").beginObject().name("user_id").raw(id).endObject();
    }
  }

  private long most() {
    if (!maxCompletionTokens.isEmpty()) {
      return Values.positive(maxCompletionTokens, "max_completion_tokens");
    }
    return maxTokens.isEmpty() ? 0 : Values.positive(maxTokens, "max_tokens");
  }

  private void writeSampling(JsonWriter json, boolean thinks) {
    boolean refused = traits.has(Trait.NO_SAMPLING) || thinks;
    boolean oneOnly = traits.has(Trait.ONE_SAMPLING) && !temperature.isEmpty();
    sampling(json, "temperature", temperature, refused);
    sampling(json, "top_p", topP, refused || oneOnly);
    if (!topK.isEmpty()) {
      Values.positive(topK, "top_k");
    }
    sampling(json, "top_k", topK, refused || !traits.has(Trait.TOP_K));
  }

  private void sampling(JsonWriter json, String name, Slice value, boolean refused) {
    if (value.isEmpty()) {
      return;
    }
    if (refused) {
      dropped.add(name);
    } else {
      json.name(name).raw(value);
    }
  }

  /** {@code output_config} holds the effort as well as the schema. */
  private void writeThinkingAndSchema(JsonWriter json, ClaudeThinking thoughts) {
    thoughts.writeThinking(json);
    if (schema.isEmpty() && thoughts.level().isEmpty()) {
      return;
    }
    json.name("output_config").beginObject();
    if (!thoughts.level().isEmpty()) {
      json.name("effort").string(thoughts.level());
    }
    if (!schema.isEmpty()) {
      json.name("format").beginObject().name("type").string("json_schema");
      json.name("schema").raw(schema).endObject();
    }
    json.endObject();
  }
}

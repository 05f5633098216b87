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
          Trait.CACHE_POINTS,
          Trait.CACHES_TOOLS,
          Trait.CACHE_TTL,
          Trait.FORCES_TOOLS,
          Trait.IMAGES,
          Trait.PREFILL,
          Trait.SINGLE_TOOL_SWITCH,
          Trait.STRUCTURED_OUTPUT,
          Trait.TOP_K);

  private final Call call;
  private final ModelTraits traits;
  private final ClaudeEnvelope envelope;
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
  private AnswerFormat format = AnswerFormat.TEXT;
  private Slice user = Slice.EMPTY;
  private Slice safetyIdentifier = Slice.EMPTY;
  private final StopSequences stops = new StopSequences();
  private final Sampling sampling;
  private String answerTool = "";
  private boolean oneToolAtATime;
  private boolean includeUsage;
  private Headers headers = Headers.NONE;

  private OpenAiToClaude(Call call, ModelTraits traits, ClaudeEnvelope envelope) {
    this.call = call;
    this.envelope = envelope;
    this.traits = traits.isClaude() ? traits : UNKNOWN_CLAUDE;
    this.dropped = new Dropped(call);
    this.sampling = new Sampling(dropped);
    this.out = new ByteWriter(call.body().length() + 256);
  }

  /**
   * Translates a call.
   *
   * @param version Bedrock's {@code anthropic_version}
   * @throws RequestFault if Claude can't express it
   */
  public static OpenAiToClaude translate(Call call, ModelTraits traits, String version) {
    return translate(call, traits, new ClaudeEnvelope(ClaudeHost.BEDROCK, version));
  }

  static OpenAiToClaude translate(Call call, ModelTraits traits, ClaudeEnvelope envelope) {
    OpenAiToClaude request = new OpenAiToClaude(call, traits, envelope);
    JsonMembers members = call.members();
    for (int i = 0; i < members.size(); i++) {
      if (!Values.isNull(members.value(i))) {
        request.field(members.name(i), members.value(i));
      }
    }
    request.write();
    request.headers = envelope.headers(call, request.dropped);
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
    Asked asked =
        new Asked(traits, names, answerTool, List.of(), /* fields= */ false, !functions.isEmpty());
    return call.stream()
        ? new ClaudeStreamToOpenAi(call, asked, includeUsage, envelope.host())
        : new ClaudeToOpenAi(call, asked, envelope.host());
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
      case ADDITIONAL_MODEL_REQUEST_FIELDS, GUARDRAIL_CONFIG, PERFORMANCE_CONFIG ->
          envelope.extra(name, value);
      case RESPONSE_FORMAT -> format = AnswerFormat.read(value);
      case REASONING_EFFORT -> effort = value;
      case THINKING -> thinking = value;
      case USER -> user = value;
      case SAFETY_IDENTIFIER -> safetyIdentifier = value;
      case SERVICE_TIER -> envelope.serviceTier(value);
      case METADATA -> envelope.metadata(value);
      case STORE, FREQUENCY_PENALTY, PRESENCE_PENALTY, LOGIT_BIAS -> {
        if (!Values.saysNothing(value)) {
          dropped.add(name);
        }
      }
      case N -> only(value.is("1"), name, "Claude gives one choice: `n` must be 1.");
      case MODALITIES ->
          only(Values.isOnly(value, "text"), name, "Only [\"text\"] can be asked of Claude.");
      case LOGPROBS -> only(value.is("false"), name, "Claude gives no log probabilities.");
      case TOP_LOGPROBS ->
          only(Values.saysNothing(value), name, "Claude gives no log probabilities.");
      case AUDIO, WEB_SEARCH_OPTIONS, PROMPT_VARIABLES ->
          throw RequestFault.invalid(name, "`" + name + "` can't be carried to Claude.");
      case SEED,
          PREDICTION,
          VERBOSITY,
          PROMPT_CACHE_KEY,
          PROMPT_CACHE_RETENTION,
          PROMPT_CACHE_OPTIONS,
          MODERATION,
          ADDITIONAL_MODEL_RESPONSE_FIELD_PATHS,
          UNKNOWN ->
          dropped.add(name);
    }
  }

  private static void noSystemTool(Slice tool) {
    throw RequestFault.invalid("tools", "A `systemTool` is Converse's: Claude's own API has none.");
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
    CachePlan caches = new CachePlan(traits, dropped, ClaudeChatSink::cachePoint);
    ClaudeChatSink chat =
        new ClaudeChatSink(envelope.host(), traits, names, dropped, caches, messages.length());
    ChatConversation conversation = new ChatConversation(chat, dropped, call.images());
    conversation.read(messages);
    ClaudeTools claudeTools = new ClaudeTools(traits, names, dropped, caches);
    claudeTools.choose(
        functionCall.isEmpty() ? ToolChoice.read(toolChoice) : ToolChoice.readLegacy(functionCall));
    FunctionTool.readAll(tools, dropped, claudeTools::add, OpenAiToClaude::noSystemTool);
    FunctionTool.readLegacy(functions, claudeTools::add);
    boolean byClaude = format(chat, claudeTools);
    claudeTools.end(conversation.usesTools());
    long given = most();
    ClaudeThinking thoughts = new ClaudeThinking(traits, dropped);
    boolean forBudget = !claudeTools.isForced() && !conversation.callsWithoutThinking();
    thoughts.read(thinking, effort, given, forBudget);
    thoughts.check(claudeTools.isForced(), chat.endsWithAssistant());
    long most = given > 0 ? given : room(thoughts.budget());

    JsonWriter json = new JsonWriter(out);
    envelope.open(json, call.stream());
    json.name("max_tokens").number(most);
    if (!chat.system().isEmpty()) {
      json.name("system").raw(chat.system());
    }
    json.name("messages").raw(chat.messages());
    claudeTools.write(json, answerTool.isEmpty() && (oneToolAtATime || !functions.isEmpty()));
    sampling.settle(traits, thoughts.isOn());
    sampling.write(json, "top_p");
    sampling.writeTopK(json, traits);
    stops.write(json, "stop_sequences");
    writeThinkingAndSchema(json, thoughts, byClaude);
    writeUser(json);
    envelope.close(json, out, dropped);
  }

  /**
   * Sees to it that the answer has its form: true where Claude does. Elsewhere a forced tool or
   * words ask for it, and since nothing holds the model to it then, it is named as dropped.
   */
  private boolean format(ClaudeChatSink chat, ClaudeTools claudeTools) {
    if (format.kind() == AnswerFormat.Kind.TEXT) {
      return false;
    }
    if (format.kind() == AnswerFormat.Kind.SCHEMA && traits.has(Trait.STRUCTURED_OUTPUT)) {
      return true;
    }
    dropped.add("response_format");
    boolean thinks = !thinking.isEmpty() || !effort.isEmpty();
    if (!thinks && format.isObject() && claudeTools.answerBy(format.schema())) {
      answerTool = claudeTools.answerTool();
    } else {
      chat.system(format.instruction(), Slice.EMPTY, "response_format");
    }
    return false;
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

  /** {@code output_config} holds the effort as well as the schema. */
  private void writeThinkingAndSchema(JsonWriter json, ClaudeThinking thoughts, boolean byClaude) {
    thoughts.writeThinking(json);
    if (!byClaude && thoughts.level().isEmpty()) {
      return;
    }
    json.name("output_config").beginObject();
    if (!thoughts.level().isEmpty()) {
      json.name("effort").string(thoughts.level());
    }
    if (byClaude) {
      json.name("format").beginObject().name("type").string("json_schema");
      json.name("schema")
          .raw(StrictSchema.of(format.schema(), dropped, "response_format"))
          .endObject();
    }
    json.endObject();
  }
}

package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bedrock Runtime's operations: from a verified request to a reply and the fault that hits it. */
final class Bedrock {
  private static final Pattern OPERATION =
      Pattern.compile(
          "/model/([^/]+)/(converse|converse-stream|invoke|invoke-with-response-stream|count-tokens)");

  /** A reply, and what goes wrong with it. */
  record Outcome(Reply reply, Fault fault) {}

  private final ModelCatalog models;
  private final Answering answering;
  private final Set<String> regions;
  private final Map<String, AtomicInteger> times = new ConcurrentHashMap<>();

  Bedrock(ModelCatalog models, Answering answering, Set<String> regions) {
    this.models = models;
    this.answering = answering;
    this.regions = regions;
  }

  /**
   * Answers a request whose sender is known.
   *
   * @param fault what a test has asked for beforehand
   */
  Outcome answer(HttpRequest request, Fault fault) {
    Matcher operation = OPERATION.matcher(request.path());
    if (!operation.matches() || !request.method().equals("POST")) {
      return new Outcome(unknownOperation(), fault);
    }
    String name = operation.group(2);
    boolean streaming = name.equals("converse-stream") || name.endsWith("-response-stream");
    String id = decoded(operation.group(1));
    if (name.equals("count-tokens")) {
      Optional<AwsError> error = fault.error(false);
      if (error.isPresent()) {
        return new Outcome(Reply.error(error.get()), fault);
      }
      return new Outcome(countTokens(models.findToCount(id), request), fault);
    }
    Model model = models.find(id);
    Fault early = headerFault(request).and(model.fault()).and(fault);
    Optional<AwsError> error = early.error(streaming);
    if (error.isPresent()) {
      return new Outcome(Reply.error(error.get()), early);
    }
    if (early.replay().isPresent() || early.has("reset") && !early.has("after")) {
      return new Outcome(Reply.error(AwsError.ofStatus(500)), early);
    }
    jsonOnly(request);
    JsonNode body = Json.read(request.body());
    return name.startsWith("converse")
        ? converse(model, body, streaming, early)
        : invoke(model, body, streaming, early);
  }

  private Outcome converse(Model model, JsonNode body, boolean streaming, Fault early) {
    if (model.family().embeds()) {
      throw AwsError.validation(
          "This action doesn't support the model that you provided. Try again with a supported text"
              + " or chat model.");
    }
    ShapeCheck.check(streaming ? ConverseShapes.CONVERSE_STREAM : ConverseShapes.CONVERSE, body);
    converseRules(model, body);
    Conversation conversation = ConverseReader.read(model, body);
    Fault fault = early.and(textFault(conversation.lastText()));
    Optional<AwsError> error = fault.error(streaming);
    if (error.isPresent()) {
      return new Outcome(Reply.error(error.get()), fault);
    }
    ConverseWriter writer = new ConverseWriter(answering.answer(conversation, fault), body);
    return new Outcome(streaming ? writer.stream(fault) : writer.whole(), fault);
  }

  private static void converseRules(Model model, JsonNode body) {
    TurnRules.check(model, body.path("messages"));
    ContentRules.check(model, body.path("messages"));
    ToolRules.check(model, body);
    CacheRules.check(model, body);
    ConverseFamilyRules.check(model, body);
  }

  private Outcome invoke(Model model, JsonNode body, boolean streaming, Fault early) {
    if (model.family().embeds()) {
      if (streaming) {
        throw AwsError.validation("The model is unsupported for streaming");
      }
      Fault fault = early.and(textFault(Embeddings.texts(body)));
      return new Outcome(
          fault
              .error(false)
              .<Reply>map(Reply::error)
              .orElseGet(() -> Embeddings.answer(model, body)),
          fault);
    }
    if (!model.speaksClaude()) {
      throw AwsError.validation(
          "Malformed input request: the simulator speaks InvokeModel with Claude and embedding models"
              + " only, please use Converse.");
    }
    ClaudeBodyRules.check(model, body);
    Conversation conversation = ClaudeReader.read(model, body);
    Fault fault = early.and(textFault(conversation.lastText()));
    Optional<AwsError> error = fault.error(streaming);
    if (error.isPresent()) {
      return new Outcome(Reply.error(error.get()), fault);
    }
    ClaudeWriter writer = new ClaudeWriter(answering.answer(conversation, fault));
    return new Outcome(streaming ? writer.stream(fault) : writer.whole(), fault);
  }

  /** What the text asks for; {@code times=n} makes it happen n times only. */
  private Fault textFault(String text) {
    Fault fault;
    try {
      fault = Fault.inText(text).in(regions);
    } catch (IllegalArgumentException e) {
      throw AwsError.validation(String.valueOf(e.getMessage()));
    }
    if (fault.has("times")) {
      if (times.size() > 1000) {
        times.clear();
      }
      int before = times.computeIfAbsent(text, t -> new AtomicInteger()).getAndIncrement();
      if (before >= fault.number("times", 1)) {
        return Fault.NONE;
      }
    }
    return fault;
  }

  private static Fault headerFault(HttpRequest request) {
    String header = request.header("x-sim-fault");
    try {
      return header.isEmpty() ? Fault.NONE : Fault.of(header);
    } catch (IllegalArgumentException e) {
      throw AwsError.validation(String.valueOf(e.getMessage()));
    }
  }

  private static Reply countTokens(Model model, HttpRequest request) {
    ObjectNode body = Json.read(request.body());
    ShapeCheck.check(ConverseShapes.COUNT_TOKENS, body);
    JsonNode input = body.path("input");
    Conversation conversation;
    if (input.has("converse")) {
      converseRules(model, input.path("converse"));
      conversation = ConverseReader.read(model, input.path("converse"));
    } else {
      byte[] inner = Base64.getDecoder().decode(input.path("invokeModel").path("body").asText());
      JsonNode nativeBody = Json.read(inner);
      ClaudeBodyRules.check(model, nativeBody);
      conversation = ClaudeReader.read(model, nativeBody);
    }
    return Reply.json(
        Json.object().put("inputTokens", 7 + Usage.tokens(conversation.everything())));
  }

  private static void jsonOnly(HttpRequest request) {
    String type = request.header("content-type");
    if (!type.isEmpty() && !type.startsWith("application/json")) {
      throw new AwsError(
          415, "UnsupportedMediaTypeException", "The content type " + type + " is not supported.");
    }
  }

  private static Reply unknownOperation() {
    ObjectNode body = Json.object();
    body.putObject("Output").put("__type", "com.amazon.coral.service#UnknownOperationException");
    body.put("Version", "1.0");
    return new Reply.Whole(
        404,
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", "UnknownOperationException"),
        Json.bytes(body));
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsError.validation("The provided model identifier is invalid.");
    }
  }
}

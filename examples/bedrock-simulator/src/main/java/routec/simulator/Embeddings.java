package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Answers the embedding models of InvokeModel; equal texts get equal unit vectors. */
final class Embeddings {
  private static final int COHERE_TEXTS = 96;

  private Embeddings() {}

  static Reply answer(Model model, JsonNode body) {
    return switch (model.family()) {
      case TITAN_EMBED -> titan(model, body);
      case COHERE_EMBED -> cohere(model, body);
      default -> nova(body);
    };
  }

  /** All texts of a request, whichever family's it is. */
  static String texts(JsonNode body) {
    StringBuilder texts = new StringBuilder(body.path("inputText").asText());
    body.path("texts").forEach(text -> texts.append(' ').append(text.asText()));
    return texts
        .append(body.path("singleEmbeddingParams").path("text").path("value").asText())
        .toString();
  }

  private static Reply titan(Model model, JsonNode body) {
    boolean second = model.stem().contains("-v2");
    only(
        body,
        second
            ? Set.of("inputText", "dimensions", "normalize", "embeddingTypes")
            : Set.of("inputText"));
    String text = required(body, "inputText");
    int size = second ? size(body, "dimensions", 1024, Set.of(256, 512, 1024)) : 1536;
    ObjectNode reply = Json.object();
    reply.set("embedding", vector(text, size));
    if (second) {
      reply.putObject("embeddingsByType").set("float", vector(text, size));
    }
    reply.put("inputTextTokenCount", Usage.tokens(text));
    return reply(Usage.tokens(text), reply);
  }

  private static Reply cohere(Model model, JsonNode body) {
    boolean fourth = model.stem().contains("-v4");
    Set<String> third = Set.of("texts", "input_type", "truncate", "embedding_types", "images");
    only(
        body,
        fourth
            ? Set.of(
                "texts",
                "input_type",
                "truncate",
                "embedding_types",
                "images",
                "inputs",
                "output_dimension",
                "max_tokens")
            : third);
    String type = body.path("input_type").asText("");
    if (!Set.of("search_document", "search_query", "classification", "clustering", "image")
        .contains(type)) {
      throw malformed("#: required key [input_type] not found");
    }
    JsonNode texts = body.path("texts");
    if (!texts.isArray() || texts.isEmpty() || texts.size() > COHERE_TEXTS) {
      throw malformed("#/texts: expected between 1 and 96 items");
    }
    if (!Set.of("NONE", "START", "END", "LEFT", "RIGHT")
        .contains(body.path("truncate").asText("NONE"))) {
      throw malformed("#/truncate: not a valid enum value");
    }
    int size = fourth ? size(body, "output_dimension", 1536, Set.of(256, 512, 1024, 1536)) : 1024;
    ObjectNode reply = Json.object();
    ArrayNode vectors = Json.array();
    ArrayNode echoed = Json.array();
    int tokens = 0;
    for (JsonNode text : texts) {
      if (!text.isTextual() || text.textValue().isEmpty()) {
        throw malformed("#/texts: expected non-empty strings");
      }
      vectors.add(vector(text.textValue(), size));
      boolean lower = model.stem().contains("english-v3");
      echoed.add(lower ? text.textValue().toLowerCase(Locale.ROOT) : text.textValue());
      tokens += Usage.tokens(text.textValue());
    }
    boolean byType = fourth || body.has("embedding_types");
    if (byType) {
      reply.putObject("embeddings").set("float", vectors);
    } else {
      reply.set("embeddings", vectors);
    }
    reply.put("id", "67259668-f82e-41c6-a2a0-136b340d2400");
    reply.put("response_type", byType ? "embeddings_by_type" : "embeddings_floats");
    reply.set("texts", echoed);
    return reply(tokens, reply);
  }

  private static Reply nova(JsonNode body) {
    only(body, Set.of("taskType", "schemaVersion", "singleEmbeddingParams"));
    JsonNode parameters = body.path("singleEmbeddingParams");
    only(
        parameters,
        Set.of("embeddingPurpose", "embeddingDimension", "text", "image", "video", "audio"));
    if (!body.path("taskType").asText("").equals("SINGLE_EMBEDDING")) {
      throw malformed("#/taskType: not a valid enum value");
    }
    if (!parameters.path("embeddingPurpose").isTextual()) {
      throw malformed("#/singleEmbeddingParams: required key [embeddingPurpose] not found");
    }
    String text = required(parameters.path("text"), "value");
    required(parameters.path("text"), "truncationMode");
    int size = size(parameters, "embeddingDimension", 3072, Set.of(256, 384, 1024, 3072));
    ObjectNode reply = Json.object();
    ObjectNode item = reply.putArray("embeddings").addObject();
    item.set("embedding", vector(text, size));
    item.put("embeddingType", "TEXT");
    return reply(Usage.tokens(text), reply);
  }

  private static void only(JsonNode body, Set<String> names) {
    body.fieldNames()
        .forEachRemaining(name -> {
          if (!names.contains(name)) {
            throw malformed("#: extraneous key [" + name + "] is not permitted");
          }
        });
  }

  private static String required(JsonNode body, String name) {
    String text = body.path(name).asText("");
    if (text.isEmpty() || !body.path(name).isTextual()) {
      throw malformed("#: required key [" + name + "] not found");
    }
    return text;
  }

  private static int size(JsonNode body, String name, int otherwise, Set<Integer> allowed) {
    int size = body.path(name).asInt(otherwise);
    if (!allowed.contains(size)) {
      throw malformed("#/" + name + ": " + size + " is not a valid enum value");
    }
    return size;
  }

  private static AwsError malformed(String what) {
    return AwsError.validation(
        "Malformed input request: " + what + ", please reformat your input and try again.");
  }

  private static ArrayNode vector(String text, int size) {
    long seed =
        ByteBuffer.wrap(CanonicalRequest.sha256(text.getBytes(StandardCharsets.UTF_8))).getLong();
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      values[i] = random.nextDouble(-1, 1);
      sum += values[i] * values[i];
    }
    ArrayNode vector = Json.array();
    for (double value : values) {
      vector.add((float) (value / Math.sqrt(sum)));
    }
    return vector;
  }

  private static Reply reply(int tokens, ObjectNode body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-Amzn-Bedrock-Invocation-Latency", "79");
    headers.put("X-Amzn-Bedrock-Input-Token-Count", "" + tokens);
    return Reply.json(headers, body);
  }
}

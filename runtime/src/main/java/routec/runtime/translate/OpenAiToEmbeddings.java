package routec.runtime.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.openai.EmbeddingsField;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Headers;

/**
 * An embeddings request for InvokeModel of an embedding model: as many requests as the model needs
 * for the texts, in their order.
 */
public final class OpenAiToEmbeddings {
  /** OpenAI's own limit. */
  private static final int MOST_TEXTS = 2_048;

  private static final Set<String> INPUT_TYPES =
      Set.of("search_document", "search_query", "classification", "clustering");
  private static final Set<String> TRUNCATIONS = Set.of("NONE", "START", "END");

  private final Call call;
  private final EmbeddingModel model;
  private final Dropped dropped;
  private final List<Slice> texts = new ArrayList<>();
  private final List<Slice> bodies = new ArrayList<>();
  private Optional<Long> dimensions = Optional.empty();
  private Optional<String> inputType = Optional.empty();
  private Optional<String> truncate = Optional.empty();
  private boolean base64;

  private OpenAiToEmbeddings(Call call, EmbeddingModel model) {
    this.call = call;
    this.model = model;
    this.dropped = new Dropped(call);
  }

  /**
   * Translates a call.
   *
   * @throws RequestFault if the model makes no embeddings, or none such
   */
  public static OpenAiToEmbeddings translate(Call call, ModelTraits traits) {
    EmbeddingModel model =
        EmbeddingModel.of(traits)
            .orElseThrow(() ->
                RequestFault.invalid(
                    "model", "The model `" + call.model() + "` makes no embeddings."));
    OpenAiToEmbeddings request = new OpenAiToEmbeddings(call, model);
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
    return BedrockHeaders.JSON;
  }

  public List<Slice> bodies() {
    return bodies;
  }

  public List<String> dropped() {
    return dropped.names();
  }

  /** The answer's translator, made for this request. */
  public Answer answer() {
    return new EmbeddingsToOpenAi(call, texts.size(), model.textsAtOnce(), base64);
  }

  private void field(String name, Slice value) {
    switch (EmbeddingsField.of(name)) {
      case MODEL -> {}
      case INPUT -> input(value);
      case DIMENSIONS -> {
        long size = Values.positive(value, name);
        model.requireSize(size);
        dimensions = Optional.of(size);
      }
      case ENCODING_FORMAT -> base64 = isBase64(Values.string(value, name));
      case INPUT_TYPE -> inputType(Values.string(value, name).toLowerCase(Locale.ROOT));
      case TRUNCATE -> truncate(Values.string(value, name).toUpperCase(Locale.ROOT));
      case USER, UNKNOWN -> dropped.add(name);
    }
  }

  private void input(Slice value) {
    switch (Values.kind(value)) {
      case STRING -> text(value);
      case ARRAY -> {
        JsonReader json = Values.reader(value);
        json.beginArray();
        while (json.nextElement()) {
          if (texts.size() == MOST_TEXTS) {
            throw RequestFault.invalid("input", "`input` must hold at most 2048 texts.");
          }
          text(json.value());
        }
        if (texts.isEmpty()) {
          throw RequestFault.invalid("input", "`input` must not be empty.");
        }
      }
      case OBJECT, NUMBER, TRUE, FALSE, NULL ->
          throw RequestFault.invalid("input", "`input` must be a text or an array of texts.");
    }
  }

  private void text(Slice value) {
    switch (Values.kind(value)) {
      case STRING -> {
        Slice raw = Values.rawString(value, "input");
        if (raw.isEmpty()) {
          throw RequestFault.invalid("input", "`input` must not be an empty text.");
        }
        texts.add(raw);
      }
      case NUMBER, ARRAY ->
          throw RequestFault.invalid(
              "input",
              "`input` must be text: tokens mean nothing to models of Bedrock (in LangChain, set"
                  + " check_embedding_ctx_length=False).");
      case OBJECT, TRUE, FALSE, NULL ->
          throw RequestFault.invalid("input", "`input` must be a text or an array of texts.");
    }
  }

  private static boolean isBase64(String format) {
    return switch (format) {
      case "base64" -> true;
      case "float" -> false;
      default ->
          throw RequestFault.invalid(
              "encoding_format", "`encoding_format` must be `float` or `base64`.");
    };
  }

  private void inputType(String word) {
    if (!INPUT_TYPES.contains(word)) {
      throw RequestFault.invalid(
          "input_type",
          "`input_type` must be search_document, search_query, classification or clustering.");
    }
    if (model.isTitan()) {
      dropped.add("input_type"); // its vectors are for everything
    } else {
      inputType = Optional.of(word);
    }
  }

  private void truncate(String side) {
    if (!TRUNCATIONS.contains(side)) {
      throw RequestFault.invalid("truncate", "`truncate` must be NONE, START or END.");
    }
    if (!model.isTitan()) {
      truncate = Optional.of(side);
    } else if (!side.equals("NONE")) {
      dropped.add("truncate"); // a text that is too long is refused
    }
  }

  private void write() {
    if (texts.isEmpty()) {
      throw RequestFault.invalid("input", "`input` is missing.");
    }
    EmbeddingModel.Wishes wishes = new EmbeddingModel.Wishes(dimensions, inputType, truncate);
    int step = model.textsAtOnce();
    for (int from = 0; from < texts.size(); from += step) {
      List<Slice> some = texts.subList(from, Math.min(texts.size(), from + step));
      ByteWriter out = new ByteWriter(128 + some.stream().mapToInt(Slice::length).sum());
      model.write(some, wishes, new JsonWriter(out));
      bodies.add(out.slice());
    }
  }
}

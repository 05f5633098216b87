package routec.runtime.translate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;

/** The families of embedding models on Bedrock: how each spells a request and its vectors. */
enum EmbeddingModel {
  TITAN_EMBED_1(1, 1536) {
    @Override
    void write(List<Slice> texts, Wishes wishes, JsonWriter json) {
      json.beginObject().name("inputText").rawString(texts.getFirst()).endObject();
    }
  },
  TITAN_EMBED_2(1, 256, 512, 1024) {
    @Override
    void write(List<Slice> texts, Wishes wishes, JsonWriter json) {
      json.beginObject().name("inputText").rawString(texts.getFirst());
      wishes.dimensions().ifPresent(size -> json.name("dimensions").number(size));
      json.endObject();
    }
  },
  COHERE_EMBED_3(96, 1024) {
    @Override
    void write(List<Slice> texts, Wishes wishes, JsonWriter json) {
      cohere(texts, wishes, json).endObject();
    }
  },
  COHERE_EMBED_4(96, 256, 512, 1024, 1536) {
    @Override
    void write(List<Slice> texts, Wishes wishes, JsonWriter json) {
      cohere(texts, wishes, json);
      wishes.dimensions().ifPresent(size -> json.name("output_dimension").number(size));
      json.endObject();
    }
  },
  NOVA_EMBED(1, 256, 384, 1024, 3072) {
    @Override
    void write(List<Slice> texts, Wishes wishes, JsonWriter json) {
      json.beginObject().name("taskType").string("SINGLE_EMBEDDING");
      json.name("singleEmbeddingParams").beginObject();
      json.name("embeddingPurpose").string(purpose(wishes.inputType()));
      wishes.dimensions().ifPresent(size -> json.name("embeddingDimension").number(size));
      json.name("text").beginObject();
      json.name("truncationMode").string(wishes.truncate().orElse("NONE"));
      json.name("value").rawString(texts.getFirst());
      json.endObject().endObject().endObject();
    }
  };

  /** What a vector is for, where the client doesn't say: most calls fill an index. */
  private static final String USUAL_TYPE = "search_document";

  private final int textsAtOnce;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final int[] sizes;

  EmbeddingModel(int textsAtOnce, int... sizes) {
    this.textsAtOnce = textsAtOnce;
    this.sizes = sizes;
  }

  /**
   * What the client wants beyond the texts.
   *
   * @param dimensions the length of a vector
   * @param inputType Cohere's word for what the vectors are for
   * @param truncate {@code NONE}, {@code START} or {@code END}
   */
  record Wishes(Optional<Long> dimensions, Optional<String> inputType, Optional<String> truncate) {}

  /** The family of a model, if it is one of these. */
  static Optional<EmbeddingModel> of(ModelTraits traits) {
    String name = traits.family().toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(values()).filter(model -> model.name().equals(name)).findFirst();
  }

  /** The most texts that one request takes. */
  int textsAtOnce() {
    return textsAtOnce;
  }

  boolean isTitan() {
    return this == TITAN_EMBED_1 || this == TITAN_EMBED_2;
  }

  /**
   * @throws RequestFault if vectors of this model can't be so long
   */
  void requireSize(long size) {
    if (IntStream.of(sizes).noneMatch(each -> each == size)) {
      String known =
          IntStream.of(sizes).mapToObj(String::valueOf).collect(Collectors.joining(" or "));
      throw RequestFault.invalid(
          "dimensions", "`dimensions` must be " + known + " for this model.");
    }
  }

  /** Writes the request for as many texts as the model takes at once. */
  abstract void write(List<Slice> texts, Wishes wishes, JsonWriter json);

  /** Finds the vectors in a member of the reply: {@code embedding} or {@code embeddings}. */
  static void vectors(Slice value, EmbeddingSink sink) {
    JsonReader json = JsonReader.ofProvider(value);
    switch (json.peek()) {
      case OBJECT -> {
        json.beginObject();
        while (json.nextMember()) {
          if (json.nameIs("float") || json.nameIs("embedding")) {
            vectors(json.value(), sink);
          } else {
            json.skip();
          }
        }
      }
      case ARRAY -> {
        json.beginArray();
        while (json.nextElement()) {
          if (json.peek() == JsonKind.NUMBER) {
            sink.vector(value);
            return;
          }
          vectors(json.value(), sink);
        }
      }
      case STRING, NUMBER, TRUE, FALSE, NULL -> throw json.fault("a vector is wanted");
    }
  }

  /** Takes vectors, each a JSON array of numbers. */
  @FunctionalInterface
  interface EmbeddingSink {
    void vector(Slice numbers);
  }

  private static JsonWriter cohere(List<Slice> texts, Wishes wishes, JsonWriter json) {
    json.beginObject().name("texts").beginArray();
    texts.forEach(json::rawString);
    json.endArray();
    json.name("input_type").string(wishes.inputType().orElse(USUAL_TYPE));
    wishes.truncate().ifPresent(side -> json.name("truncate").string(side));
    return json;
  }

  private static String purpose(Optional<String> inputType) {
    return switch (inputType.orElse(USUAL_TYPE)) {
      case "search_query" -> "GENERIC_RETRIEVAL";
      case "classification" -> "CLASSIFICATION";
      case "clustering" -> "CLUSTERING";
      default -> "GENERIC_INDEX";
    };
  }
}

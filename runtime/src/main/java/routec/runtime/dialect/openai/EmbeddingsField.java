package routec.runtime.dialect.openai;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Every top-level field of an embeddings request; a new one makes each pair decide. */
public enum EmbeddingsField {
  MODEL,
  INPUT,
  DIMENSIONS,
  ENCODING_FORMAT,
  USER,
  /** Cohere's word for what the vectors are for; other gateways take it here too. */
  INPUT_TYPE,
  /** Cohere's word for what becomes of a text that is too long. */
  TRUNCATE,
  /** A field that the API does not have. */
  UNKNOWN;

  private static final Map<String, EmbeddingsField> BY_NAME = byName();

  /** The field of a name. */
  public static EmbeddingsField of(String name) {
    return BY_NAME.getOrDefault(name, UNKNOWN);
  }

  private static Map<String, EmbeddingsField> byName() {
    Map<String, EmbeddingsField> fields = new HashMap<>();
    for (EmbeddingsField field : values()) {
      if (field != UNKNOWN) {
        fields.put(field.name().toLowerCase(Locale.ROOT), field);
      }
    }
    return Map.copyOf(fields);
  }
}

package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonWriter;

/**
 * How a model picks its words: {@code temperature}, {@code top_p} and {@code top_k}, as far as the
 * model takes them.
 */
final class Sampling {
  private final Dropped dropped;
  private Slice temperature = Slice.EMPTY;
  private Slice topP = Slice.EMPTY;
  private Slice topK = Slice.EMPTY;

  Sampling(Dropped dropped) {
    this.dropped = dropped;
  }

  void temperature(Slice value) {
    temperature = Values.fraction(value, "temperature");
  }

  void topP(Slice value) {
    topP = Values.fraction(value, "top_p");
  }

  void topK(Slice value) {
    Values.positive(value, "top_k");
    topK = value;
  }

  /**
   * Leaves out what the model refuses.
   *
   * @param thinks whether it thinks on request in a way that allows no sampling
   */
  void settle(ModelTraits traits, boolean thinks) {
    boolean refused = traits.has(Trait.NO_SAMPLING) || thinks;
    boolean one = traits.has(Trait.ONE_SAMPLING) && !temperature.isEmpty();
    temperature = allowed("temperature", temperature, !refused);
    topP = allowed("top_p", topP, !refused && !one);
    boolean takesTopK = traits.has(Trait.TOP_K) || traits.has(Trait.NOVA_TOP_K);
    if (!topK.isEmpty() && (thinks || !takesTopK)) {
      dropped.add("top_k");
      topK = Slice.EMPTY;
    }
  }

  boolean isEmpty() {
    return temperature.isEmpty() && topP.isEmpty();
  }

  /** Writes temperature and top_p, the latter as the backend spells it. */
  void write(JsonWriter json, String topPName) {
    if (!temperature.isEmpty()) {
      json.name("temperature").raw(temperature);
    }
    if (!topP.isEmpty()) {
      json.name(topPName).raw(topP);
    }
  }

  /** Writes top_k as the model's family spells it. */
  void writeTopK(JsonWriter json, ModelTraits traits) {
    if (topK.isEmpty()) {
      return;
    }
    if (traits.has(Trait.NOVA_TOP_K)) {
      json.name("inferenceConfig").beginObject().name("topK").raw(topK).endObject();
    } else {
      json.name("top_k").raw(topK);
    }
  }

  /** A sampling parameter of 1 is the default: without it nothing changes. */
  private Slice allowed(String name, Slice value, boolean takes) {
    if (value.isEmpty() || takes) {
      return value;
    }
    if (Double.parseDouble(value.text()) != 1) {
      dropped.add(name);
    }
    return Slice.EMPTY;
  }
}

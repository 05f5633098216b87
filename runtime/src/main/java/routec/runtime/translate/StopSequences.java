package routec.runtime.translate;

import java.util.ArrayList;
import java.util.List;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;
import routec.runtime.json.JsonWriter;

/** The texts at which a model is to stop, as bodies of JSON strings. */
final class StopSequences {
  private static final int MOST = 2_500; // bedrock-runtime, InferenceConfiguration

  private final List<Slice> texts = new ArrayList<>();

  /** Reads a text or a list of texts; a blank one, which Bedrock refuses, is dropped. */
  void read(Slice value, String field, ModelTraits traits, Dropped dropped) {
    List<Slice> given = new ArrayList<>();
    if (Values.kind(value) == JsonKind.STRING) {
      given.add(Values.rawString(value, field));
    } else {
      Values.array(value, field);
      JsonReader json = Values.reader(value);
      json.beginArray();
      while (json.nextElement()) {
        given.add(Values.rawString(json.value(), field));
      }
    }
    if (given.size() > MOST) {
      throw RequestFault.invalid(
          field, "`" + field + "`: Bedrock takes at most " + MOST + " stop sequences.");
    }
    for (Slice text : given) {
      if (JsonText.isBlank(text) || traits.has(Trait.NO_STOP)) {
        dropped.add(field);
      } else {
        texts.add(text);
      }
    }
  }

  boolean isEmpty() {
    return texts.isEmpty();
  }

  List<Slice> texts() {
    return List.copyOf(texts);
  }

  void write(JsonWriter json, String name) {
    if (!texts.isEmpty()) {
      json.name(name).beginArray();
      texts.forEach(json::rawString);
      json.endArray();
    }
  }
}

package routec.runtime.translate;

import java.util.List;
import routec.runtime.bytes.Slice;

/**
 * A passage that the client's own search found; texts are bodies of JSON strings.
 *
 * @param citations whether the model is to cite from it
 */
record SearchResult(Slice rawSource, Slice rawTitle, List<Slice> rawTexts, boolean citations)
    implements Attachment {

  SearchResult {
    rawTexts = List.copyOf(rawTexts);
  }
}

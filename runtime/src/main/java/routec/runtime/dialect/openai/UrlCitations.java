package routec.runtime.dialect.openai;

import java.util.ArrayList;
import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonWriter;

/**
 * The {@code annotations} of a message: web pages that parts of its text rest on.
 *
 * <p>The dialect says of each from which character of the text to which; that is known when the
 * part ends.
 */
final class UrlCitations {
  private final ByteWriter list = new ByteWriter(256);
  private final JsonWriter json = new JsonWriter(list);
  private final List<Slice> open = new ArrayList<>();

  /** Adds a page that the text's current part cites; address and title are bodies of strings. */
  void add(Slice rawUrl, Slice rawTitle) {
    ByteWriter page = new ByteWriter(rawUrl.length() + rawTitle.length() + 32);
    page.ascii("\"title\":\"").put(rawTitle).ascii("\",\"url\":\"").put(rawUrl).put('"');
    open.add(page.slice());
  }

  /** Whether pages wait for the end of their part. */
  boolean areOpen() {
    return !open.isEmpty();
  }

  /** Says which characters the pages added last stand for. */
  void close(int start, int end) {
    for (Slice page : open) {
      json.beginObject().name("type").string("url_citation").name("url_citation").beginObject();
      json.name("start_index").number(start).name("end_index").number(end);
      list.put(',').put(page);
      json.endObject().endObject();
    }
    open.clear();
  }

  /** All of them as an array. */
  Slice array() {
    return new ByteWriter(list.length() + 2).put('[').put(list.slice()).put(']').slice();
  }
}

package routec.runtime.translate;

import java.util.Optional;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonText;

/**
 * A page on the web that a model's text cites: the only source that chat completions have words
 * for.
 *
 * @param rawUrl its address, the body of a JSON string
 * @param rawTitle its title, or its address again
 */
record WebPage(Slice rawUrl, Slice rawTitle) {

  /** The page at an address, if it is one of the web; both values as the reply has them. */
  static Optional<WebPage> of(Slice url, Slice title) {
    Slice rawUrl = rawString(url);
    Slice rawTitle = rawString(title);
    String address = JsonText.unescaped(rawUrl);
    return address.startsWith("http://") || address.startsWith("https://")
        ? Optional.of(new WebPage(rawUrl, rawTitle.isEmpty() ? rawUrl : rawTitle))
        : Optional.empty();
  }

  /** The page of one of Claude's citations, if it is on the web. */
  static Optional<WebPage> ofClaude(Slice citation) {
    if (JsonReader.ofProvider(citation).peek() != JsonKind.OBJECT) {
      return Optional.empty();
    }
    JsonMembers members = JsonMembers.read(citation, JsonOrigin.PROVIDER);
    Slice title = members.find("title").orElse(Slice.EMPTY);
    return switch (ClaudeToOpenAi.raw(members, "type").text()) {
      case "web_search_result_location" -> of(members.find("url").orElse(Slice.EMPTY), title);
      case "search_result_location" -> of(members.find("source").orElse(Slice.EMPTY), title);
      default -> Optional.empty(); // a place in a document
    };
  }

  private static Slice rawString(Slice value) {
    return !value.isEmpty() && JsonReader.ofProvider(value).peek() == JsonKind.STRING
        ? JsonReader.ofProvider(value).rawString()
        : Slice.EMPTY;
  }
}

package routec.simulator;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into the deltas of a stream. */
final class TextPieces {
  private TextPieces() {}

  /** One word and what leads to it a piece, or two words where no number was asked for. */
  static List<String> of(String text, int wanted) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) == ' ') {
        words.add(text.substring(from, i));
        from = i;
      }
    }
    words.add(text.substring(from));
    if (wanted > 0) {
      return words;
    }
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < words.size(); i += 2) {
      pairs.add(words.get(i) + (i + 1 < words.size() ? words.get(i + 1) : ""));
    }
    return pairs;
  }

  /** A few characters a piece, as tool input is streamed. */
  static List<String> ofJson(String json) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < json.length(); from += 12) {
      pieces.add(json.substring(from, Math.min(json.length(), from + 12)));
    }
    return pieces;
  }
}

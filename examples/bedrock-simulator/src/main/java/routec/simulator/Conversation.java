package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an answer is made from, whichever way the request was spelled.
 *
 * @param lastText the text of the last user turn
 * @param results the texts of its tool results
 * @param forcedTool the tool that must be called; empty text: any
 * @param maxTokens 0 when not given
 * @param cachePoints how much text stands before each cache point
 */
record Conversation(
    Model model,
    String lastText,
    List<String> results,
    String system,
    int turns,
    int images,
    int documents,
    List<Tool> tools,
    Optional<String> forcedTool,
    boolean parallelTools,
    boolean thinks,
    boolean showsThoughts,
    int maxTokens,
    List<String> stops,
    Optional<JsonNode> outputSchema,
    String everything,
    List<CachePoint> cachePoints) {

  /** A place in a prompt up to which it may be cached. */
  record CachePoint(String prefix, String life) {}

  /** Collects the prompt's text in the order in which models read it. */
  static final class Prompt {
    private final StringBuilder text = new StringBuilder();
    private final List<CachePoint> points = new ArrayList<>();

    void add(String more) {
      text.append(more).append('\n');
    }

    void point(String life) {
      points.add(new CachePoint(text.toString(), life));
    }

    String text() {
      return text.toString();
    }

    List<CachePoint> points() {
      return points;
    }
  }
}

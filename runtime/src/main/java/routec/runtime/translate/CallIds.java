package routec.runtime.translate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The backend's ids of a conversation's tool calls, each once: some models call every turn's first
 * call the same, and Bedrock refuses an id that stands twice.
 */
final class CallIds {
  private final UnaryOperator<String> spelling;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> times = new HashMap<>();
  private final Map<String, String> latest = new HashMap<>();

  /**
   * @param spelling how the backend spells a client's id
   */
  CallIds(UnaryOperator<String> spelling) {
    this.spelling = spelling;
  }

  /** The id of a new call. */
  String ofCall(String id) {
    String unique = spelling.apply(id);
    while (!taken.add(unique)) {
      unique = spelling.apply(id + "#" + times.merge(id, 1, Integer::sum));
    }
    latest.put(id, unique);
    return unique;
  }

  /** The id of the latest call that the client calls so. */
  String ofResult(String id) {
    return latest.getOrDefault(id, id);
  }
}

package routec.simulator;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers prompt prefixes: the first request writes one, later ones read it. */
final class PromptCache {
  private static final int LIMIT = 1000;

  private final int minimum;
  private final Map<String, Boolean> prefixes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > LIMIT;
        }
      };

  /**
   * @param minimum how many tokens a prefix must have; -1 for the model's own limit
   */
  PromptCache(int minimum) {
    this.minimum = minimum;
  }

  /** Counts a prompt's tokens and remembers its prefixes. */
  synchronized Usage count(Conversation conversation, int output) {
    int least =
        minimum >= 0
            ? minimum
            : conversation.model().claude().map(ClaudeTraits::minimumCache).orElse(1024);
    int read = 0;
    int written5m = 0;
    int written1h = 0;
    List<Conversation.CachePoint> points = conversation.cachePoints();
    for (int i = points.size() - 1; i >= 0 && read == 0; i--) {
      if (prefixes.containsKey(key(conversation, points.get(i)))) {
        read = Usage.tokens(points.get(i).prefix());
      }
    }
    int counted = read;
    for (Conversation.CachePoint point : points) {
      int tokens = Usage.tokens(point.prefix());
      if (tokens < least || tokens <= counted) {
        continue;
      }
      prefixes.put(key(conversation, point), true);
      if (point.life().equals("1h")) {
        written1h += tokens - counted;
      } else {
        written5m += tokens - counted;
      }
      counted = tokens;
    }
    int input = Math.max(1, Usage.tokens(conversation.everything()) - counted);
    return new Usage(input, output, read, written5m, written1h);
  }

  private static String key(Conversation conversation, Conversation.CachePoint point) {
    return conversation.model().stem()
        + ' '
        + HexFormat.of()
            .formatHex(CanonicalRequest.sha256(point.prefix().getBytes(StandardCharsets.UTF_8)));
  }
}

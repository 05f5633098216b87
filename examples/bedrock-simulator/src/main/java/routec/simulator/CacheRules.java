package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Converse's rules for cache points. */
final class CacheRules {
  private static final int POINTS = 4;
  private static final Set<Family> CACHING = Set.of(Family.CLAUDE, Family.NOVA, Family.ANY);

  private CacheRules() {}

  static void check(Model model, JsonNode body) {
    List<String> lives = new ArrayList<>();
    points(body.path("toolConfig").path("tools"), lives);
    points(body.path("system"), lives);
    for (JsonNode message : body.path("messages")) {
      points(message.path("content"), lives);
    }
    if (lives.isEmpty()) {
      return;
    }
    if (!CACHING.contains(model.family())) {
      throw AwsError.validation(
          "This model doesn't support the cachePoint field. Remove cachePoint and try again.");
    }
    check(lives, "The model returned the following errors: ");
  }

  /** The rules that hold however cache points are spelled. */
  static void check(List<String> lives, String prefix) {
    if (lives.size() > POINTS) {
      throw AwsError.validation(
          prefix
              + "A maximum of 4 blocks with cache_control may be provided. Found "
              + lives.size()
              + ".");
    }
    boolean shortSeen = false;
    for (String life : lives) {
      if (life.equals("1h") && shortSeen) {
        throw AwsError.validation(
            prefix
                + "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control"
                + " block. Note that blocks are processed in the following order: `tools`,"
                + " `system`, `messages`.");
      }
      shortSeen |= life.equals("5m");
    }
  }

  private static void points(JsonNode blocks, List<String> lives) {
    boolean something = false;
    for (JsonNode block : blocks) {
      JsonNode point = block.path("cachePoint");
      if (point.isObject() && !something) {
        throw AwsError.validation("There is nothing available to cache.");
      }
      if (point.isObject()) {
        lives.add(point.path("ttl").asText("5m"));
      }
      something = !point.isObject();
    }
  }
}

package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Finds cache_control in a native Claude body, in the order in which Claude processes it. */
final class ClaudeCachePoints {
  private ClaudeCachePoints() {}

  /** The lifetime of each cache point: {@code 5m} or {@code 1h}. */
  static List<String> lives(JsonNode body) {
    List<String> lives = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      add(tool, lives);
    }
    for (JsonNode block : body.path("system")) {
      add(block, lives);
    }
    for (JsonNode message : body.path("messages")) {
      for (JsonNode block : message.path("content")) {
        add(block, lives);
      }
    }
    return lives;
  }

  private static void add(JsonNode block, List<String> lives) {
    JsonNode control = block.path("cache_control");
    if (control.isObject()) {
      if (!control.path("type").asText("").equals("ephemeral")) {
        throw AwsError.validation("cache_control.type: Input should be 'ephemeral'");
      }
      String life = control.path("ttl").asText("5m");
      if (!life.equals("5m") && !life.equals("1h")) {
        throw AwsError.validation("cache_control.ttl: Input should be '5m' or '1h'");
      }
      lives.add(life);
    }
  }
}

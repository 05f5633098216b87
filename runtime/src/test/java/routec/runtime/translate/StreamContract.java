package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The order of events that each dialect's official SDKs rely on. */
final class StreamContract {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StreamContract() {}

  static void check(Pairs pair, StreamRun run) throws JsonProcessingException {
    if (pair.isAnthropic()) {
      anthropic(run);
    } else {
      openAi(run);
    }
  }

  private static void openAi(StreamRun run) throws JsonProcessingException {
    List<String> events = events(run.text());
    assertEquals(!run.failed(), events.getLast().equals("data: [DONE]"), "[DONE] means success");
    List<String> ids = new ArrayList<>();
    int roles = 0;
    for (String event : events.subList(0, events.size() - 1)) {
      assertTrue(event.startsWith("data: {"), event);
      JsonNode chunk = MAPPER.readTree(event.substring(6).replace("\ndata: ", "\n"));
      assertFalse(chunk.has("error"), "an error is the last event");
      ids.add(chunk.path("id").asText());
      roles += chunk.path("choices").path(0).path("delta").has("role") ? 1 : 0;
    }
    assertTrue(ids.stream().distinct().count() <= 1, "one id");
    assertTrue(roles <= 1, "one role");
  }

  private static void anthropic(StreamRun run) throws JsonProcessingException {
    List<String> events = events(run.text());
    String open = "";
    int index = 0;
    boolean started = false;
    String last = "";
    for (String event : events) {
      String[] lines = event.split("\n", -1);
      assertEquals(2, lines.length, event);
      JsonNode data = MAPPER.readTree(lines[1].substring("data: ".length()));
      last = data.path("type").asText();
      assertEquals("event: " + last, lines[0]);
      switch (last) {
        case "message_start" -> {
          assertFalse(started);
          started = true;
        }
        case "content_block_start" -> {
          assertTrue(started && open.isEmpty(), event);
          assertEquals(index, data.path("index").asInt(), "indexes are contiguous");
          open = data.path("content_block").path("type").asText();
        }
        case "content_block_delta" -> {
          assertEquals(index, data.path("index").asInt(), event);
          assertTrue(fits(open, data.path("delta").path("type").asText()), event);
        }
        case "content_block_stop" -> {
          assertEquals(index, data.path("index").asInt(), event);
          assertFalse(open.isEmpty(), event);
          open = "";
          index++;
        }
        case "message_delta", "message_stop" -> assertTrue(started && open.isEmpty(), event);
        default -> {}
      }
    }
    assertEquals(run.failed() ? "error" : "message_stop", last);
  }

  private static boolean fits(String block, String delta) {
    return switch (delta) {
      case "text_delta", "citations_delta" -> block.equals("text");
      case "thinking_delta", "signature_delta" -> block.equals("thinking");
      case "input_json_delta" -> block.endsWith("tool_use");
      default -> true;
    };
  }

  private static List<String> events(String text) {
    assertTrue(text.endsWith("\n\n"), text);
    return List.of(text.substring(0, text.length() - 2).split("\n\n", -1));
  }
}

package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.ReplyHead;

/** Calls recorded from the real Bedrock: its replies, streams, refusals and what it was asked. */
class RecordedTest {
  private static final List<Pairs> PAIRS =
      List.of(Pairs.OPENAI_TO_CONVERSE, Pairs.ANTHROPIC_TO_CONVERSE);

  @Test
  void everyReplyTranslatesToBothDialects() throws IOException {
    int replies = 0;
    for (Recorded call : calls("converse", 200)) {
      for (Pairs pair : PAIRS) {
        JsonNode answer = Talk.json(answer(pair, call));
        assertEquals(texts(call.json.path("response")), clientTexts(pair, answer), call.name);
        assertEquals(calls(call.json.path("response")), clientCalls(pair, answer), call.name);
        JsonNode usage = call.json.path("response").path("usage");
        assertEquals(usage.path("totalTokens").asLong(), clientTotal(pair, answer), call.name);
      }
      replies++;
    }
    System.out.println("recorded replies translated to both dialects: " + replies);
    assertTrue(replies > 100);
  }

  @Test
  void everyStreamTranslatesToBothDialectsHoweverItIsCut() throws IOException {
    int streams = 0;
    for (Recorded call : calls("converse-stream", 200)) {
      if (!call.json.has("frames")) {
        continue;
      }
      byte[] bytes = Base64.getDecoder().decode(call.json.path("frames").asText());
      for (Pairs pair : PAIRS) {
        StreamRun whole = stream(pair, call, bytes, bytes.length);
        assertTrue(!whole.failed(), call.name + "\n" + whole.text());
        StreamContract.check(pair, whole);
        for (int cut = 1; cut < bytes.length; cut++) {
          assertEquals(whole, stream(pair, call, bytes, cut), call.name + " cut at byte " + cut);
        }
      }
      streams++;
    }
    System.out.println("recorded streams translated, cut at every byte: " + streams);
    assertTrue(streams > 0);
  }

  @Test
  void everyRefusalIsAnErrorOfBothDialects() throws IOException {
    int refusals = 0;
    for (Recorded call : calls("", 400)) {
      for (Pairs pair : PAIRS) {
        ReplyHead head = new ReplyHead(400, call.headers());
        Fault fault = BedrockRefusals.read(head, call.response());
        JsonNode error = Talk.json(pair.error(fault, "r").text()).path("error");
        assertEquals(400, fault.status(), call.name);
        assertEquals("invalid_request_error", error.path("type").asText(), call.name);
        assertTrue(!error.path("message").asText().isBlank(), call.name);
      }
      refusals++;
    }
    System.out.println("recorded refusals translated to both dialects: " + refusals);
    assertTrue(refusals > 0);
  }

  /** What Bedrock took can be asked for in one of the dialects, if not in both. */
  @Test
  void everyRequestCanBeReached() throws IOException {
    List<String> unreached = new ArrayList<>();
    int requests = 0;
    for (String operation : List.of("converse", "converse-stream")) {
      for (Recorded call : calls(operation, 200)) {
        Talk wanted = Talk.ofConverse(call.json.path("request"));
        String chat = reached(Pairs.OPENAI_TO_CONVERSE, call, wanted);
        String messages = reached(Pairs.ANTHROPIC_TO_CONVERSE, call, wanted);
        if (!wanted.told().equals(chat) && !wanted.told().equals(messages)) {
          unreached.add(
              call.name
                  + "\nwanted "
                  + clipped(wanted.told())
                  + "\nchat "
                  + clipped(chat)
                  + "\nmessages "
                  + clipped(messages));
        }
        requests++;
      }
    }
    System.out.println(
        "recorded requests reached: " + (requests - unreached.size()) + "/" + requests);
    assertEquals(List.of(), unreached);
  }

  /** Takes what a client is answered: a body, events, or {@code fault STATUS} and a body. */
  interface Told {
    void tell(String name, Pairs pair, String text, boolean stream);
  }

  /** What clients are answered for every recorded call, in each dialect that can ask for it. */
  static void answers(Told told) throws IOException {
    for (Recorded call : calls("converse", 200)) {
      PAIRS.forEach(pair -> told.tell(call.name, pair, answer(pair, call), false));
    }
    for (Recorded call : calls("converse-stream", 200)) {
      byte[] bytes = Base64.getDecoder().decode(call.json.path("frames").asText());
      PAIRS.forEach(
          pair -> told.tell(call.name, pair, stream(pair, call, bytes, bytes.length).text(), true));
    }
    for (Recorded call : calls("invoke", 200)) {
      if (call.json.path("modelId").asText().contains("anthropic.")) {
        for (Pairs pair : List.of(Pairs.OPENAI_TO_CLAUDE, Pairs.ANTHROPIC_TO_CLAUDE)) {
          told.tell(call.name, pair, answer(pair, call), false);
        }
      } else {
        told.tell(call.name, Pairs.OPENAI_TO_EMBEDDINGS, vectors(call), false);
      }
    }
    for (Recorded call : calls("count-tokens", 200)) {
      Pairs pair = Pairs.ANTHROPIC_COUNT_TO_CONVERSE;
      told.tell(call.name, pair, answer(pair, call), false);
    }
    for (Recorded call : calls("", 400)) {
      Fault fault = BedrockRefusals.read(new ReplyHead(400, call.headers()), call.response());
      PAIRS.forEach(
          pair -> told.tell(call.name, pair, "fault 400\n" + pair.error(fault, "r").text(), false));
    }
  }

  /** The recorded vectors for as many texts as were asked for then. */
  private static String vectors(Recorded call) {
    int texts = Math.max(1, call.json.path("request").path("texts").size());
    String input = "\"text\"" + ",\"text\"".repeat(texts - 1);
    String body = "{\"model\":\"m\",\"input\":[" + input + "]}";
    Answer.Joined joined =
        (Answer.Joined) translate(Pairs.OPENAI_TO_EMBEDDINGS, call, body).answer();
    ReplyHead head = new ReplyHead(200, call.headers());
    Answer.Part part = new Answer.Part(VectorsTest.NO_REQUEST, head, call.response());
    return joined.complete(List.of(part)).body().text();
  }

  private static String reached(Pairs pair, Recorded call, Talk wanted) {
    ObjectNode others = JsonNodeFactory.instance.objectNode().put("model", "m");
    others.put("max_tokens", 100);
    try {
      String body =
          pair == Pairs.OPENAI_TO_CONVERSE ? wanted.asChat(others) : wanted.asMessages(others);
      return Talk.ofConverse(Talk.json(translate(pair, call, body).body().text())).told();
    } catch (Fault fault) {
      return fault.message();
    }
  }

  private static String clipped(String told) {
    return told.replaceAll("[A-Za-z0-9+/]{60,}", "…");
  }

  /** One recorded call. */
  private record Recorded(String name, JsonNode json) {
    Headers headers() {
      List<String> all = new ArrayList<>();
      json.path("headers")
          .properties()
          .forEach(header -> {
            all.add(header.getKey().toLowerCase(java.util.Locale.ROOT));
            all.add(
                header.getValue().isArray()
                    ? header.getValue().path(0).asText()
                    : header.getValue().asText());
          });
      return Headers.of(all.toArray(String[]::new));
    }

    Slice response() {
      return Slice.utf8(json.path("response").toString());
    }

    ModelTraits traits() {
      return Families.ofModel(json.path("modelId").asText());
    }
  }

  private static List<Recorded> calls(String operation, int status) throws IOException {
    Path folder = folder();
    Assumptions.assumeTrue(
        Files.isDirectory(folder), "SKIPPED: there are no recorded calls in " + folder);
    List<Recorded> calls = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        JsonNode json = Talk.json(Files.readString(file));
        boolean wanted = operation.isEmpty() || json.path("operation").asText().equals(operation);
        if (wanted && json.path("status").asInt() == status) {
          calls.add(new Recorded(file.getFileName().toString(), json));
        }
      }
    }
    return calls;
  }

  private static Outbound translate(Pairs pair, Recorded call, String body) {
    return pair.translate(Vector.call(pair, Slice.utf8(body), Headers.NONE), call.traits(), "m");
  }

  private static Outbound ask(Pairs pair, Recorded call, boolean stream) {
    String body =
        "{\"model\":\"m\",\"max_tokens\":9,\"stream\":"
            + stream
            + ",\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}";
    return translate(pair, call, body);
  }

  private static String answer(Pairs pair, Recorded call) {
    Answer.Whole whole = (Answer.Whole) ask(pair, call, false).answer();
    ReplyHead head = new ReplyHead(200, Headers.of("x-amzn-requestid", "r"));
    return whole.complete(head, call.response()).body().text();
  }

  private static StreamRun stream(Pairs pair, Recorded call, byte[] bytes, int cut) {
    Answer.Stream answer = (Answer.Stream) ask(pair, call, true).answer();
    return StreamRun.of(pair, answer, new StreamRun.Pieces(bytes, cut, bytes.length));
  }

  private static String texts(JsonNode response) {
    StringBuilder text = new StringBuilder();
    for (JsonNode block : response.path("output").path("message").path("content")) {
      text.append(block.path("text").asText());
      block
          .path("citationsContent")
          .path("content")
          .forEach(c -> text.append(c.path("text").asText()));
    }
    return text.toString();
  }

  private static List<String> calls(JsonNode response) {
    List<String> calls = new ArrayList<>();
    for (JsonNode block : response.path("output").path("message").path("content")) {
      JsonNode use = block.path("toolUse");
      if (use.isObject() && !use.path("type").asText().equals("server_tool_use")) {
        calls.add(use.path("name").asText().replaceAll("<\\|.*", "") + " " + use.path("input"));
      }
    }
    return calls;
  }

  private static String clientTexts(Pairs pair, JsonNode answer) {
    if (!pair.isAnthropic()) {
      return answer
          .path("choices")
          .path(0)
          .path("message")
          .path("content")
          .asText("")
          .replaceAll("^null$", "");
    }
    StringBuilder text = new StringBuilder();
    answer.path("content").forEach(block -> text.append(block.path("text").asText()));
    return text.toString();
  }

  private static List<String> clientCalls(Pairs pair, JsonNode answer) {
    List<String> calls = new ArrayList<>();
    if (pair.isAnthropic()) {
      for (JsonNode block : answer.path("content")) {
        if (block.path("type").asText().equals("tool_use")) {
          calls.add(block.path("name").asText() + " " + block.path("input"));
        }
      }
    } else {
      for (JsonNode call : answer.path("choices").path(0).path("message").path("tool_calls")) {
        JsonNode function = call.path("function");
        calls.add(
            function.path("name").asText() + " " + Talk.json(function.path("arguments").asText()));
      }
    }
    return calls;
  }

  private static long clientTotal(Pairs pair, JsonNode answer) {
    JsonNode usage = answer.path("usage");
    return pair.isAnthropic()
        ? usage.path("input_tokens").asLong()
            + usage.path("cache_read_input_tokens").asLong()
            + usage.path("cache_creation_input_tokens").asLong()
            + usage.path("output_tokens").asLong()
        : usage.path("total_tokens").asLong();
  }

  /** Beside the repository, or where ROUTEC_SHARED says. */
  private static Path folder() {
    String named = System.getenv("ROUTEC_SHARED");
    if (named != null) {
      return Path.of(named, "recorded/bedrock");
    }
    Path here = Path.of("").toAbsolutePath();
    Path up = here;
    while (up != null && !Files.isDirectory(up.resolve("shared/recorded/bedrock"))) {
      up = up.getParent();
    }
    return (up == null ? here : up).resolve("shared/recorded/bedrock");
  }
}

package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.ReplyHead;

/** Generated conversations mean the same on the other side, and so do generated answers. */
class MeaningTest {
  private static final int ROUNDS = 3_000;
  private static final ModelTraits CLAUDE = Families.of("claude-4-5");
  private static final String[] WORDS = {
    "Hello", "é\"\\\n\t", "😀 \u2028", "{\"a\": 1}", " lead and trail ", "</x>", "\u0001"
  };

  @Test
  void chatsMeanTheSameInConverse() {
    Random random = new Random(11);
    for (int i = 0; i < ROUNDS; i++) {
      Talk talk = talk(random);
      ObjectNode others = JsonNodeFactory.instance.objectNode().put("model", "m");
      assertEquals(talk.told(), converse(Pairs.OPENAI_TO_CONVERSE, talk.asChat(others)).told());
    }
  }

  @Test
  void messagesMeanTheSameInConverse() {
    Random random = new Random(12);
    for (int i = 0; i < ROUNDS; i++) {
      Talk talk = talk(random);
      ObjectNode others = JsonNodeFactory.instance.objectNode().put("model", "m");
      others.put("max_tokens", 9);
      assertEquals(
          talk.told(), converse(Pairs.ANTHROPIC_TO_CONVERSE, talk.asMessages(others)).told());
    }
  }

  @Test
  void aTranslatedAnswerSentBackIsWhatTheModelSaid() {
    Random random = new Random(13);
    for (int i = 0; i < ROUNDS; i++) {
      Talk said = new Talk(List.of(), assistant(random, i));
      assertEquals(texts(said), texts(back(Pairs.OPENAI_TO_CONVERSE, said)));
      assertEquals(said.told(), back(Pairs.ANTHROPIC_TO_CONVERSE, said).told());
    }
  }

  @Test
  void theSameRequestGivesTheSameBytes() {
    Random random = new Random(14);
    for (int i = 0; i < 200; i++) {
      ObjectNode others = JsonNodeFactory.instance.objectNode().put("model", "m");
      String chat = talk(random).asChat(others);
      assertEquals(
          translate(Pairs.OPENAI_TO_CONVERSE, chat).body().text(),
          translate(Pairs.OPENAI_TO_CONVERSE, chat).body().text());
    }
  }

  /** The OpenAI dialect has one text before all calls: texts join, and their order stays. */
  private static String texts(Talk talk) {
    StringBuilder text = new StringBuilder();
    StringBuilder others = new StringBuilder();
    for (Talk.Piece piece : talk.pieces()) {
      if (piece instanceof Talk.Text said) {
        text.append(said.text());
      } else {
        others.append(piece).append('\n');
      }
    }
    return text.toString().strip() + "\n" + others;
  }

  /** What Bedrock gets when a client sends back what it got. */
  private static Talk back(Pairs pair, Talk said) {
    String question =
        pair == Pairs.OPENAI_TO_CONVERSE
            ? "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}"
            : "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}";
    ObjectNode reply = JsonNodeFactory.instance.objectNode();
    ObjectNode message = reply.putObject("output").putObject("message").put("role", "assistant");
    said.pieces().forEach(piece -> message.withArray("content").add(block(piece)));
    reply.put("stopReason", "end_turn");
    Answer.Whole whole = (Answer.Whole) translate(pair, question).answer();
    JsonNode answer =
        Talk.json(
            whole
                .complete(
                    new ReplyHead(200, Headers.of("x-amzn-requestid", "r")),
                    Slice.utf8(reply.toString()))
                .body()
                .text());
    ObjectNode next = (ObjectNode) Talk.json(question);
    if (pair == Pairs.OPENAI_TO_CONVERSE) {
      next.withArray("messages").add(answer.path("choices").path(0).path("message"));
      for (JsonNode call : answer.path("choices").path(0).path("message").path("tool_calls")) {
        next.withArray("messages")
            .addObject()
            .put("role", "tool")
            .put("tool_call_id", call.path("id").asText())
            .put("content", "ok");
      }
    } else {
      next.withArray("messages")
          .addObject()
          .put("role", "assistant")
          .set("content", answer.path("content"));
    }
    next.withArray("messages").addObject().put("role", "user").put("content", "And?");
    List<Talk.Piece> pieces = new ArrayList<>();
    for (Talk.Piece piece : converse(pair, next.toString()).pieces()) {
      if (!piece.user()) {
        pieces.add(piece);
      }
    }
    return new Talk(List.of(), pieces);
  }

  private static ObjectNode block(Talk.Piece piece) {
    ObjectNode block = JsonNodeFactory.instance.objectNode();
    switch (piece) {
      case Talk.Text text -> block.put("text", text.text());
      case Talk.Call call -> {
        ObjectNode use = block.putObject("toolUse").put("toolUseId", call.id());
        use.put("name", call.name()).set("input", call.input());
      }
      case Talk.Thought thought ->
          block
              .putObject("reasoningContent")
              .putObject("reasoningText")
              .put("text", thought.text())
              .put("signature", thought.signature());
      case Talk.Redacted redacted ->
          block.putObject("reasoningContent").put("redactedContent", redacted.data());
      case Talk.Shown _, Talk.Result _ -> throw new IllegalArgumentException(piece.toString());
    }
    return block;
  }

  private static Outbound translate(Pairs pair, String json) {
    return pair.translate(Vector.call(pair, Slice.utf8(json), Headers.NONE), CLAUDE, "m");
  }

  private static Talk converse(Pairs pair, String json) {
    return Talk.ofConverse(Talk.json(translate(pair, json).body().text()));
  }

  private static Talk talk(Random random) {
    List<String> system = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      system.add(word(random));
    }
    List<Talk.Piece> pieces = new ArrayList<>();
    int turns = 1 + random.nextInt(4);
    int id = 0;
    for (int turn = 0; turn < turns; turn++) {
      pieces.addAll(user(random));
      List<Talk.Piece> said = assistant(random, id);
      id += said.size();
      pieces.addAll(said);
      for (Talk.Piece piece : said) {
        if (piece instanceof Talk.Call call) {
          pieces.add(new Talk.Result(call.id(), user(random)));
        }
      }
    }
    pieces.add(new Talk.Text(true, "And?"));
    return new Talk(system, pieces);
  }

  private static List<Talk.Piece> user(Random random) {
    List<Talk.Piece> pieces = new ArrayList<>();
    pieces.add(new Talk.Text(true, word(random)));
    if (random.nextInt(4) == 0) {
      pieces.add(new Talk.Shown("image", "png", "", "iVBORw0KGgoAAAANSUhEUg=="));
    }
    if (random.nextInt(6) == 0) {
      pieces.add(new Talk.Text(true, word(random)));
    }
    return pieces;
  }

  /** Thinking, then text, then calls: the order in which models say them. */
  private static List<Talk.Piece> assistant(Random random, int from) {
    List<Talk.Piece> pieces = new ArrayList<>();
    int id = from;
    if (random.nextInt(3) == 0) {
      pieces.add(new Talk.Thought(random.nextInt(4) == 0 ? "" : word(random), "c2ln" + id));
    }
    if (random.nextInt(5) == 0) {
      pieces.add(new Talk.Redacted("b3BhcXVl"));
    }
    if (random.nextInt(3) > 0) {
      pieces.add(new Talk.Text(false, word(random)));
    }
    for (int i = random.nextInt(3); i > 0 || pieces.isEmpty(); i--) {
      ObjectNode input = JsonNodeFactory.instance.objectNode().put(word(random), id);
      input.putArray("list").add(1.5).add(word(random)).addNull();
      pieces.add(new Talk.Call("call_" + id++, "tool_" + random.nextInt(3), input));
    }
    return pieces;
  }

  private static String word(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }
}

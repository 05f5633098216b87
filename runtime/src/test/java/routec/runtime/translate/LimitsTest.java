package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Outbound;

/** What JSON can say that no API means: each pair carries it or says that it is wrong. */
class LimitsTest {
  @Test
  void deepNestingTwiceNamedFieldsAndNoJsonAreFaultsOfEveryPair() {
    for (Pairs pair : Pairs.values()) {
      String head = call(pair, "\"Hi\"");
      List<String> bad =
          List.of(
              head + ",\"metadata\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}",
              head + ",\"metadata\":" + "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000) + "}",
              head + ",\"tools\":[{\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}]}",
              head + ",\"model\":\"n\"}",
              head + ",\"user\":\"\u0000\"}",
              head + ",\"user\":1e}",
              head,
              call(pair, "\"Hi\u0000\"") + "}",
              call(pair, "\"Hi") + "}",
              "[" + head + "}]",
              "\u0000",
              "");
      for (String body : bad) {
        assertThrows(
            Fault.class,
            () -> FuzzTest.translate(pair, FuzzTest.bytes(body), Families.of("claude-4-5")),
            pair + " " + body.substring(0, Math.min(120, body.length())));
      }
    }
  }

  /** Numbers that nobody can count and halves of characters are carried, or said to be wrong. */
  @Test
  void hugeNumbersAndLoneSurrogatesAreNeverMoreThanAFault() {
    List<String> values =
        List.of("1e400", "-1e400", "99999999999999999999", "-0.0", "\"\\ud800\"", "\"\\u0000\"");
    List<String> names =
        List.of(
            "temperature",
            "max_tokens",
            "max_completion_tokens",
            "top_p",
            "top_k",
            "dimensions",
            "n",
            "stop",
            "stop_sequences",
            "user",
            "metadata",
            "tools",
            "thinking",
            "input_type",
            "reasoning_effort",
            "seed",
            "service_tier",
            "system",
            "no_such");
    int translated = 0;
    for (Pairs pair : Pairs.values()) {
      for (String value : values) {
        for (String name : names) {
          if (!call(pair, "\"Hi\"").contains("\"" + name + "\"")) {
            String body = call(pair, "\"Hi\"") + ",\"" + name + "\":" + value + "}";
            for (String family : FuzzTest.FAMILIES) {
              translated +=
                  FuzzTest.translates(pair, FuzzTest.bytes(body), Families.of(family)) ? 1 : 0;
            }
          }
        }
        String within = call(pair, value) + "}";
        translated +=
            FuzzTest.translates(pair, FuzzTest.bytes(within), Families.of("claude-4-5")) ? 1 : 0;
      }
    }
    assertTrue(translated > 1_000, "most are carried: " + translated);
    for (Pairs pair : List.of(Pairs.OPENAI_TO_CONVERSE, Pairs.ANTHROPIC_TO_CONVERSE)) {
      String bad = call(pair, "\"Hi\"") + ",\"temperature\":1e400}";
      assertThrows(
          Fault.class, () -> FuzzTest.translate(pair, FuzzTest.bytes(bad), Families.of("nova")));
    }
  }

  @Test
  void badRepliesAreFaultsOrAnswersOfEveryPair() throws IOException {
    String deep = "[".repeat(1_000) + "]".repeat(1_000);
    Set<Pairs> seen = EnumSet.noneOf(Pairs.class);
    for (Path folder : Vector.folders()) {
      Vector vector = Vector.read(folder);
      List<Path> replies = vector.inputs("reply.txt");
      if (replies.isEmpty() || vector.call().stream() || !seen.add(vector.pair())) {
        continue;
      }
      Upstream.Reply good =
          Upstream.Reply.of(Files.readString(replies.getFirst()).split("\n---", 2)[0]);
      String text = good.body().text().strip();
      String open = text.substring(0, text.length() - 1);
      List<String> bad =
          List.of(
              open + ",\"x\":" + deep + "}",
              open + ",\"x\":\"\u0000\"}",
              open + ",\"usage\":{\"inputTokens\":1e400,\"input_tokens\":1e400}}",
              open + ",\"x\":\"\\ud800\"}",
              open + "," + text.substring(1),
              open,
              deep,
              "{\"output\":" + deep + ",\"content\":" + deep + ",\"embedding\":" + deep + "}",
              "null",
              "");
      for (String body : bad) {
        Outbound outbound = vector.translate();
        try {
          FuzzTest.assertJson(
              FuzzTest.answer(outbound, good.head(), Slice.of(FuzzTest.bytes(body))), body);
        } catch (Fault fault) {
          FuzzTest.assertJson(vector.pair().error(fault, "r"), body);
        }
        Fault refused = outbound.refusals().read(good.head(), Slice.of(FuzzTest.bytes(body)));
        FuzzTest.assertJson(vector.pair().error(refused, "r"), body);
      }
    }
    assertEquals(EnumSet.allOf(Pairs.class), seen, "every pair has a vector with reply.txt");
  }

  /** A call without its last brace that says one thing, a JSON string. */
  private static String call(Pairs pair, String text) {
    return switch (pair.endpoint()) {
      case EMBEDDINGS -> "{\"model\":\"m\",\"input\":" + text;
      case CHAT_COMPLETIONS, COUNT_TOKENS ->
          "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":" + text + "}]";
      case MESSAGES ->
          "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":"
              + text
              + "}]";
      case MODELS, ANTHROPIC_MODELS -> throw new IllegalArgumentException("has no body");
    };
  }
}

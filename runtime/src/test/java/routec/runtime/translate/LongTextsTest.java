package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Outbound;

/**
 * A text of a hundred thousand characters in any place of a request or a reply is translated or
 * refused like any other: without running out of stack, and in no more than a moment.
 */
final class LongTextsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONG = 100_000;
  private static final int PLACES_EACH = 6;
  private static final long MOST_NANOS = 1_000_000_000;
  private static final List<String> PARTS =
      List.of(
          "a.", "a-", "A_", "((", "\\\"", "{\"a\":", "[", "a,", "<a>", "%41", "🐈", "/", "#/",
          "a ");
  private static final List<String> BEGINS =
      List.of("", "data:image/png;base64,", "https://", "arn:aws:bedrock:", "s3://", "#/$defs/");

  @Test
  void aLongTextAnywhereInARequestIsTranslatedOrRefused() throws IOException {
    Random random = new Random(31);
    for (Path folder : Vector.folders()) {
      Pairs pair = Vector.read(folder).pair();
      ModelTraits traits =
          Families.of(FuzzTest.FAMILIES.get(random.nextInt(FuzzTest.FAMILIES.size())));
      for (String request : withLongTexts(folder.resolve("call.json"), random)) {
        byte[] body = FuzzTest.bytes(request);
        quick(folder.toString(), () -> FuzzTest.translates(pair, body, traits));
      }
    }
  }

  @Test
  void aLongTextAnywhereInAReplyIsTranslatedOrRefused() throws IOException {
    Random random = new Random(32);
    for (Path folder : Vector.folders()) {
      Vector vector = Vector.read(folder);
      for (Path file : vector.inputs("reply")) {
        Upstream.Reply reply = Upstream.Reply.of(Files.readString(file));
        for (String text : withLongTexts(reply.body().text(), random)) {
          Slice body = Slice.of(FuzzTest.bytes(text));
          quick(file.toString(), () -> answers(vector, reply, body));
        }
      }
    }
  }

  private static boolean answers(Vector vector, Upstream.Reply reply, Slice body) {
    try {
      Outbound outbound = vector.translate();
      Slice answer =
          reply.head().status() >= 300
              ? vector.pair().error(outbound.refusals().read(reply.head(), body), "r")
              : FuzzTest.answer(outbound, reply.head(), body);
      FuzzTest.assertJson(answer, "a reply");
      return true;
    } catch (Fault expected) {
      FuzzTest.assertJson(vector.pair().error(expected, "r"), "an error");
      return false;
    }
  }

  /** Asserts that a step takes no more than a moment of the thread's own time. */
  private static void quick(String what, Supplier<?> step) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    var _ = step.get();
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    assertTrue(nanos < MOST_NANOS, what + " took " + nanos / 1_000_000 + " ms");
  }

  private static List<String> withLongTexts(Path file, Random random) throws IOException {
    return withLongTexts(Files.readString(file), random);
  }

  /** The JSON with some of its texts replaced by a long one each, one at a time. */
  private static List<String> withLongTexts(String json, Random random) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (IOException noJson) {
      return List.of();
    }
    List<Runnable> places = new ArrayList<>();
    TextNode[] value = {TextNode.valueOf("")};
    collect(root, value, places);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < Math.min(PLACES_EACH, places.size()); i++) {
      String part = PARTS.get(random.nextInt(PARTS.size()));
      String begin = BEGINS.get(random.nextInt(BEGINS.size()));
      value[0] = TextNode.valueOf(begin + part.repeat(LONG / part.length()));
      JsonNode before = root.deepCopy();
      places.remove(random.nextInt(places.size())).run();
      all.add(JSON.writeValueAsString(root));
      root = before;
      places.clear();
      collect(root, value, places);
    }
    return all;
  }

  private static void collect(JsonNode node, TextNode[] value, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(entry -> {
            if (entry.getValue().isTextual()) {
              places.add(() -> object.set(entry.getKey(), value[0]));
            }
            collect(entry.getValue(), value, places);
          });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        if (array.get(i).isTextual()) {
          places.add(() -> array.set(at, value[0]));
        }
        collect(array.get(i), value, places);
      }
    }
  }
}

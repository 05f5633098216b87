package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.FrameReader;
import routec.runtime.frame.Framing;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.ReplyHead;

/**
 * Whatever comes from a client or a provider ends in an answer or a {@link Fault}, in time and
 * memory that grow no faster than what came. {@code -Dfuzz.rounds=N} asks for more.
 */
class FuzzTest {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 8_000);
  private static final List<String> NASTY =
      List.of(
          "1e400",
          "-0.0",
          "12345678901234567890",
          "\\ud800",
          "\\u0000",
          "\u0000",
          "\\",
          "\"",
          "null",
          "[]",
          "{}",
          "[[[[[[[[",
          "{\"type\":\"text\"}",
          "\"type\":\"image\",",
          "\"model\":\"m\",",
          "\"\"",
          "true",
          "\u00e9",
          ",",
          ":",
          "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"},");
  static final List<String> FAMILIES =
      List.of("nova", "claude-4-5", "claude-4-7", "mistral-vision", "gpt-oss", "titan", "unknown");

  @Test
  void noRequestGetsAnythingButATranslationOrAFault() throws IOException {
    List<Path> folders = Vector.folders();
    List<byte[]> bodies = new ArrayList<>();
    for (Path folder : folders) {
      bodies.add(Files.readAllBytes(folder.resolve("call.json")));
    }
    Random random = new Random(21);
    int translated = 0;
    for (int i = 0; i < ROUNDS; i++) {
      int seed = random.nextInt(bodies.size());
      Pairs pair = Vector.read(folders.get(seed)).pair();
      byte[] body = mutated(bodies.get(seed), bodies.get(random.nextInt(bodies.size())), random);
      ModelTraits traits = Families.of(FAMILIES.get(random.nextInt(FAMILIES.size())));
      translated += translates(pair, body, traits) ? 1 : 0;
    }
    assertTrue(translated > ROUNDS / 50, "some mutations stay requests: " + translated);
  }

  @Test
  void noReplyGetsAnythingButAnAnswerOrAFault() throws IOException {
    Random random = new Random(22);
    List<Path> files = new ArrayList<>();
    for (Path folder : Vector.folders()) {
      files.addAll(Vector.read(folder).inputs("reply"));
    }
    for (int i = 0; i < ROUNDS / 4; i++) {
      Path file = files.get(random.nextInt(files.size()));
      Vector vector = Vector.read(java.util.Objects.requireNonNull(file.getParent()));
      Upstream.Reply reply = Upstream.Reply.of(Files.readString(file));
      byte[] body = mutated(reply.body().bytes(), reply.body().bytes(), random);
      try {
        Outbound outbound = vector.translate();
        Slice answer =
            reply.head().status() >= 300
                ? vector.pair().error(outbound.refusals().read(reply.head(), Slice.of(body)), "r")
                : answer(outbound, reply.head(), Slice.of(body));
        assertJson(answer, new String(body, StandardCharsets.UTF_8));
      } catch (Fault expected) {
        assertJson(vector.pair().error(expected, "r"), "an error");
      }
    }
  }

  /** The same reply to each of the requests that the call makes. */
  static Slice answer(Outbound outbound, ReplyHead head, Slice body) {
    return switch (outbound.answer()) {
      case Answer.Whole whole -> whole.complete(head, body).body();
      case Answer.Joined joined ->
          joined
              .complete(
                  outbound.bodies().stream()
                      .map(_ -> new Answer.Part(VectorsTest.NO_REQUEST, head, body))
                      .toList())
              .body();
      case Answer.Stream _ -> throw new IllegalStateException("the call wants a stream");
    };
  }

  @Test
  void noStreamGetsAnythingButEventsOrAFault() throws IOException {
    Random random = new Random(23);
    List<Path> files = new ArrayList<>();
    for (Path folder : Vector.folders()) {
      Vector vector = Vector.read(folder);
      if (!vector.pair().sendsEvents()) {
        files.addAll(vector.inputs("stream"));
      }
    }
    for (int i = 0; i < ROUNDS / 4; i++) {
      Path file = files.get(random.nextInt(files.size()));
      Vector vector = Vector.read(java.util.Objects.requireNonNull(file.getParent()));
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      int line = random.nextInt(lines.size());
      String text = lines.get(line);
      int space = text.indexOf(' ') + 1;
      byte[] payload = text.substring(space).getBytes(StandardCharsets.UTF_8);
      switch (random.nextInt(4)) {
        case 0 -> lines.add(line, text);
        case 1 -> lines.remove(line);
        case 2 -> lines.add(random.nextInt(lines.size()), lines.remove(line));
        default ->
            lines.set(
                line,
                text.substring(0, space)
                    + new String(mutated(payload, payload, random), StandardCharsets.UTF_8)
                        .replace('\n', ' '));
      }
      byte[] bytes;
      try {
        bytes = Upstream.Stream.ofFrames(lines).bytes();
      } catch (RuntimeException noFrame) {
        continue; // the line is none that the vectors' spelling can say
      }
      Answer.Stream answer = (Answer.Stream) vector.translate().answer();
      StreamRun run =
          StreamRun.of(
              vector.pair(), answer, new StreamRun.Pieces(bytes, bytes.length, bytes.length));
      assertTrue(!run.failed() || !run.text().contains("[DONE]"), run.text());
    }
  }

  @Test
  void noFrameMakesTheReaderKeepMoreThanItsLimit() throws IOException {
    Random random = new Random(24);
    byte[] good =
        Upstream.Stream.ofFrames(List.of("contentBlockDelta {\"delta\":{\"text\":\"Hello\"}}"))
            .bytes();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = good.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      FrameReader reader = Framing.EVENT_STREAM.reader(new ByteArrayInputStream(bytes));
      try {
        for (java.util.Optional<Frame> next = reader.next(); next.isPresent(); ) {
          next = reader.next();
        }
      } catch (Fault expected) {
        // a damaged frame
      }
    }
  }

  static boolean translates(Pairs pair, byte[] body, ModelTraits traits) {
    String text = new String(body, StandardCharsets.UTF_8);
    try {
      assertJson(translate(pair, body, traits).body(), text);
      return true;
    } catch (Fault expected) {
      assertJson(pair.error(expected, "r"), text);
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(pair + " " + text.substring(0, Math.min(3_000, text.length())), e);
    }
  }

  static Outbound translate(Pairs pair, byte[] body, ModelTraits traits) {
    return pair.translate(Vector.call(pair, Slice.of(body), Headers.NONE), traits, "m");
  }

  /** Fails where a text is no JSON, or JSON with a name twice at its top. */
  static void assertJson(Slice json, String from) {
    try {
      JsonReader reader = JsonReader.ofProvider(json);
      reader.skip();
      reader.end();
    } catch (Fault fault) {
      assertEquals("JSON", json.text(), from);
    }
  }

  private static byte[] mutated(byte[] from, byte[] other, Random random) {
    byte[] bytes = from;
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(bytes.length + 1);
      int end = Math.min(bytes.length, at + random.nextInt(40));
      switch (random.nextInt(6)) {
        case 0 -> bytes = joined(bytes, at, new byte[] {(byte) random.nextInt()}, at);
        case 1 -> bytes = joined(bytes, at, new byte[0], end);
        case 2 -> bytes = joined(bytes, at, Arrays.copyOfRange(bytes, at, end), at);
        case 3 -> {
          int start = random.nextInt(other.length + 1);
          int stop = Math.min(other.length, start + random.nextInt(80));
          bytes = joined(bytes, at, Arrays.copyOfRange(other, start, stop), end);
        }
        case 4 -> bytes = joined(bytes, at, bytes(NASTY.get(random.nextInt(NASTY.size()))), at);
        default -> bytes = token(bytes, at, random);
      }
    }
    return bytes;
  }

  /** Puts a nasty value in the place of a whole one, so that the text stays JSON more often. */
  private static byte[] token(byte[] bytes, int at, Random random) {
    int colon = at;
    while (colon < bytes.length && bytes[colon] != ':') {
      colon++;
    }
    int end = colon + 1;
    while (end < bytes.length && ",}]\n".indexOf(bytes[end]) < 0) {
      end++;
    }
    return colon + 1 >= bytes.length
        ? bytes
        : joined(bytes, colon + 1, bytes(NASTY.get(random.nextInt(NASTY.size()))), end);
  }

  private static byte[] joined(byte[] bytes, int at, byte[] middle, int from) {
    ByteWriter out = new ByteWriter(bytes.length + middle.length);
    out.put(bytes, 0, at).put(middle).put(bytes, from, bytes.length);
    return out.bytes();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;
import routec.runtime.translate.Upstream.Reply;

/** Each folder of vectors, byte for byte; {@code -Dgolden=update} rewrites the goldens. */
class VectorsTest {
  private static final boolean UPDATE = "update".equals(System.getProperty("golden"));

  /** What a translator of replies never looks at. */
  static final UpstreamRequest NO_REQUEST =
      new UpstreamRequest(Target.plain("localhost", 80), "/", List.of(), Slice.EMPTY);

  @TestFactory
  Stream<DynamicTest> translationsAreAsTheGoldensSay() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : Vector.folders()) {
      tests.add(DynamicTest.dynamicTest(Vector.name(folder), () -> check(Vector.read(folder))));
    }
    return tests.stream();
  }

  private static void check(Vector vector) throws IOException {
    golden(vector.folder().resolve("request.txt"), request(vector));
    for (Path reply : vector.inputs("reply")) {
      golden(vector.golden(reply, "reply", "answer"), answer(vector, Files.readString(reply)));
    }
    for (Path stream : vector.inputs("stream")) {
      stream(vector, stream);
    }
  }

  private static void golden(Path file, String text) throws IOException {
    if (UPDATE) {
      Files.writeString(file, text);
    }
    if (!Files.exists(file)) {
      fail(file + " is missing: run with -Dgolden=update and read what it says");
    }
    assertEquals(Files.readString(file), text, file.getFileName().toString());
  }

  private static String request(Vector vector) {
    StringBuilder text = new StringBuilder();
    try {
      Outbound outbound = vector.translate();
      outbound
          .headers()
          .forEach(header ->
              text.append(header.name()).append(": ").append(header.value()).append('\n'));
      if (!outbound.dropped().isEmpty()) {
        text.append("x-routec-dropped: ")
            .append(String.join(", ", outbound.dropped()))
            .append('\n');
      }
      text.append('\n');
      outbound.bodies().forEach(body -> text.append(body.text()).append('\n'));
      return text.toString();
    } catch (Fault fault) {
      return fault(vector, fault);
    }
  }

  private static String answer(Vector vector, String text) {
    Reply reply = Reply.of(text);
    Outbound outbound = vector.translate();
    try {
      if (outbound.answer() instanceof Answer.Joined joined && reply.head().status() < 300) {
        Answered answered = joined.complete(parts(text));
        return answered.usage() + "\n\n" + answered.body().text() + "\n";
      }
      if (reply.head().status() >= 300) {
        return fault(vector, outbound.refusals().read(reply.head(), reply.body()));
      }
      return switch (outbound.answer()) {
        case Answer.Whole whole -> {
          Answered answered = whole.complete(reply.head(), reply.body());
          yield answered.usage() + "\n\n" + StreamRun.mask(answered.body().text()) + "\n";
        }
        case Answer.Stream _, Answer.Joined _ ->
            throw new IllegalStateException("the call wants no answer in one piece");
      };
    } catch (Fault fault) {
      return fault(vector, fault);
    }
  }

  /** The replies to several requests, with a line {@code ---} between them. */
  private static List<Answer.Part> parts(String text) {
    return Stream.of(text.split("\n---\n"))
        .map(Reply::of)
        .map(reply -> new Answer.Part(NO_REQUEST, reply.head(), reply.body()))
        .toList();
  }

  private static String fault(Vector vector, Fault fault) {
    Slice body = vector.pair().error(fault, "req_1");
    return "fault " + fault.status() + "\n" + body.text() + "\n";
  }

  private static void stream(Vector vector, Path file) throws IOException {
    Upstream.Stream stream =
        vector.pair().sendsEvents()
            ? Upstream.Stream.ofEvents(Files.readString(file))
            : Upstream.Stream.ofFrames(Files.readAllLines(file));
    byte[] bytes = stream.bytes();
    StreamRun whole = run(vector, bytes, bytes.length, bytes.length);
    golden(vector.golden(file, "stream", "events"), whole.text());
    if (!whole.text().startsWith("fault ")) {
      StreamContract.check(vector.pair(), whole);
    }
    for (int cut = 1; cut < bytes.length; cut++) {
      assertEquals(whole, run(vector, bytes, cut, bytes.length), "cut in two at byte " + cut);
    }
    int finished = stream.finished() < 0 ? bytes.length : stream.finished();
    for (int end = 0; end < finished; end++) {
      StreamRun cut = run(vector, bytes, end, end);
      assertTrue(cut.failed(), "cut off at byte " + end);
      assertTrue(!cut.text().contains("[DONE]"), "cut off at byte " + end);
    }
  }

  private static StreamRun run(Vector vector, byte[] bytes, int cut, int end) {
    return switch (vector.translate().answer()) {
      case Answer.Stream answer ->
          StreamRun.of(vector.pair(), answer, new StreamRun.Pieces(bytes, cut, end));
      case Answer.Whole _, Answer.Joined _ ->
          throw new IllegalStateException("the call wants no stream");
    };
  }
}

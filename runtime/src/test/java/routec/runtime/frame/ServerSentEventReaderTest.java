package routec.runtime.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerSentEventReaderTest {
  @Test
  void namesDataAndCommentsAreReadAsTheStandardSays() throws IOException {
    assertEquals(
        List.of("message_start|{\"a\":1}", "|one\ntwo", "| x", "|[DONE]"),
        read(
            ": hello\n\nevent: message_start\ndata: {\"a\":1}\nid: 7\n\n"
                + "data: one\ndata:two\n\ndata:  x\n\nevent: none\n\ndata: [DONE]\n\n"));
  }

  @Test
  void everyKindOfLineEndIsOne() throws IOException {
    assertEquals(
        List.of("|a", "|b", "|c\nd"), read("data: a\r\n\r\ndata: b\n\ndata: c\rdata: d\r\r"));
  }

  @Test
  void anEventWithoutItsEmptyLineIsDropped() throws IOException {
    assertEquals(List.of("|a"), read("data: a\n\ndata: b\n"));
  }

  private static List<String> read(String text) throws IOException {
    FrameReader reader =
        Framing.SERVER_SENT_EVENTS.reader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    List<String> events = new ArrayList<>();
    for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
      events.add(next.get().type() + "|" + next.get().payload().text());
    }
    return events;
  }
}

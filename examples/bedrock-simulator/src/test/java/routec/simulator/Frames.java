package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.eventstream.Message;
import software.amazon.awssdk.eventstream.MessageDecoder;

/** Decodes streams with the AWS SDK's decoder, which checks both checksums. */
final class Frames {
  /** One decoded message. */
  record Frame(String messageType, String type, JsonNode payload) {
    /** The Claude event inside a chunk. */
    JsonNode inner() {
      return Json.read(Base64.getDecoder().decode(payload.path("bytes").asText()));
    }
  }

  private Frames() {}

  static List<Frame> decode(byte[] stream) {
    MessageDecoder decoder = new MessageDecoder();
    decoder.feed(stream);
    List<Frame> frames = new ArrayList<>();
    for (Message message : decoder.getDecodedMessages()) {
      String messageType = header(message, ":message-type");
      String type =
          switch (messageType) {
            case "event" -> header(message, ":event-type");
            case "exception" -> header(message, ":exception-type");
            default -> header(message, ":error-code");
          };
      JsonNode payload =
          message.getPayload().length == 0 ? Json.object() : Json.read(message.getPayload());
      frames.add(new Frame(messageType, type, payload));
    }
    return frames;
  }

  static List<String> types(List<Frame> frames) {
    return frames.stream().map(Frame::type).toList();
  }

  private static String header(Message message, String name) {
    return Objects.requireNonNull(message.getHeaders().get(name), name).getString();
  }
}

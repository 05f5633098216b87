package routec.compiler.rehearse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.UpstreamReply;

/**
 * A provider's reply that was written down.
 *
 * <p>A file holds an object with {@code status} (200), {@code headers}, and one of {@code response}
 * (JSON), {@code body} (text), {@code events} (a list of event-stream events) or {@code frames}
 * (the stream's bytes in base64). Any other JSON, and any other text, is the body of a 200.
 */
public final class RecordedReply {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final List<String> CONTENTS = List.of("response", "body", "events", "frames");

  private final ReplyHead head;
  private final byte[] content;

  private RecordedReply(ReplyHead head, byte[] content) {
    this.head = head;
    this.content = content;
  }

  /**
   * @throws RehearsalRefused if the file can't be a reply
   */
  public static RecordedReply read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    JsonNode tree;
    try {
      tree = JSON.readTree(bytes);
    } catch (JsonProcessingException _) {
      return new RecordedReply(new ReplyHead(200, Headers.NONE), bytes);
    }
    if (!tree.isObject() || CONTENTS.stream().noneMatch(tree::has) || isReply(tree)) {
      return new RecordedReply(new ReplyHead(200, Headers.NONE), bytes);
    }
    int status = tree.path("status").asInt(200);
    if (status < 100 || status > 599) {
      throw new RehearsalRefused(file + ": `status` must be an HTTP status.");
    }
    try {
      return new RecordedReply(new ReplyHead(status, headers(tree)), content(tree));
    } catch (IllegalArgumentException _) {
      throw new RehearsalRefused(file + ": `frames` must be base64.");
    }
  }

  /** Providers' own replies that happen to have a member of such a name. */
  private static boolean isReply(JsonNode tree) {
    return !tree.has("status") && (tree.has("output") || tree.has("id") || tree.has("model"));
  }

  private static Headers headers(JsonNode tree) {
    List<Header> headers = new ArrayList<>();
    tree.path("headers")
        .properties()
        .forEach(header ->
            headers.add(
                new Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText())));
    return Headers.of(headers);
  }

  private static byte[] content(JsonNode tree) throws IOException {
    if (tree.has("frames")) {
      return Base64.getDecoder().decode(tree.path("frames").asText());
    }
    if (tree.has("events")) {
      EventFrames frames = new EventFrames(JSON);
      for (JsonNode event : tree.path("events")) {
        frames.add(event);
      }
      return frames.bytes();
    }
    JsonNode body = tree.has("response") ? tree.path("response") : tree.path("body");
    return body.isTextual()
        ? body.asText().getBytes(StandardCharsets.UTF_8)
        : JSON.writeValueAsBytes(body);
  }

  /** The reply as it would come over the wire. */
  UpstreamReply open() {
    InputStream body = new ByteArrayInputStream(content);
    return new UpstreamReply() {
      @Override
      public ReplyHead head() {
        return head;
      }

      @Override
      public InputStream body() {
        return body;
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }
}

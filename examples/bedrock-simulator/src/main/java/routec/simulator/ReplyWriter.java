package routec.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes one reply to a connection and breaks it where a fault says so. */
final class ReplyWriter {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** How an exchange ended. */
  enum End {
    KEEP_ALIVE,
    CLOSED,
    CLIENT_LEFT
  }

  private final Connection connection;
  private final Clock clock;
  private final String requestId;

  ReplyWriter(Connection connection, Clock clock, String requestId) {
    this.connection = connection;
    this.clock = clock;
    this.requestId = requestId;
  }

  End write(Reply reply, Fault fault) throws IOException {
    if (fault.has("slow") && connection.leftWithin(fault.time("slow"))) {
      return End.CLIENT_LEFT;
    }
    if (fault.has("hang")) {
      return silence();
    }
    if (fault.has("reset") && !fault.has("after")) {
      connection.reset();
      return End.CLOSED;
    }
    if (fault.has("close")) {
      return End.CLOSED;
    }
    Optional<Fault.Replay> replay = fault.replay();
    if (replay.isPresent()) {
      return replay(replay.get());
    }
    return switch (reply) {
      case Reply.Whole whole -> whole(whole, fault);
      case Reply.Frames frames -> frames(frames, fault);
    };
  }

  private End whole(Reply.Whole reply, Fault fault) throws IOException {
    byte[] head =
        head(reply.status(), reply.headers(), List.of("Content-Length: " + reply.body().length));
    if (!fault.has("cut") && !fault.has("stall") && !fault.has("reset")) {
      send(join(head, reply.body()), fault);
      return End.KEEP_ALIVE;
    }
    byte[] half = Arrays.copyOf(reply.body(), reply.body().length / 2);
    send(join(head, half), fault);
    return fault.has("stall") ? silence() : broken(fault);
  }

  private End frames(Reply.Frames reply, Fault fault) throws IOException {
    send(head(200, reply.headers(), List.of("Transfer-Encoding: chunked")), fault);
    int at = faultAt(reply, fault);
    Duration pace = fault.time("pace");
    for (int i = 0; i < reply.frames().size(); i++) {
      if (!pace.isZero() && i > 0 && connection.leftWithin(pace)) {
        return End.CLIENT_LEFT;
      }
      EventFrame frame = reply.frames().get(i);
      if (i == at) {
        if (fault.has("badcrc")) {
          frame = frame.corrupted();
        } else {
          return fail(frame, fault);
        }
      }
      send(chunk(frame.bytes()), fault);
    }
    if (at == reply.frames().size()) {
      return fail(new EventFrame(new byte[16]), fault);
    }
    send(LAST_CHUNK, fault);
    return End.KEEP_ALIVE;
  }

  /** Number of the frame at which a fault strikes, or -1. */
  private static int faultAt(Reply.Frames reply, Fault fault) {
    boolean strikes =
        fault.has("cut")
            || fault.has("stall")
            || fault.has("reset")
            || fault.has("badcrc")
            || fault.has("exception")
            || fault.has("error-frame");
    int last = fault.has("badcrc") ? reply.frames().size() - 1 : reply.frames().size();
    return strikes ? Math.min(fault.number("after", 0), last) : -1;
  }

  private End fail(EventFrame next, Fault fault) throws IOException {
    if (fault.has("stall")) {
      return silence();
    }
    if (fault.has("exception")) {
      String name = fault.text("exception", "internalServerException");
      send(chunk(EventFrame.exception(name, AwsError.ofName(name).body()).bytes()), fault);
      send(LAST_CHUNK, fault);
      return End.KEEP_ALIVE;
    }
    if (fault.has("error-frame")) {
      String code = fault.text("error-frame", "InternalError");
      send(chunk(EventFrame.error(code, "The simulator was asked to fail.").bytes()), fault);
      send(LAST_CHUNK, fault);
      return End.KEEP_ALIVE;
    }
    if (fault.has("cut")) {
      byte[] chunk = chunk(next.bytes());
      send(Arrays.copyOf(chunk, chunk.length / 2), fault);
    }
    return broken(fault);
  }

  private End broken(Fault fault) throws IOException {
    if (fault.has("reset")) {
      connection.reset();
    } else {
      connection.cut();
    }
    return End.CLOSED;
  }

  private End silence() throws IOException {
    return connection.leftWithin(LONG) ? End.CLIENT_LEFT : End.CLOSED;
  }

  private End replay(Fault.Replay replay) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(replay.headers());
    headers.keySet().removeAll(List.of("Connection", "Transfer-Encoding", "Content-Length"));
    byte[] head =
        head(replay.status(), headers, List.of("Content-Length: " + replay.body().length));
    send(join(head, replay.body()), Fault.NONE);
    return End.KEEP_ALIVE;
  }

  private byte[] head(int status, Map<String, String> headers, List<String> framing) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
    if (headers.keySet().stream().noneMatch("date"::equalsIgnoreCase)) {
      head.append("Date: ").append(HTTP_DATE.format(clock.instant())).append("\r\n");
    }
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    framing.forEach(line -> head.append(line).append("\r\n"));
    if (headers.keySet().stream().noneMatch("x-amzn-requestid"::equalsIgnoreCase)) {
      head.append("x-amzn-RequestId: ").append(requestId).append("\r\n");
    }
    head.append("Connection: keep-alive\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void send(byte[] bytes, Fault fault) throws IOException {
    int step = Math.max(1, fault.number("split", bytes.length));
    for (int from = 0; from < bytes.length; from += step) {
      connection.out().write(bytes, from, Math.min(step, bytes.length - from));
      connection.out().flush();
    }
  }

  private static byte[] chunk(byte[] bytes) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 12);
    chunk.writeBytes(
        (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    chunk.writeBytes(bytes);
    chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    return chunk.toByteArray();
  }

  private static byte[] join(byte[] head, byte[] body) {
    byte[] both = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, both, head.length, body.length);
    return both;
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      default -> "Status";
    };
  }
}

package routec.runtime.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

/** What a provider can do wrong, each as it happens on a connection. */
@SuppressWarnings("ImmutableEnumChecker") // behaviours without state
enum BadProvider {
  CLOSES_AT_ONCE(502) {
    @Override
    void serve(Peer peer, Socket socket, boolean stream) {
      // the connection closes when this returns
    }
  },
  CLOSES_WITHOUT_A_REPLY(502, (_, _, _) -> {}),
  RESETS_BEFORE_ITS_HEAD(502, (_, socket, _) -> socket.setSoLinger(true, 0)),
  CUTS_ITS_HEAD(502, (_, socket, _) -> Peer.send(socket, "HTTP/1.1 200 OK\r\ncontent-le")),
  RESETS_IN_ITS_HEAD(
      502,
      (_, socket, _) -> {
        Peer.send(socket, "HTTP/1.1 200 OK\r\ncontent-le");
        socket.setSoLinger(true, 0);
      }),
  CUTS_AFTER_ITS_HEAD(502, (_, socket, stream) -> Peer.send(socket, head(stream, 100))),
  RESETS_AFTER_ITS_HEAD(
      502,
      (_, socket, stream) -> {
        Peer.send(socket, head(stream, 100));
        socket.setSoLinger(true, 0);
      }),
  CUTS_ITS_BODY(
      502,
      (_, socket, stream) -> {
        byte[] body = body(stream);
        Peer.send(socket, head(stream, body.length));
        socket.getOutputStream().write(body, 0, 30);
      }),
  CUTS_A_BODY_WITHOUT_LENGTH(
      502,
      (_, socket, stream) -> {
        Peer.send(socket, "HTTP/1.1 200 OK\r\n\r\n");
        socket.getOutputStream().write(body(stream), 0, 30);
      }),
  NEVER_READS(504) {
    @Override
    void serve(Peer peer, Socket socket, boolean stream) throws Exception {
      Thread.sleep(STALL_MILLIS);
    }
  },
  NEVER_ANSWERS(504, (peer, socket, _) -> peer.awaitEnd(socket)),
  STALLS_IN_ITS_HEAD(
      504,
      (peer, socket, _) -> {
        Peer.send(socket, "HTTP/1.1 200 OK\r\nserver: ");
        peer.awaitEnd(socket);
      }),
  STALLS_AFTER_ITS_HEAD(
      504,
      (peer, socket, stream) -> {
        Peer.send(socket, head(stream, 100));
        peer.awaitEnd(socket);
      }),
  STALLS_IN_ITS_BODY(
      504,
      (peer, socket, stream) -> {
        byte[] body = body(stream);
        Peer.send(socket, head(stream, body.length));
        socket.getOutputStream().write(body, 0, 30);
        peer.awaitEnd(socket);
      }),
  DRIPS_ITS_HEAD_FOR_EVER(
      504,
      (_, socket, _) -> {
        Peer.send(socket, "HTTP/1.1 200 OK\r\nserver: ");
        while (true) {
          Peer.send(socket, "x");
          Thread.sleep(20);
        }
      }),
  CLOSES_HALF(
      502,
      (peer, socket, _) -> {
        socket.shutdownOutput();
        peer.awaitEnd(socket);
      }),
  SPEAKS_ANOTHER_PROTOCOL(502, (_, socket, _) -> Peer.send(socket, "SSH-2.0-OpenSSH_9.9\r\n\r\n")),
  SWITCHES_PROTOCOLS(
      502,
      (peer, socket, _) -> {
        Peer.send(socket, "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n");
        peer.awaitEnd(socket);
      }),
  SENDS_ENDLESS_HEADERS(
      502,
      (_, socket, _) ->
          Peer.send(socket, "HTTP/1.1 200 OK\r\n" + "x-y: zzzzzzzzzzzzzzzz\r\n".repeat(10_000))),
  SENDS_TWO_LENGTHS(
      502,
      (_, socket, _) ->
          Peer.send(
              socket, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{} ")),
  SENDS_A_LENGTH_AND_CHUNKS(
      502,
      (_, socket, _) ->
          Peer.send(
              socket,
              "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")),
  SENDS_A_BAD_CHUNK(
      502,
      (_, socket, _) ->
          Peer.send(
              socket, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhelloworld\r\n")),
  SENDS_NO_CONTENT(502, (_, socket, _) -> Peer.send(socket, "HTTP/1.1 204 No Content\r\n\r\n")),
  REDIRECTS(
      502,
      (_, socket, _) ->
          Peer.send(
              socket,
              "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n")),
  ANSWERS_NOTHING(502, (_, socket, _) -> text(socket, "{}")),
  ANSWERS_NULL(502, (_, socket, _) -> text(socket, "null")),
  ANSWERS_A_MESSAGE_ALONE(
      502,
      (_, socket, _) -> text(socket, "{\"role\":\"assistant\",\"content\":[{\"text\":\"hi\"}]}")),
  ANSWERS_HTML(502, (_, socket, _) -> text(socket, "<html>It works!</html>")),
  THROTTLES(429, (_, socket, _) -> refuse(socket, 429, "ThrottlingException")),
  LOADS_ITS_MODEL(429, (_, socket, _) -> refuse(socket, 429, "ModelNotReadyException")),
  IS_NOT_AVAILABLE(503, (_, socket, _) -> refuse(socket, 503, "ServiceUnavailableException")),
  FAILS_INSIDE(500, (_, socket, _) -> refuse(socket, 500, "InternalServerException")),
  SAYS_CONTINUE_FIRST(
      200,
      (_, socket, stream) -> {
        Peer.send(socket, "HTTP/1.1 100 Continue\r\n\r\n");
        good(socket, stream);
      }),
  DRIPS_SLOWLY(
      200,
      (_, socket, stream) -> {
        byte[] body = body(stream);
        Peer.send(socket, head(stream, body.length));
        for (int i = 0; i < body.length; i += 16) {
          socket.getOutputStream().write(body, i, Math.min(16, body.length - i));
          Thread.sleep(2);
        }
      }),
  DOES_WELL(200) {
    @Override
    void serve(Peer peer, Socket socket, boolean stream) throws IOException {
      while (peer.request(socket)) {
        good(socket, stream);
      }
    }
  };

  static final long STALL_MILLIS = 1_500;
  private static final String OUTPUT =
      "{\"metrics\":{\"latencyMs\":1},\"output\":{\"message\":{\"role\":\"assistant\",\"content\":"
          + "[{\"text\":\"hello\"}]}},\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":3,"
          + "\"outputTokens\":4,\"totalTokens\":7}}";

  private final int status;
  private final Behaviour behaviour;

  /** It does nothing, or what a constant overrides. */
  BadProvider(int status) {
    this(status, (_, _, _) -> {});
  }

  /**
   * @param behaviour what it does once it has read the request
   */
  BadProvider(int status, Behaviour behaviour) {
    this.status = status;
    this.behaviour = behaviour;
  }

  /** What a provider does on a connection. */
  @FunctionalInterface
  interface Behaviour {
    void serve(Peer peer, Socket socket, boolean stream) throws Exception;
  }

  /** The status that a client gets where nobody else can answer. */
  int status() {
    return status;
  }

  void serve(Peer peer, Socket socket, boolean stream) throws Exception {
    peer.request(socket);
    behaviour.serve(peer, socket, stream);
  }

  static void good(Socket socket, boolean stream) throws IOException {
    answer(socket, stream, body(stream));
  }

  /** Answers well, with this text. */
  static void good(Socket socket, boolean stream, String text) throws IOException {
    answer(
        socket,
        stream,
        stream
            ? frames(true, "", text)
            : OUTPUT.replace("hello", text).getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(Socket socket, boolean stream, byte[] body) throws IOException {
    Peer.send(socket, head(stream, body.length));
    socket.getOutputStream().write(body);
  }

  static byte[] body(boolean stream) {
    return stream ? frames(true, "") : OUTPUT.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A stream that has begun.
   *
   * @param whole whether it ends as it should
   * @param exception what it ends with instead; empty for nothing
   */
  static byte[] frames(boolean whole, String exception) {
    return frames(whole, exception, "hello");
  }

  private static byte[] frames(boolean whole, String exception, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frame(out, "messageStart", "{\"role\":\"assistant\"}");
    frame(
        out,
        "contentBlockDelta",
        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"}}");
    if (whole) {
      frame(out, "contentBlockStop", "{\"contentBlockIndex\":0}");
      frame(out, "messageStop", "{\"stopReason\":\"end_turn\"}");
      frame(
          out,
          "metadata",
          "{\"metrics\":{\"latencyMs\":1},\"usage\":{\"inputTokens\":3,\"outputTokens\":4,"
              + "\"totalTokens\":7}}");
    }
    if (!exception.isEmpty()) {
      frame(out, "!" + exception, "{\"message\":\"no more\"}");
    }
    return out.toByteArray();
  }

  static void frame(ByteArrayOutputStream out, String type, String payload) {
    boolean exception = type.startsWith("!");
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(
        exception ? ":exception-type" : ":event-type",
        HeaderValue.fromString(exception ? type.substring(1) : type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    headers.put(":message-type", HeaderValue.fromString(exception ? "exception" : "event"));
    new Message(headers, payload.getBytes(StandardCharsets.UTF_8)).encode(out);
  }

  static String head(boolean stream, int length) {
    return "HTTP/1.1 200 OK\r\ncontent-type: "
        + (stream ? "application/vnd.amazon.eventstream" : "application/json")
        + "\r\ncontent-length: "
        + length
        + "\r\n\r\n";
  }

  private static void text(Socket socket, String body) throws IOException {
    Peer.send(
        socket,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static void refuse(Socket socket, int status, String type) throws IOException {
    Peer.send(
        socket,
        "HTTP/1.1 "
            + status
            + " No\r\nx-amzn-errortype: "
            + type
            + "\r\ncontent-type: application/json\r\ncontent-length: 16\r\n\r\n{\"message\":\"no\"}");
  }
}

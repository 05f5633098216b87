package routec.runtime.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider on loopback that speaks OpenAI's dialect, or Converse's to whom does, and does what
 * the request's text says: {@code hold} never answers, {@code stream} sends an event and then is
 * silent, {@code flood} sends events without end, {@code big} answers 8 MB.
 */
final class Provider implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** The bodies that arrived whole. */
  final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  /** One entry for every connection that the gateway closed. */
  final BlockingQueue<String> left = new LinkedBlockingQueue<>();

  final AtomicInteger connections = new AtomicInteger();

  Provider() throws IOException {
    server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (true) {
            try {
              Socket socket = server.accept();
              sockets.add(socket);
              connections.incrementAndGet();
              Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  int port() {
    return server.getLocalPort();
  }

  /** Waits until the gateway has given up a connection. */
  boolean wasLeft(long millis) throws InterruptedException {
    return left.poll(millis, TimeUnit.MILLISECONDS) != null;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      String body = request(in);
      while (!body.isEmpty()) {
        requests.add(body);
        if (body.contains("\"hold\"")) {
          in.read(); // returns when the gateway gives up
          break;
        }
        boolean flood = body.contains("\"flood\"");
        if (flood || body.contains("\"stream\"")) {
          String event =
              "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":"
                  + "[{\"index\":0,\"delta\":{\"content\":\"Hello\"},\"finish_reason\":null}]}\n\n";
          send(
              out,
              "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                  + "transfer-encoding: chunked\r\n\r\n");
          String chunk = Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
          send(out, chunk);
          while (flood) {
            send(out, chunk);
          }
          in.read();
          break;
        }
        String text = body.contains("\"big\"") ? "x".repeat(8 << 20) : "Hello";
        String reply =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                + text
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,"
                + "\"completion_tokens\":2,\"total_tokens\":5}}";
        if (body.contains("\"content\":[{\"text\":")) {
          reply =
              "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hello\"}]}},"
                  + "\"stopReason\":\"end_turn\"}";
        }
        send(
            out,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: p-1\r\n"
                + "content-length: "
                + reply.length()
                + "\r\n\r\n"
                + reply);
        body = request(in);
      }
    } catch (IOException e) {
      // the gateway has gone
    } finally {
      left.add("left");
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** The body of the next request; empty at the connection's end. */
  private static String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    int length = 0;
    for (String line : head.toString().split("\r\n", -1)) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}

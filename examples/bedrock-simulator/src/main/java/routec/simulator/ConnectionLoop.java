package routec.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Takes one request after the other from a connection. */
final class ConnectionLoop {
  /** Bedrock's limit for a body, and a little for what surrounds it. */
  private static final int BODY_LIMIT = 25_000_000;

  /** Answers a request; false ends the connection. */
  interface Exchange {
    boolean run(HttpRequest request, Connection connection, int number) throws IOException;
  }

  private final Connection connection;
  private final int number;
  private final Exchange exchange;

  ConnectionLoop(Connection connection, int number, Exchange exchange) {
    this.connection = connection;
    this.number = number;
    this.exchange = exchange;
  }

  void run() throws IOException {
    RequestReader reader = new RequestReader(connection.in(), connection.out(), BODY_LIMIT);
    try {
      Optional<HttpRequest> request = reader.read();
      while (request.isPresent() && exchange.run(request.get(), connection, number)) {
        request = reader.read();
      }
    } catch (MalformedRequest e) {
      String reply =
          "HTTP/1.1 %d Malformed\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
              .formatted(e.status(), String.valueOf(e.getMessage()).length(), e.getMessage());
      connection.out().write(reply.getBytes(StandardCharsets.ISO_8859_1));
      connection.out().flush();
    }
  }
}

package routec.bench.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What streams cost while they are open and silent: {@code make bench WORKLOAD="silent streams"}.
 *
 * <p>Each is a client's connection to Envoy, one from there to the runtime, and one of TLS to the
 * provider, which has sent two events and then nothing.
 */
public final class SilentStreams {
  /** What this workload is called. */
  public static final String TITLE = "silent streams";

  private static final int STREAMS = 1_000;

  /** Opened at once; each costs a TLS handshake with the provider. */
  private static final int GROUP = 10;

  private static final int WARM_CLIENTS = 8;
  private static final long WARM_MILLIS = 20_000;
  private static final long SETTLE_MILLIS = 5_000;
  private static final long MOST_KIB = 150 << 10;

  private static final String BODY =
      "{\"model\":\"us.amazon.nova-micro-v1:0\",\"stream\":true,\"messages\":[{\"role\":\"user\","
          + "\"content\":\"[sim:events=9 stall after=2]\"}]}";
  private static final byte[] REQUEST =
      ("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
              + "content-length: "
              + BODY.length()
              + "\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.US_ASCII);

  private SilentStreams() {}

  /**
   * Measures a gateway of its own and prints a table.
   *
   * @throws IllegalStateException if they cost more than 150 MB
   */
  public static void run() throws Exception {
    Path folder = Files.createTempDirectory("routec-silent");
    List<Socket> clients = new ArrayList<>();
    try (TwoRegions gateway = new TwoRegions(folder)) {
      try (Traffic traffic = new Traffic(gateway.port())) {
        traffic.capacity(WARM_CLIENTS, WARM_MILLIS);
      }
      Thread.sleep(SETTLE_MILLIS);
      Vitals[] idle = {Vitals.of(gateway.runtime()), Vitals.of(gateway.envoy())};
      while (clients.size() < STREAMS) {
        open(gateway.port(), clients);
      }
      Thread.sleep(SETTLE_MILLIS);
      Vitals[] open = {Vitals.of(gateway.runtime()), Vitals.of(gateway.envoy())};
      report(idle, open);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static void open(int port, List<Socket> clients) throws IOException {
    List<Socket> group = new ArrayList<>();
    for (int i = 0; i < GROUP; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      clients.add(socket);
      group.add(socket);
      socket.getOutputStream().write(REQUEST);
    }
    for (Socket socket : group) {
      byte[] begin = socket.getInputStream().readNBytes(15);
      if (!new String(begin, StandardCharsets.US_ASCII).equals("HTTP/1.1 200 OK")) {
        throw new IOException("a stream was refused");
      }
    }
  }

  private static void report(Vitals[] idle, Vitals[] open) {
    System.out.printf(
        "%n%,d open, silent streams, TLS upstream%n%n| process | RSS idle, MB | RSS with them, MB |"
            + " KB a stream |%n|---|---|---|---|%n",
        STREAMS);
    String[] names = {"runtime", "Envoy"};
    for (int i = 0; i < names.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %.1f |%n",
          names[i],
          idle[i].rss() / 1024,
          open[i].rss() / 1024,
          (double) (open[i].rss() - idle[i].rss()) / STREAMS);
    }
    long cost = open[0].rss() + open[1].rss() - idle[0].rss() - idle[1].rss();
    System.out.printf("%nTogether %d MB above idle%n", cost / 1024);
    if (cost > MOST_KIB) {
      throw new IllegalStateException("1,000 silent streams cost more than 150 MB");
    }
  }
}

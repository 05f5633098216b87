package routec.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A closed loop of keep-alive connections that send one request after the other. */
final class Load {
  private Load() {}

  /**
   * What a run showed.
   *
   * @param requests answered with 200
   * @param failures anything else
   * @param seconds how long it ran
   * @param p50Micros median latency
   * @param p99Micros 99th percentile of the latency
   */
  record Result(long requests, long failures, double seconds, long p50Micros, long p99Micros) {
    double perSecond() {
      return requests / seconds;
    }
  }

  /** One prepared request: a body posted to a path, with more head lines where there are any. */
  static byte[] request(String path, String headers, byte[] body) {
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                + headers
                + "content-length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /**
   * Sends requests to a loopback port, one after the other and all again and again, over so many
   * connections for so long.
   */
  static Result run(int port, List<byte[]> requests, int connections, long millis)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    long stop = start + millis * 1_000_000;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Samples>> futures = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        int first = i * requests.size() / connections;
        futures.add(threads.submit(() -> connection(port, requests, first, stop)));
      }
      Samples all = new Samples();
      for (Future<Samples> future : futures) {
        all.add(future.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long[] sorted = Arrays.copyOf(all.nanos, all.count);
      Arrays.sort(sorted);
      return new Result(
          all.count, all.failures, seconds, micros(sorted, 0.50), micros(sorted, 0.99));
    }
  }

  private static long micros(long[] sorted, double quantile) {
    return sorted.length == 0 ? 0 : sorted[(int) (quantile * (sorted.length - 1))] / 1_000;
  }

  private static Samples connection(int port, List<byte[]> requests, int first, long stop)
      throws IOException {
    Samples samples = new Samples();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = socket.getOutputStream();
      for (int next = first; System.nanoTime() < stop; next = (next + 1) % requests.size()) {
        long sent = System.nanoTime();
        out.write(requests.get(next));
        samples.count(readReply(in) == 200, System.nanoTime() - sent);
      }
    }
    return samples;
  }

  private static int readReply(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder(512);
    int b;
    while ((b = in.read()) >= 0) {
      head.append((char) b);
      if (b == '\n' && head.length() >= 4 && head.charAt(head.length() - 3) == '\n') {
        String text = head.toString().toLowerCase(Locale.ROOT);
        int at = text.indexOf("content-length:");
        if (at >= 0) {
          in.skipNBytes(Integer.parseInt(text.substring(at + 15, text.indexOf('\r', at)).strip()));
        } else {
          skipChunks(in);
        }
        return Integer.parseInt(text.substring(9, 12));
      }
    }
    throw new IOException("the gateway closed the connection");
  }

  private static void skipChunks(InputStream in) throws IOException {
    int size = -1;
    while (size != 0) {
      size = 0;
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new IOException("the gateway cut a stream");
        }
        size = b == '\r' ? size : (size << 4) + Character.digit(b, 16);
      }
      in.skipNBytes(size + 2L);
    }
  }

  /** Latencies of one connection. */
  private static final class Samples {
    private long[] nanos = new long[1024];
    private int count;
    private long failures;

    void count(boolean good, long took) {
      if (!good) {
        failures++;
        return;
      }
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = took;
    }

    void add(Samples other) {
      for (int i = 0; i < other.count; i++) {
        count(true, other.nanos[i]);
      }
      failures += other.failures;
    }
  }
}

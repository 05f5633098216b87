package routec.bench.soak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients of one gateway: keep-alive connections that are shared by calls, one after the other. */
final class Caller implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 150_000;
  private static final Pattern WORDS =
      Pattern.compile("\"(?:content|text)\":\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

  private final int port;
  private final Deque<Wire> resting = new ConcurrentLinkedDeque<>();

  Caller(int port) {
    this.port = port;
  }

  /**
   * A reply as far as it came.
   *
   * @param ended whether it came to the end of its framing
   */
  record Answer(int status, String body, boolean ended) {
    /** The text that the model said. */
    String words() {
      StringBuilder words = new StringBuilder();
      Matcher matcher = WORDS.matcher(body);
      while (matcher.find()) {
        words.append(matcher.group(1));
      }
      return words.toString().replace("\\\"", "\"");
    }
  }

  /** One connection. */
  private record Wire(Socket socket, InputStream in) {
    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Sends a request and reads its reply to the end. */
  Answer call(byte[] request) throws IOException {
    Wire wire = wire();
    boolean kept = false;
    try {
      wire.socket.getOutputStream().write(request);
      Reading reading = new Reading(wire.in);
      reading.head();
      reading.body();
      Answer answer = reading.answer();
      kept = answer.ended() && !reading.closes();
      return answer;
    } finally {
      if (kept) {
        resting.addFirst(wire);
      } else {
        wire.close();
      }
    }
  }

  /** Sends a request and leaves: at once, or after the first bytes of the reply. */
  void leave(byte[] request, boolean afterFirstBytes, long millis)
      throws IOException, InterruptedException {
    Wire wire = wire();
    try {
      wire.socket.getOutputStream().write(request);
      if (afterFirstBytes) {
        wire.in.read();
      }
      Thread.sleep(millis);
    } finally {
      wire.close();
    }
  }

  private Wire wire() throws IOException {
    Wire rested = resting.pollFirst();
    if (rested != null) {
      return rested;
    }
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Wire(socket, new BufferedInputStream(socket.getInputStream(), 16 << 10));
  }

  @Override
  public void close() {
    for (Wire wire = resting.pollFirst(); wire != null; wire = resting.pollFirst()) {
      wire.close();
    }
  }

  /** Reads one reply. */
  private static final class Reading {
    private final InputStream in;
    private final StringBuilder body = new StringBuilder();
    private String head = "";
    private boolean ended;

    Reading(InputStream in) {
      this.in = in;
    }

    Answer answer() {
      return new Answer(Integer.parseInt(head.substring(9, 12)), body.toString(), ended);
    }

    boolean closes() {
      return head.contains("connection: close");
    }

    /**
     * @throws IOException if there is no whole one
     */
    void head() throws IOException {
      StringBuilder read = new StringBuilder(512);
      for (int b = in.read(); b >= 0; b = in.read()) {
        read.append((char) b);
        if (b == '\n' && read.length() >= 4 && read.charAt(read.length() - 3) == '\n') {
          head = read.toString().toLowerCase(Locale.ROOT);
          return;
        }
      }
      throw new IOException("no reply");
    }

    /** As much of the body as comes. */
    void body() {
      try {
        int at = head.indexOf("content-length:");
        if (at >= 0) {
          counted(Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip()));
        } else {
          chunks();
        }
        ended = true;
      } catch (IOException e) {
        ended = false; // cut
      }
    }

    private void counted(int length) throws IOException {
      byte[] bytes = in.readNBytes(length);
      body.append(new String(bytes, StandardCharsets.UTF_8));
      if (bytes.length < length) {
        throw new IOException("cut");
      }
    }

    private void chunks() throws IOException {
      for (int size = size(); size > 0; size = size()) {
        counted(size);
        in.skipNBytes(2);
      }
      in.skipNBytes(2);
    }

    private int size() throws IOException {
      int size = 0;
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw new IOException("cut");
        }
        size = b == '\r' ? size : (size << 4) + Character.digit(b, 16);
      }
      return size;
    }
  }
}

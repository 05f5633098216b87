package routec.runtime.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A body that a test feeds piece by piece; a read waits for the next piece. */
final class Feed extends InputStream {
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private byte[] current = new byte[0];
  private int at;

  private enum Kind {
    BYTES,
    END,
    CUT,
    STALL
  }

  private record Piece(Kind kind, byte[] bytes) {}

  private Feed add(Kind kind, byte... bytes) {
    pieces.add(new Piece(kind, bytes));
    return this;
  }

  Feed text(String text) {
    return add(Kind.BYTES, text.getBytes(StandardCharsets.UTF_8));
  }

  Feed end() {
    return add(Kind.END);
  }

  Feed cut() {
    return add(Kind.CUT);
  }

  Feed stall() {
    return add(Kind.STALL);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (at == current.length) {
      Piece next = take();
      switch (next.kind) {
        case BYTES -> {
          current = next.bytes;
          at = 0;
        }
        case END -> {
          pieces.add(next);
          return -1;
        }
        case CUT -> throw new SocketException("Connection reset");
        case STALL -> throw new SocketTimeoutException("Read timed out");
      }
    }
    int count = Math.min(length, current.length - at);
    System.arraycopy(current, at, target, offset, count);
    at += count;
    return count;
  }

  private Piece take() throws IOException {
    try {
      return pieces.take();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}

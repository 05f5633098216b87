package routec.runtime.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

/** One open connection with the bytes that were read ahead from it. */
final class Connection {
  private static final int BUFFER = 8 * 1024;

  /** After this long without use a plain connection is asked whether its peer has closed it. */
  private static final long TRUSTED_NANOS = 1_000_000_000L;

  private final Socket raw;
  private final Socket socket;
  private final boolean secure;
  private final InputStream in;
  private final OutputStream out;
  private final Deadlines.Entry reading;
  private final long bornNanos = System.nanoTime();
  private byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private long idleSinceNanos;
  private long deadlineNanos;
  private long idleMillis;
  private int calls;
  private boolean answered;
  private boolean spoilt;

  /**
   * @param raw the TCP socket
   * @param tls TLS on top of it, where there is any
   * @param deadlines what ends reads that wait too long
   */
  Connection(Socket raw, Optional<Socket> tls, Deadlines deadlines) throws IOException {
    this.raw = raw;
    this.socket = tls.orElse(raw);
    this.secure = tls.isPresent();
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    raw.setSoTimeout(0); // what came before may have set one
    this.reading = deadlines.of(() -> closeQuietly(raw));
  }

  /** Writes the beginning of a request. */
  void write(byte[] bytes, int start, int length) throws IOException {
    answered = false;
    out.write(bytes, start, length);
  }

  /** Marks the connection as good for this reply only. */
  void spoil() {
    spoilt = true;
  }

  boolean spoilt() {
    return spoilt;
  }

  /** Whether any byte came since the last write. */
  boolean answered() {
    return answered;
  }

  /** How long each read may wait from now on, and until when all of them must have succeeded. */
  void readWithin(long millis, long nanoTime) {
    idleMillis = millis;
    deadlineNanos = nanoTime;
  }

  /** The number of bytes read ahead. */
  int buffered() {
    return end - at;
  }

  byte[] buffer() {
    return buffer;
  }

  int at() {
    return at;
  }

  int end() {
    return end;
  }

  /** Takes bytes that were read ahead. */
  void take(int count) {
    at += count;
  }

  /**
   * Reads more into the buffer, which grows to at most a limit.
   *
   * @return false at the end of the connection
   */
  boolean fill(int limit) throws IOException {
    if (at == end) {
      at = 0;
      end = 0;
    } else if (end == buffer.length) {
      makeRoom(limit);
    }
    int count = receive(buffer, end, buffer.length - end);
    if (count <= 0) {
      return false;
    }
    end += count;
    answered = true;
    return true;
  }

  private int receive(byte[] target, int offset, int length) throws IOException {
    long now = System.nanoTime();
    if (now - deadlineNanos >= 0) {
      throw late();
    }
    reading.set(now + Math.min(deadlineNanos - now, idleMillis * 1_000_000));
    int count;
    try {
      count = in.read(target, offset, length);
    } catch (IOException e) {
      throw reading.met() ? e : late();
    }
    if (!reading.met()) {
      throw late();
    }
    return count;
  }

  private static SocketTimeoutException late() {
    return new SocketTimeoutException("no reply in time");
  }

  private void makeRoom(int limit) throws IOException {
    int kept = end - at;
    if (at == 0 && kept >= limit) {
      throw new IOException("more than " + limit + " bytes in one piece");
    }
    buffer = Arrays.copyOfRange(buffer, at, at + (at > 0 ? buffer.length : 2 * buffer.length));
    at = 0;
    end = kept;
  }

  /** Reads what is there, read ahead or not; at least one byte unless the connection ends (-1). */
  int read(byte[] target, int offset, int length) throws IOException {
    if (at == end) {
      if (length >= BUFFER / 2) {
        return receive(target, offset, length);
      }
      if (!fill(buffer.length)) {
        return -1;
      }
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, target, offset, count);
    at += count;
    return count;
  }

  /** The next byte; an end here cuts something that had to come. */
  int readByte() throws IOException {
    if (at == end && !fill(buffer.length)) {
      throw new EOFException("the connection ended early");
    }
    return buffer[at++] & 0xFF;
  }

  /** Gives the buffer back its usual size before the connection rests. */
  void rest() {
    idleSinceNanos = System.nanoTime();
    calls++;
    at = 0;
    end = 0;
    if (buffer.length > BUFFER) {
      buffer = new byte[BUFFER];
    }
  }

  boolean expired(PoolLimits limits, long nowNanos) {
    return nowNanos - idleSinceNanos > limits.idleMillis() * 1_000_000
        || nowNanos - bornNanos > limits.lifetimeMillis() * 1_000_000
        || calls >= limits.callsEach();
  }

  /**
   * Whether the connection still seems good after a rest. A TLS peer says goodbye with bytes, which
   * show without a read; a plain one must be read from, which costs a millisecond and is done only
   * after a longer rest. The rest of the cases is what the retry is for.
   */
  boolean usable() {
    long rested = System.nanoTime() - idleSinceNanos;
    try {
      if (rested < TRUSTED_NANOS / 10) {
        return true;
      }
      if (raw.getInputStream().available() > 0) {
        return false;
      }
      return secure || rested < TRUSTED_NANOS || silent();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean silent() throws IOException {
    socket.setSoTimeout(1);
    try {
      in.read(new byte[1], 0, 1);
      return false; // the end, or bytes that nobody asked for
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(0);
    }
  }

  /**
   * Closes the connection at once, from any thread: whoever reads or writes gets an exception. The
   * TCP socket goes first, because a TLS close could wait for a writer.
   */
  void abort() {
    reading.close();
    closeQuietly(raw);
  }

  /** Closes the connection politely. */
  void close() {
    reading.close();
    if (secure) {
      closeQuietly(socket);
    }
    closeQuietly(raw);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // there is nothing left to lose
    }
  }
}

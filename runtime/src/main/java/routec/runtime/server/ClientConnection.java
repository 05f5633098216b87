package routec.runtime.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.ClientWatch;

/**
 * One client's connection: all that is read from it, how long that may take, and whether the client
 * is still there.
 *
 * <p>Helidon reads through {@link #get}, on the connection's own thread. While a call waits for its
 * provider nobody would read, so the socket's read side is lent to another thread: if that one sees
 * the end, the client has left; if it sees bytes, they are kept for Helidon's next read.
 */
final class ClientConnection implements Supplier<byte[]>, ClientWatch {
  /** The connection whose request the current thread serves. */
  static final ScopedValue<ClientConnection> CURRENT = ScopedValue.newInstance();

  private static final long NONE = Long.MAX_VALUE;
  private static final long EXPIRED = Long.MAX_VALUE - 1;
  private static final byte[] END = {};

  /** What a client may send ahead while its call is served. */
  private static final int MOST_KEPT = 64 << 10;

  /** What the bytes that come next belong to. */
  private enum Phase {
    IDLE,
    HEAD,
    CALL,
    BODY,
    LINGER
  }

  /** A call under way, and since when. */
  private record Watched(Cancellation call, long sinceNanos) {}

  private final HelidonSocket socket;
  private final ClientPatience patience;
  private final EarlyRefusals refusals;
  private final DataReader reader;
  private final AtomicLong readDue = new AtomicLong(NONE);
  private final AtomicLong writeDue = new AtomicLong(NONE);
  private volatile Phase phase = Phase.IDLE;
  private volatile byte[] headBegin = END;
  private volatile Supplier<byte[]> slowBody = () -> END;
  private volatile boolean gone;
  private volatile boolean timedOut;
  private volatile boolean unread;
  private volatile long phaseEnd;

  // What both readers know, under this object's lock.
  private byte[] kept;
  private boolean ended;
  private boolean lent;
  private @Nullable Watched watched;

  /**
   * @param early what was read from the socket before
   */
  ClientConnection(
      HelidonSocket socket, byte[] early, ClientPatience patience, EarlyRefusals refusals) {
    this.socket = socket;
    this.kept = early;
    this.patience = patience;
    this.refusals = refusals;
    this.reader = DataReader.create(this);
    enter(Phase.IDLE, patience.keepNanos());
  }

  /** What Helidon parses requests from. */
  DataReader reader() {
    return reader;
  }

  @Override
  public byte[] get() {
    if (phase == Phase.IDLE && reader.available() > 0) {
      enter(Phase.HEAD, patience.headNanos()); // a pipelined request of which a part is here
    }
    byte[] bytes = read();
    if (phase == Phase.IDLE) {
      headBegin = bytes;
      enter(Phase.HEAD, patience.headNanos());
    }
    return bytes;
  }

  /** The request's head has been read. */
  void callBegins() {
    headBegin = END;
    phase = Phase.CALL;
  }

  /**
   * The request's body is read from now on.
   *
   * @param whenSlow the reply for a client whose body does not come to its end
   */
  void bodyBegins(Supplier<byte[]> whenSlow) {
    slowBody = whenSlow;
    enter(Phase.BODY, patience.bodyNanos());
  }

  /** The request has been read to its end. */
  void bodyEnds() {
    phase = Phase.CALL;
  }

  /** The call is over; the client may send the next. */
  void callEnds() {
    slowBody = () -> END;
    enter(Phase.IDLE, patience.keepNanos());
  }

  /** Something of the request is not read: closing at once could take the reply from the client. */
  void leaveUnread() {
    unread = true;
  }

  /** Whether no request has come for so long. */
  boolean isUnusedFor(long nanos) {
    return phase == Phase.IDLE && System.nanoTime() - (phaseEnd - patience.keepNanos()) >= nanos;
  }

  /** Whether the client was too slow and has been told so. */
  boolean timedOut() {
    return timedOut;
  }

  @Override
  public Cancellation.Registration watch(Cancellation call) {
    watched(new Watched(call, System.nanoTime()));
    return () -> watched(null);
  }

  private synchronized void watched(@Nullable Watched call) {
    watched = call;
  }

  /** A write of at most {@link WatchedWriter#PIECE} bytes begins. */
  void writeBegins() {
    writeDue.set(System.nanoTime() + patience.writeNanos());
  }

  void writeEnds() {
    writeDue.set(NONE);
  }

  /** Takes what a refused client still sends, for a moment, so that it can read why. */
  void linger() {
    if (!unread || gone || timedOut) {
      return;
    }
    enter(Phase.LINGER, patience.lingerNanos());
    try {
      for (int left = ClientPatience.LINGER_BYTES; left > 0; left -= read().length) {
        // what comes belongs to nobody
      }
    } catch (CloseConnectionException e) {
      // the client has closed, or its time is over
    }
  }

  /** Looks after the connection: called every moment, from another thread. */
  void check(long nowNanos) {
    if (expired(readDue, nowNanos)) {
      timedOut = true;
      Thread.startVirtualThread(this::expire);
    }
    if (expired(writeDue, nowNanos)) {
      Thread.startVirtualThread(this::close);
    }
    lend(nowNanos);
  }

  private static boolean expired(AtomicLong due, long nowNanos) {
    long end = due.get();
    return end < EXPIRED && nowNanos - end >= 0 && due.compareAndSet(end, EXPIRED);
  }

  /**
   * Nothing has been answered and the connection's thread only takes bytes: writing is ours. A
   * client that still sends gets a moment to read what it was told.
   */
  private void expire() {
    try {
      switch (phase) {
        case HEAD -> tell(refusals.slowHead(headBegin));
        case BODY -> tell(slowBody.get());
        case IDLE, CALL, LINGER -> {}
      }
    } catch (RuntimeException e) {
      // the client is gone already
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private void tell(byte[] reply) throws InterruptedException {
    socket.write(BufferData.create(reply));
    Thread.sleep(Duration.ofNanos(patience.lingerNanos()));
  }

  private void close() {
    try {
      socket.close();
    } catch (RuntimeException e) {
      // closed already
    }
  }

  private synchronized void lend(long nowNanos) {
    boolean due =
        watched != null && nowNanos - watched.sinceNanos() >= ClientPatience.WATCH_AFTER_NANOS;
    if (due && !lent && !ended && kept.length < MOST_KEPT) {
      lent = true;
      Thread.ofVirtual().name("client-watch").start(this::readOn);
    }
  }

  /** Reads while the connection's own thread does not. */
  private void readOn() {
    boolean on = true;
    while (on) {
      on = keep(receive());
    }
  }

  /** Keeps what a call's client sends; false if reading is the connection's own thread's again. */
  private boolean keep(byte[] bytes) {
    Watched left = null;
    synchronized (this) {
      if (bytes.length == 0) {
        ended = true;
        left = watched;
      }
      kept = joined(kept, bytes);
      lent = watched != null && !ended && kept.length < MOST_KEPT;
      notifyAll();
    }
    if (left != null) {
      left.call().cancel();
    }
    return lent;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /**
   * The next bytes.
   *
   * @throws CloseConnectionException if the client has left or was too slow
   */
  private byte[] read() {
    long end = phaseEnd;
    readDue.set(end);
    byte[] bytes = hasNothing() ? receive() : takeKept();
    if (!readDue.compareAndSet(end, NONE)) {
      drain(bytes);
      throw new CloseConnectionException("The client was too slow.");
    }
    if (bytes.length == 0) {
      gone = true;
      throw new CloseConnectionException("The client has left.");
    }
    return bytes;
  }

  /** Takes what a client still sends that is being told that it was too slow. */
  private void drain(byte[] first) {
    int left = ClientPatience.LINGER_BYTES;
    for (byte[] bytes = first; bytes.length > 0 && left > 0; bytes = receive()) {
      left -= bytes.length;
    }
  }

  /** Bytes from the socket; {@link #END} if there are no more, for whatever reason. */
  private byte[] receive() {
    try {
      byte[] bytes = socket.get();
      return bytes == null ? END : bytes;
    } catch (RuntimeException e) {
      return END;
    }
  }

  /** Waits until the other reader has something or gives the socket back. */
  private synchronized boolean hasNothing() {
    try {
      while (lent && kept.length == 0) {
        wait();
      }
      return kept.length == 0 && !ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false; // the server closes this connection
    }
  }

  private synchronized byte[] takeKept() {
    byte[] bytes = kept;
    kept = END;
    return bytes;
  }

  private void enter(Phase next, long nanos) {
    phaseEnd = System.nanoTime() + nanos;
    phase = next;
  }
}

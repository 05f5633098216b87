package routec.runtime.attempt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.FrameReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.ClientEnd;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Header;
import routec.runtime.spi.Observer;
import routec.runtime.spi.UpstreamReply;

/**
 * Owns the moment from which a stream can't be taken back.
 *
 * <p>Nothing is sent, not even a ping, before the provider's first frame that gives output: until
 * then a fault is still a status and another backend may serve the call. From then on a fault is an
 * event of the client's dialect, and whoever reads the stream never sees a false end.
 */
final class Commitment {
  private static final Slice OPENAI_PING = Slice.utf8(": ping\n\n");
  private static final Slice ANTHROPIC_PING =
      Slice.utf8("event: ping\ndata: {\"type\":\"ping\"}\n\n");

  private final Call call;
  private final ClientEnd client;
  private final Observer observer;
  private final Cancellation cancellation;
  private final FaultWriter faults;
  private final UpstreamReply reply;
  private final List<Header> headers;
  private final long pingNanos;
  private final Deadline deadline;
  private final ReentrantLock sending = new ReentrantLock();
  private volatile long lastNanos;
  private volatile boolean clientLeft;
  private boolean begun;
  private boolean over;
  private long bytes;

  Commitment(
      Call call,
      ClientEnd client,
      Observer observer,
      Cancellation cancellation,
      FaultWriter faults,
      UpstreamReply reply,
      List<Header> headers,
      long pingMillis,
      Deadline deadline) {
    this.call = call;
    this.client = client;
    this.observer = observer;
    this.cancellation = cancellation;
    this.faults = faults;
    this.reply = reply;
    this.headers = headers;
    this.pingNanos = pingMillis * 1_000_000;
    this.deadline = deadline;
  }

  /** The bytes sent so far. */
  long bytes() {
    return bytes;
  }

  /**
   * Sends the whole stream.
   *
   * @param echoes what a provider's error must not repeat
   * @return the fault that ended it after it had begun, as the client was told
   * @throws Fault if it fails before anything was sent
   * @throws ClientLeft if the client does not want it any more
   */
  Optional<Fault> relay(Answer.Stream answer, KeepAlive keepAlive, Echoes echoes)
      throws ClientLeft {
    try {
      answer.begin(reply.head());
      pump(answer, keepAlive);
      return Optional.empty();
    } catch (Fault fault) {
      return fail(echoes.without(fault));
    } catch (IOException e) {
      return fail(deadline.passed() ? Deadline.fault() : Upstream.fault(e));
    } finally {
      keepAlive.remove(this);
    }
  }

  private void pump(Answer.Stream answer, KeepAlive keepAlive) throws IOException, ClientLeft {
    FrameReader frames = answer.framing().reader(reply.body());
    ByteWriter out = new ByteWriter(1024);
    for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
      answer.frame(frame.get(), out);
      if (!out.isEmpty()) {
        send(out.slice(), keepAlive);
        out.clear();
      }
      if (deadline.passed()) {
        throw Deadline.fault();
      }
    }
    answer.end(out);
    end(out.slice(), keepAlive);
  }

  private void send(Slice events, KeepAlive keepAlive) throws ClientLeft {
    sending.lock();
    try {
      begin(keepAlive);
      write(events);
    } finally {
      sending.unlock();
    }
  }

  private void end(Slice events, KeepAlive keepAlive) throws ClientLeft {
    sending.lock();
    try {
      begin(keepAlive);
      if (!events.isEmpty()) {
        write(events);
      }
      finish();
    } finally {
      sending.unlock();
    }
  }

  private Optional<Fault> fail(Fault fault) throws ClientLeft {
    if (clientLeft || cancellation.isCancelled()) {
      throw new ClientLeft();
    }
    if (!begun) {
      throw fault;
    }
    observer.failed(fault);
    ByteWriter out = new ByteWriter(256);
    faults.event(call.endpoint().dialect(), fault, call.id(), out);
    sending.lock();
    try {
      write(out.slice());
      finish();
      return Optional.of(fault);
    } finally {
      sending.unlock();
    }
  }

  private void begin(KeepAlive keepAlive) throws ClientLeft {
    if (begun) {
      return;
    }
    begun = true;
    try {
      client.begin(headers);
    } catch (IOException | UncheckedIOException e) {
      throw left();
    }
    observer.firstByte();
    lastNanos = System.nanoTime();
    keepAlive.add(this);
  }

  private void write(Slice events) throws ClientLeft {
    if (clientLeft) {
      throw new ClientLeft();
    }
    try {
      client.write(events);
    } catch (IOException | UncheckedIOException e) {
      throw left();
    }
    bytes += events.length();
    lastNanos = System.nanoTime();
  }

  private void finish() throws ClientLeft {
    over = true;
    try {
      client.end();
    } catch (IOException | UncheckedIOException e) {
      throw left();
    }
  }

  private ClientLeft left() {
    over = true;
    clientLeft = true;
    return new ClientLeft();
  }

  /** Whether the stream has been silent for too long or its time is up. */
  boolean needsCare(long nowNanos) {
    return nowNanos - lastNanos >= pingNanos || nowNanos - deadline.nanoTime() >= 0;
  }

  /** Pings the client, or ends the stream whose time is up; called from any thread. */
  void care() {
    if (deadline.passed()) {
      reply.close(); // the reader gets an exception and ends the stream
      return;
    }
    if (!sending.tryLock()) {
      return; // something is being sent right now
    }
    try {
      if (!over && needsCare(System.nanoTime())) {
        write(ping());
      }
    } catch (ClientLeft e) {
      reply.close(); // nobody reads on: the provider may stop
    } finally {
      sending.unlock();
    }
  }

  private Slice ping() {
    Dialect dialect = call.endpoint().dialect();
    return switch (dialect) {
      case OPENAI -> OPENAI_PING;
      case ANTHROPIC -> ANTHROPIC_PING;
    };
  }
}

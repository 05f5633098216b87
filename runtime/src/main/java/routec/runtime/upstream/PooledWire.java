package routec.runtime.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.fault.ProviderFault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.Patience;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamReply;
import routec.runtime.spi.UpstreamRequest;
import routec.runtime.spi.Wire;

/**
 * Sends requests over pooled HTTP/1.1 connections, blocking, one virtual thread a call.
 *
 * <p>A request is one write and, where the reply comes in one piece, one read. A connection that
 * rested and dies before the first byte of a reply is replaced once by a fresh one: its peer had
 * closed it before it saw the request. Redirects are never followed.
 */
public final class PooledWire implements Wire, AutoCloseable {
  /** Requests up to this size fit into a new socket's buffers, so writing them can't block. */
  private static final int UNWATCHED = 16 * 1024;

  /** How long to look for the reply of a peer that stopped reading the request. */
  private static final long EARLY_REPLY_MILLIS = 1_000;

  /** Rested connections are looked through once in so many turns. */
  private static final int TURNS_BETWEEN_EXPIRIES = 20;

  private final WireSettings settings;
  private final Deadlines deadlines = new Deadlines();
  private final Trust trust;
  private final Dialer dialer;
  private final Map<Target, Pool> pools = new ConcurrentHashMap<>();
  private final Thread caretaker;

  /**
   * @param secrets where targets' own CA files are
   */
  public PooledWire(WireSettings settings, Secrets secrets) {
    this.settings = settings;
    this.trust = new Trust(secrets, settings.trust());
    this.dialer = new Dialer(settings, trust, deadlines);
    this.caretaker = Thread.ofVirtual().name("upstream-caretaker").start(this::takeCare);
  }

  /** Reads a target's own files for TLS, so that no call waits for it and trouble shows early. */
  public void open(Target target) {
    if (target.security() instanceof Target.Tls tls) {
      trust.open(tls);
    }
  }

  /** How targets' own files for TLS are doing. */
  public List<CredentialState> states() {
    return trust.states();
  }

  @Override
  public UpstreamReply send(UpstreamRequest request, Patience patience, Cancellation cancellation) {
    Pool pool = pool(request.target());
    RequestBytes bytes = RequestBytes.of(request);
    pool.enter();
    boolean given = false;
    try {
      Optional<Connection> rested = pool.take();
      if (rested.isPresent()) {
        Optional<UpstreamReply> reply =
            exchange(pool, rested.get(), true, bytes, patience, cancellation);
        if (reply.isPresent()) {
          given = true;
          return reply.get();
        }
      }
      Connection fresh = dialer.dial(request.target(), pool.limits().connectMillis(), cancellation);
      UpstreamReply reply =
          exchange(pool, fresh, false, bytes, patience, cancellation).orElseThrow();
      given = true;
      return reply;
    } finally {
      if (!given) {
        pool.leave(); // else the reply leaves when it is closed
      }
    }
  }

  private Pool pool(Target target) {
    Pool known = pools.get(target);
    return known != null ? known : pools.computeIfAbsent(target, this::newPool);
  }

  /** Fetches images by connections of their own. */
  public ImageFetcher images(ImageLimits limits) {
    return new ImageFetcher(dialer, limits);
  }

  /** The number of requests under way. */
  int busy() {
    return pools.values().stream().mapToInt(Pool::busy).sum();
  }

  private Pool newPool(Target target) {
    return new Pool(PoolLimits.of(target.connections(), settings));
  }

  /** One try on one connection; empty if a rested one turns out to be dead. */
  private Optional<UpstreamReply> exchange(
      Pool pool,
      Connection connection,
      boolean rested,
      RequestBytes bytes,
      Patience patience,
      Cancellation cancellation) {
    Cancellation.Registration registration = cancellation.onCancel(connection::abort);
    boolean given = false;
    try {
      boolean whole = write(connection, bytes, cancellation);
      long first = whole ? patience.firstByteMillis() : EARLY_REPLY_MILLIS;
      connection.readWithin(first, System.nanoTime() + first * 1_000_000);
      ReplyHeadReader.Parsed parsed = ReplyHeadReader.read(connection);
      ReplyBody replyBody = ReplyBody.of(parsed, connection);
      connection.readWithin(patience.idleMillis(), patience.deadlineNanos());
      given = true;
      return Optional.of(new PooledReply(parsed, replyBody, connection, pool, registration));
    } catch (SocketTimeoutException e) {
      throw new GatewayFault(FaultKind.TIMEOUT, "The provider did not answer in time.", text(e));
    } catch (IOException e) {
      if (rested && !connection.answered() && !cancellation.isCancelled()) {
        return Optional.empty();
      }
      String what =
          connection.answered() || !(e instanceof EOFException)
              ? "The connection to the provider broke before its reply was complete."
              : "The provider closed the connection without a reply.";
      throw ProviderFault.broken(what).withDetail(text(e));
    } finally {
      if (!given) {
        registration.close();
        connection.abort();
      }
    }
  }

  /**
   * Writes the request; false if the peer took only a part, perhaps because it has answered
   * already.
   */
  private boolean write(Connection connection, RequestBytes bytes, Cancellation cancellation)
      throws IOException {
    if (bytes.size() <= UNWATCHED) {
      bytes.writeTo(connection);
      return true;
    }
    try (Deadlines.Entry entry = deadlines.after(settings.writeMillis(), connection::abort)) {
      try {
        bytes.writeTo(connection);
        return true;
      } catch (IOException e) {
        if (entry.expired()) {
          throw new SocketTimeoutException("the request could not be written in time");
        }
        if (cancellation.isCancelled()) {
          throw e;
        }
        connection.spoil();
        return false;
      }
    }
  }

  private static String text(IOException e) {
    return String.valueOf(e.getMessage());
  }

  private void takeCare() {
    for (int turn = 1; ; turn++) {
      try {
        Thread.sleep(Deadlines.TURN_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      deadlines.look();
      if (turn % TURNS_BETWEEN_EXPIRIES == 0) {
        pools.values().forEach(Pool::expire);
      }
    }
  }

  /** Closes what rests; replies under way end by themselves. */
  @Override
  public void close() {
    caretaker.interrupt();
    pools.values().forEach(Pool::closeAll);
  }
}

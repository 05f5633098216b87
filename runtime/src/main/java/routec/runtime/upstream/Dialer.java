package routec.runtime.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Target;

/** Opens connections: resolves the name, tries its addresses in turn, shakes hands. */
final class Dialer {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** Each address gets an equal share of the time left, but never less than this. */
  private static final long LEAST_MILLIS = 250;

  private final WireSettings settings;
  private final Trust trust;
  private final Deadlines deadlines;

  Dialer(WireSettings settings, Trust trust, Deadlines deadlines) {
    this.settings = settings;
    this.trust = trust;
    this.deadlines = deadlines;
  }

  /**
   * @param connectMillis how long all of it may take
   * @throws GatewayFault UNAVAILABLE if no address answers or the handshake fails
   */
  Connection dial(Target target, long connectMillis, Cancellation cancellation) {
    long deadline = System.nanoTime() + connectMillis * 1_000_000;
    return dial(target, deadline, cancellation, () -> connect(target, deadline, cancellation));
  }

  /**
   * The same by addresses that are known already: neither settings nor proxies lead elsewhere.
   *
   * @param deadline of {@link System#nanoTime}
   */
  Connection dial(
      Target target, List<InetSocketAddress> places, long deadline, Cancellation cancellation) {
    return dial(target, deadline, cancellation, () -> connect(places, deadline, cancellation));
  }

  /** Makes a TCP connection. */
  private interface Connecting {
    Socket connect() throws IOException;
  }

  private Connection dial(
      Target target, long deadline, Cancellation cancellation, Connecting connecting) {
    try {
      Socket raw = connecting.connect();
      boolean good = false;
      try {
        Optional<Socket> tls = secure(raw, target, deadline, cancellation);
        Connection connection = new Connection(raw, tls, deadlines);
        good = true;
        return connection;
      } finally {
        if (!good) {
          close(raw);
        }
      }
    } catch (IOException e) {
      throw new GatewayFault(
          FaultKind.UNAVAILABLE,
          "The provider can't be reached.",
          target.host() + ":" + target.port() + ": " + e);
    }
  }

  private Socket connect(Target target, long deadline, Cancellation cancellation)
      throws IOException {
    String place = settings.resolve().get(target.host() + ":" + target.port());
    if (place != null) {
      int colon = place.lastIndexOf(':');
      int port = Integer.parseInt(place.substring(colon + 1));
      return connect(addresses(place.substring(0, colon), port, deadline), deadline, cancellation);
    }
    Optional<Proxies.Proxy> proxy = settings.proxies().to(target);
    if (proxy.isEmpty()) {
      return connect(addresses(target.host(), target.port(), deadline), deadline, cancellation);
    }
    Socket socket =
        connect(
            addresses(proxy.get().host(), proxy.get().port(), deadline), deadline, cancellation);
    tunnel(socket, proxy.get(), target, deadline, cancellation);
    return socket;
  }

  /** Asks a proxy to connect on (RFC 9110, 9.3.6). */
  private void tunnel(
      Socket socket, Proxies.Proxy proxy, Target target, long deadline, Cancellation cancellation)
      throws IOException {
    long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    boolean good = false;
    try (Deadlines.Entry entry = deadlines.after(left, () -> close(socket));
        Cancellation.Registration _ = cancellation.onCancel(() -> close(socket))) {
      Tunnel.open(socket, proxy, target, (int) Math.min(left, Integer.MAX_VALUE));
      good = !entry.expired();
    } finally {
      if (!good) {
        close(socket);
      }
    }
    if (!good) {
      throw new SocketTimeoutException("the proxy took too long");
    }
  }

  private Socket connect(
      List<InetSocketAddress> addresses, long deadline, Cancellation cancellation)
      throws IOException {
    IOException last = new IOException("the name has no address");
    for (int i = 0; i < addresses.size() && !cancellation.isCancelled(); i++) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw last;
      }
      long share = Math.min(left, Math.max(LEAST_MILLIS, left / (addresses.size() - i)));
      Socket socket = new Socket();
      try (Cancellation.Registration _ = cancellation.onCancel(() -> close(socket))) {
        socket.setTcpNoDelay(true);
        socket.connect(addresses.get(i), (int) share);
        return socket;
      } catch (IOException e) {
        close(socket);
        last = e;
      }
    }
    throw last;
  }

  /** Looks a name up on a thread of its own, since nothing else bounds the time of it. */
  static List<InetSocketAddress> addresses(String host, int port, long deadline)
      throws IOException {
    FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(host));
    Thread.ofVirtual().name("dns").start(lookup);
    try {
      List<InetSocketAddress> found = new ArrayList<>();
      for (InetAddress address : lookup.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        found.add(new InetSocketAddress(address, port));
      }
      return found;
    } catch (ExecutionException e) {
      throw new IOException("the name can't be resolved", e.getCause());
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("resolving the name took too long");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private Optional<Socket> secure(
      Socket raw, Target target, long deadline, Cancellation cancellation) throws IOException {
    return switch (target.security()) {
      case Target.Plain _ -> Optional.empty();
      case Target.Tls tls -> Optional.of(shakeHands(raw, target, tls, deadline, cancellation));
    };
  }

  private Socket shakeHands(
      Socket raw, Target target, Target.Tls tls, long deadline, Cancellation cancellation)
      throws IOException {
    long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    SSLSocket socket =
        (SSLSocket) trust.factory(tls).createSocket(raw, tls.serverName(), target.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    if (tls.altNames().isEmpty()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (isName(tls.serverName())) {
      parameters.setServerNames(List.of(new SNIHostName(tls.serverName())));
    }
    socket.setSSLParameters(parameters);
    try (Deadlines.Entry entry = deadlines.after(left, () -> close(raw));
        Cancellation.Registration _ = cancellation.onCancel(() -> close(raw))) {
      shakeHands(socket, entry);
      if (!tls.altNames().isEmpty()) {
        PeerNames.require(tls.altNames(), socket.getSession());
      }
    }
    return socket;
  }

  private static void shakeHands(SSLSocket socket, Deadlines.Entry deadline) throws IOException {
    IOException late = new SocketTimeoutException("the TLS handshake took too long");
    try {
      socket.startHandshake();
    } catch (IOException e) {
      throw deadline.met() ? e : late;
    }
    if (!deadline.met()) {
      throw late;
    }
  }

  private static boolean isName(String host) {
    return host.indexOf(':') < 0 && !host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it was good for nothing any more
    }
  }
}

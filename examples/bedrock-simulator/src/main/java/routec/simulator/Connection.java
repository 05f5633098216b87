package routec.simulator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One client's connection, plain or TLS, that can also be broken on purpose. */
final class Connection implements Closeable {
  private final Socket raw;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /**
   * @param raw the TCP socket
   * @param socket the socket that is read and written: the same, or TLS layered over it
   */
  Connection(Socket raw, Socket socket) throws IOException {
    this.raw = raw;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    this.out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  /** Waits that long, or until the client leaves; true when it has left. */
  boolean leftWithin(Duration wait) throws IOException {
    long end = System.nanoTime() + wait.toNanos();
    try {
      socket.setSoTimeout((int) Math.max(1, wait.toMillis()));
      in.mark(1);
      if (in.read() < 0) {
        return true;
      }
      in.reset();
      Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
      return false;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } catch (IOException e) {
      return true;
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(0);
      }
    }
  }

  /** Ends the connection with a TCP reset: what has not been read yet is lost. */
  void reset() throws IOException {
    raw.setSoLinger(true, 0);
    raw.close();
  }

  /** Ends the connection without TLS's close_notify. */
  void cut() throws IOException {
    out.flush();
    raw.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    raw.close();
  }
}

package routec.runtime.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The place in the file system where clients find a Unix socket.
 *
 * <p>The socket is bound beside it and moved there once it listens: so a successor takes the place
 * in one step, nobody ever finds a socket that does not listen yet, and whoever stops can't delete
 * its successor's.
 */
final class SocketPlace {
  private final Path place;
  private final Path own;
  private Optional<Object> key = Optional.empty();

  SocketPlace(Path place) {
    this.place = place;
    String name = "." + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
    this.own = place.resolveSibling(name);
  }

  /** Where to bind. */
  UnixDomainSocketAddress address() {
    return UnixDomainSocketAddress.of(own);
  }

  /** Removes what a killed process of the same number has left behind. */
  void clear() throws IOException {
    Files.deleteIfExists(own);
  }

  /** From now on clients find the socket that listens. */
  void take() throws IOException {
    key = key(own);
    Files.move(own, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** From now on nobody can connect to the socket; whoever has connected is still accepted. */
  void leave() {
    try {
      if (key.isPresent() && key.equals(key(place))) {
        Files.delete(place);
      }
      key = Optional.empty();
    } catch (NoSuchFileException e) {
      // taken away already
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Object> key(Path path) throws IOException {
    return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }
}

package routec.compiler.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Writes secrets as a mounted volume would hold them: {@code namespace/name/key} under one folder,
 * for the owner alone.
 */
public final class SecretWriter {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private final Path folder;

  /**
   * @param folder {@code .routec/secrets}
   */
  public SecretWriter(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes what is new or different.
   *
   * @return how many files changed
   */
  public int write(List<SecretFile> secrets) throws IOException {
    int changed = 0;
    for (SecretFile secret : secrets) {
      changed += write(secret) ? 1 : 0;
    }
    return changed;
  }

  private boolean write(SecretFile secret) throws IOException {
    Path parent = folder;
    createFolder(parent);
    String[] parts = secret.path().split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isEmpty() || parts[i].equals(".") || parts[i].equals("..")) {
        throw new OutputRefused("The secret " + secret.path() + " can't be a file.");
      }
      if (i < parts.length - 1) {
        parent = parent.resolve(parts[i]);
        createFolder(parent);
      }
    }
    Path target = parent.resolve(parts[parts.length - 1]);
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        && Arrays.equals(Files.readAllBytes(target), secret.bytes())) {
      restrict(target, FILE);
      return false;
    }
    replace(parent, target, secret.bytes());
    return true;
  }

  private static void replace(Path parent, Path target, byte[] bytes) throws IOException {
    Path fresh = parent.resolve("." + target.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    FileAttribute<?>[] attributes =
        isPosix()
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)}
            : new FileAttribute<?>[0];
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void createFolder(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw new OutputRefused(path + " is a link; routec writes secrets through none.");
    }
    if (Files.notExists(path)) {
      Files.createDirectories(path);
    }
    restrict(path, FOLDER);
  }

  private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
    if (isPosix()) {
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}

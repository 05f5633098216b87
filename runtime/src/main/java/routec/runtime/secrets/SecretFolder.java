package routec.runtime.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import routec.runtime.bytes.Slice;

/**
 * Reads a folder of secrets again and again, opening only files that may have changed.
 *
 * <p>A file is the same if its key (device and inode), size and time of change are, unless it was
 * changed within the last seconds, when two changes could share one time.
 */
final class SecretFolder {
  /** Kubernetes allows one MiB for a whole Secret. */
  private static final int LARGEST = 1 << 20;

  private static final long RECENT_MILLIS = 3_000;

  private static final System.Logger LOG = System.getLogger(SecretFolder.class.getName());

  private final Path root;
  private final Set<String> unreadable = new HashSet<>();
  private Map<String, Entry> known = Map.of();

  SecretFolder(Path root) {
    this.root = root;
  }

  private record Entry(String key, long size, long modified, long readAt, Slice content) {
    boolean still(BasicFileAttributes file) {
      return key.equals(String.valueOf(file.fileKey()))
          && size == file.size()
          && modified == file.lastModifiedTime().toMillis()
          && readAt - modified > RECENT_MILLIS;
    }
  }

  /** All files by {@code namespace/name/key}; an unchanged file keeps its very slice. */
  Map<String, Slice> scan() throws IOException {
    Map<String, Entry> now = new HashMap<>();
    if (Files.isDirectory(root)) {
      try (DirectoryStream<Path> namespaces =
          Files.newDirectoryStream(root, SecretFolder::isFolder)) {
        for (Path namespace : namespaces) {
          scanNamespace(namespace, now);
        }
      }
    }
    known = now;
    Map<String, Slice> contents = new HashMap<>();
    now.forEach((path, entry) -> contents.put(path, entry.content));
    return Map.copyOf(contents);
  }

  private void scanNamespace(Path namespace, Map<String, Entry> now) throws IOException {
    try (DirectoryStream<Path> names =
        Files.newDirectoryStream(namespace, SecretFolder::isFolder)) {
      for (Path name : names) {
        try (DirectoryStream<Path> keys =
            Files.newDirectoryStream(name, file -> visible(file) && Files.isRegularFile(file))) {
          for (Path key : keys) {
            String path = root.relativize(key).toString().replace('\\', '/');
            read(path, key, known.get(path)).ifPresent(entry -> now.put(path, entry));
          }
        } catch (NoSuchFileException | NotDirectoryException e) {
          // swapped away while we looked: the next look sees what took its place
        }
      }
    }
  }

  /** The file's content; what it was before where it can't be read just now. */
  private Optional<Entry> read(String path, Path file, @Nullable Entry before) {
    try {
      Entry entry = read(file, before);
      unreadable.remove(path);
      return entry.size <= LARGEST ? Optional.of(entry) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (unreadable.add(path)) {
        LOG.log(
            System.Logger.Level.WARNING, "The secret {0} can''t be read: {1}", path, e.toString());
      }
      return Optional.ofNullable(before);
    }
  }

  private static Entry read(Path file, @Nullable Entry before) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (before != null && before.still(attributes)) {
      return before;
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    Slice content = Slice.of(bytes);
    if (before != null && before.content.equals(content)) {
      content = before.content;
    }
    return new Entry(
        String.valueOf(attributes.fileKey()),
        bytes.length,
        attributes.lastModifiedTime().toMillis(),
        System.currentTimeMillis(),
        content);
  }

  private static boolean isFolder(Path path) {
    return visible(path) && Files.isDirectory(path);
  }

  /** Names with a leading dot are the mount's own ({@code ..data}) or an editor's. */
  private static boolean visible(Path path) {
    return !path.getFileName().toString().startsWith(".");
  }
}

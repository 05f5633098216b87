package routec.compiler.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Waits until one of some files, or a manifest in one of some folders, changes. */
final class FileWatch implements AutoCloseable {
  /** Editors write a file in several steps: what follows this soon belongs to the same change. */
  private static final long SETTLE_MILLIS = 15;

  private final List<Path> inputs;
  private final WatchService service;

  FileWatch(List<String> inputs) throws IOException {
    this.inputs = inputs.stream().map(Path::of).toList();
    this.service = this.inputs.getFirst().getFileSystem().newWatchService();
    register();
  }

  /** Returns after a change, or when the thread is interrupted. */
  void await() throws IOException {
    try {
      boolean changed = false;
      while (!changed) {
        changed = concerns(service.take());
      }
      for (WatchKey key = service.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
          key != null;
          key = service.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS)) {
        concerns(key);
      }
      register(); // folders may be new
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean concerns(WatchKey key) {
    boolean concerns = false;
    for (var event : key.pollEvents()) {
      concerns |=
          !(event.context() instanceof Path name)
              || !(key.watchable() instanceof Path folder)
              || concerns(folder.resolve(name));
    }
    key.reset();
    return concerns;
  }

  private boolean concerns(Path changed) {
    String name = changed.toString().toLowerCase(Locale.ROOT);
    boolean manifest = name.endsWith(".yaml") || name.endsWith(".yml");
    return manifest
        || Files.isDirectory(changed, LinkOption.NOFOLLOW_LINKS)
        || inputs.stream().anyMatch(input -> input.toAbsolutePath().equals(changed));
  }

  private void register() throws IOException {
    for (Path input : inputs) {
      Path path = input.toAbsolutePath();
      if (Files.isDirectory(path)) {
        try (Stream<Path> folders = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
          for (Path folder : folders.filter(Files::isDirectory).toList()) {
            watch(folder);
          }
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      } else if (path.getParent() != null && Files.isDirectory(path.getParent())) {
        watch(path.getParent());
      }
    }
  }

  private void watch(Path folder) throws IOException {
    folder.register(
        service,
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_MODIFY,
        StandardWatchEventKinds.ENTRY_DELETE);
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}

package routec.compiler.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import routec.compiler.emit.GeneratedFile;

/**
 * Writes generated files into one folder.
 *
 * <p>It never leaves the folder (not through links either), touches no file that already is as it
 * should be, and deletes only what a former run wrote: {@value #LIST} in the folder names those
 * files.
 */
public final class OutputWriter {
  static final String LIST = ".routec-output";

  private final Path folder;

  public OutputWriter(Path folder) {
    this.folder = folder;
  }

  /**
   * What a run changed.
   *
   * @param written how many files are new or different
   * @param kept how many were as they should be
   * @param deleted how many files of a former run are gone
   */
  public record Outcome(int written, int kept, int deleted) {}

  /**
   * Makes the folder hold exactly these files beside those of others.
   *
   * @throws OutputRefused if a file of someone else or a link is in the way; then nothing is
   *     written
   */
  public Outcome write(List<GeneratedFile> files) throws IOException {
    Set<String> before = owned();
    for (GeneratedFile file : files) {
      refuseStrangers(file, before);
    }
    int written = 0;
    for (GeneratedFile file : files) {
      if (!isCurrent(file)) {
        replace(target(file.path()), file.text());
        written++;
      }
    }
    Set<String> now =
        files.stream().map(GeneratedFile::path).collect(Collectors.toCollection(TreeSet::new));
    before.removeAll(now);
    int deleted = 0;
    for (String path : before) {
      deleted += delete(target(path)) ? 1 : 0;
    }
    String list = now.stream().collect(Collectors.joining("\n", "", "\n"));
    GeneratedFile listing =
        new GeneratedFile(LIST, "# Files that routec wrote here and may delete.\n" + list);
    if (!isCurrent(listing)) {
      replace(target(LIST), listing.text());
    }
    return new Outcome(written, files.size() - written, deleted);
  }

  private Set<String> owned() throws IOException {
    Path list = folder.resolve(LIST);
    Set<String> paths = new TreeSet<>();
    if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
      for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
        if (!line.isBlank() && !line.startsWith("#") && isInside(line)) {
          paths.add(line);
        }
      }
    }
    return paths;
  }

  /** Whether a path stays in the folder, whoever edited the list. */
  private static boolean isInside(String path) {
    return !path.startsWith("/")
        && !path.contains("\\")
        && !path.contains(":")
        && !Arrays.asList(path.split("/", -1)).contains("..");
  }

  private void refuseStrangers(GeneratedFile file, Set<String> owned) throws IOException {
    Path target = target(file.path());
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS) || owned.contains(file.path())) {
      return;
    }
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new OutputRefused(target + " is in the way: it is no plain file.");
    }
    if (!Files.readString(target, StandardCharsets.ISO_8859_1).contains(GeneratedFile.MARK)) {
      throw new OutputRefused(
          target + " was not written by routec: move it away or choose another folder.");
    }
  }

  private boolean isCurrent(GeneratedFile file) throws IOException {
    Path target = target(file.path());
    return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        && Arrays.equals(Files.readAllBytes(target), file.text().getBytes(StandardCharsets.UTF_8));
  }

  /** A path in the folder, reached through no link. */
  private Path target(String path) throws IOException {
    if (!isInside(path)) {
      throw new OutputRefused(path + " would lie outside " + folder + ".");
    }
    Path target = folder;
    for (String part : path.split("/", -1)) {
      target = target.resolve(part);
      if (Files.isSymbolicLink(target)) {
        throw new OutputRefused(target + " is a link; routec writes through none.");
      }
    }
    return target;
  }

  /** Beside first, then in its place in one step: nobody ever reads half a file. */
  private static void replace(Path target, String text) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new OutputRefused(target + " is no file.");
    }
    Files.createDirectories(parent);
    Path fresh = parent.resolve("." + target.getFileName() + ".new");
    Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
    try {
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes a file and the folders that it leaves empty. */
  private boolean delete(Path target) throws IOException {
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Files.delete(target);
    for (Path parent = target.getParent();
        parent != null && !parent.equals(folder) && isEmpty(parent);
        parent = parent.getParent()) {
      Files.delete(parent);
    }
    return true;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }
}

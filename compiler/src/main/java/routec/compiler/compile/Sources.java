package routec.compiler.compile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.SourceFile;

/**
 * The input: files, folders and standard input, each text once.
 *
 * @param files sorted by name, so that the order of options changes nothing
 */
public record Sources(List<SourceFile> files) {
  private static final String STANDARD_INPUT = "-";

  public Sources {
    files = files.stream().sorted().distinct().toList();
  }

  /**
   * Reads what the options name; what can't be read becomes a diagnostic.
   *
   * @param names files, folders (all {@code .yaml} and {@code .yml} in them) and {@code -}
   */
  public static Sources read(
      Collection<String> names, InputStream standardInput, Diagnostics diagnostics) {
    List<SourceFile> files = new ArrayList<>();
    Set<Path> seen = new LinkedHashSet<>();
    for (String name : new LinkedHashSet<>(names)) {
      try {
        if (name.equals(STANDARD_INPUT)) {
          files.add(SourceFile.decode("stdin", standardInput.readAllBytes()));
        } else {
          for (Path file : manifests(Path.of(name))) {
            if (seen.add(file.toRealPath())) {
              files.add(SourceFile.decode(name(file), Files.readAllBytes(file)));
            }
          }
        }
      } catch (IOException | InvalidPathException e) {
        diagnostics.add(
            Diagnostic.of(Code.RC0112, SourceFile.of(name, "").start(), unreadable(name, e)));
      }
    }
    return new Sources(files);
  }

  private static List<Path> manifests(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> isManifest(path.relativize(file)) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** YAML by its name, and in no hidden folder. */
  private static boolean isManifest(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static String name(Path file) {
    return file.toString().replace('\\', '/');
  }

  private static String unreadable(String name, Exception e) {
    return switch (e) {
      case NoSuchFileException _ -> "There is no file `" + name + "`.";
      case AccessDeniedException _ -> "`" + name + "` may not be read.";
      default -> "`" + name + "` can't be read.";
    };
  }
}

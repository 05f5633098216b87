package routec.compiler.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import routec.compiler.diag.Code;

/** The golden folders {@code cases/<name>/input/*.yaml} with {@code diagnostics.txt}. */
final class Cases {
  static final Path FOLDER = Path.of("src/test/resources/cases");

  private Cases() {}

  /** The cases that say what is reported; those with {@code expected/} belong to the emitters. */
  static List<Path> all() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("input")))
          .filter(folder -> !Files.isDirectory(folder.resolve("expected")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that are named after a code, by name. */
  static List<Path> of(Code code) {
    String prefix = code.name().toLowerCase(Locale.ROOT);
    return all().stream().filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
  }
}

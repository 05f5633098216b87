package routec.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository is: tests run in the folder of their module. */
final class Repository {
  private Repository() {}

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    return Files.exists(folder.resolve("Makefile")) ? folder : folder.resolve("..").normalize();
  }
}

package routec.compiler.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import routec.runtime.spi.CompiledGateway;

/** The class path of this very program, on which the runtime lies too. */
final class ClassPath {
  private static final String SERVICE = "META-INF/services/" + CompiledGateway.class.getName();

  private ClassPath() {}

  /** Its entries, but for those that bring a compiled gateway of their own. */
  static List<String> withoutGateways() throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty() && !hasGateway(Path.of(entry))) {
        entries.add(entry);
      }
    }
    return entries;
  }

  static String join(List<String> entries) {
    return String.join(File.pathSeparator, entries);
  }

  private static boolean hasGateway(Path entry) throws IOException {
    if (Files.isDirectory(entry)) {
      return Files.exists(entry.resolve(SERVICE));
    }
    if (!Files.isRegularFile(entry)) {
      return false;
    }
    try (ZipFile jar = new ZipFile(entry.toFile())) {
      return jar.getEntry(SERVICE) != null;
    }
  }
}

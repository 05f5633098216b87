package routec.compiler.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import routec.compiler.emit.GeneratedFile;

/** The jar that a gateway is served from. */
public final class RoutesJar {
  /** 1 January 2026: the same routes make the same jar on any day. */
  private static final long TIMESTAMP = 1_767_225_600_000L;

  private RoutesJar() {}

  /**
   * Compiles generated files and writes the jar.
   *
   * @throws RunRefused if this Java has no compiler
   * @throws IllegalStateException if the sources don't compile: a bug of ours
   */
  public static void write(List<GeneratedFile> files, List<String> classPath, Path jar)
      throws IOException {
    var entries = RoutesCompiler.compile(files, classPath);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var entry : entries.entrySet()) {
        ZipEntry header = new ZipEntry(entry.getKey());
        header.setTime(TIMESTAMP);
        zip.putNextEntry(header);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }
}

package routec.compiler.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.emit.envoy.EnvoySettings;
import routec.compiler.source.SourceFile;

/** The gateways under {@code src/test/resources/gateways}, compiled. */
public final class Cases {
  private Cases() {}

  /** The folder of all cases, in the sources: goldens are rewritten there. */
  public static Path folder() {
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve("compiler/pom.xml"))) {
      root = root.getParent();
    }
    return Objects.requireNonNull(root, "run in the repository")
        .resolve("compiler/src/test/resources/gateways");
  }

  public static List<String> names() {
    try (Stream<Path> folders = Files.list(folder())) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A case's gateway; the case must have no error. */
  public static Compilation.Gateway gateway(String name) {
    return gateway(List.of(folder().resolve(name).resolve("input").toString()));
  }

  /** The gateway of one manifest in memory. */
  public static Compilation.Gateway ofText(String text) {
    return gateway(new Sources(List.of(SourceFile.of("gateway.yaml", text))), new Diagnostics());
  }

  static Compilation.Gateway gateway(List<String> inputs) {
    Diagnostics diagnostics = new Diagnostics();
    return gateway(Sources.read(inputs, InputStream.nullInputStream(), diagnostics), diagnostics);
  }

  private static Compilation.Gateway gateway(Sources sources, Diagnostics diagnostics) {
    Compilation compilation = new Compiler().compile(sources, diagnostics);
    return compilation
        .gateway()
        .orElseThrow(() ->
            new AssertionError(
                compilation.diagnostics().stream()
                    .filter(Diagnostic::isError)
                    .map(diagnostic -> diagnostic.span() + ": " + diagnostic.message())
                    .toList()));
  }

  /** What {@code routec compile} writes for a case. */
  public static List<GeneratedFile> generated(String name) {
    return generated(gateway(name));
  }

  static List<GeneratedFile> generated(Compilation.Gateway gateway) {
    return Compiler.emit(
        gateway.plan(), new EnvoySettings("0.0.0.0", 10082, ".routec/run/10080/gateway.sock"));
  }
}

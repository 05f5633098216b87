package routec.compiler.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.SourceFile;

/** Many files and many documents are judged on all cores, and unchanged ones only once. */
final class ManyFilesTest {
  private static final int MANY = 300;

  @Test
  void documentsThatAreJudgedOnAllCoresAreToldAsThoseJudgedAlone() {
    String text =
        IntStream.range(0, MANY)
            .mapToObj(ManyFilesTest::mistaken)
            .collect(Collectors.joining("---\n"));
    List<String> alone = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      SourceFile file = SourceFile.of("a.yaml", mistaken(i));
      compile(new Compiler(), List.of(file)).stream().map(Diagnostic::message).forEach(alone::add);
    }
    assertEquals(MANY, alone.size());
    for (int round = 0; round < 5; round++) {
      List<Diagnostic> together = compile(new Compiler(), List.of(SourceFile.of("a.yaml", text)));
      assertEquals(alone, together.stream().map(Diagnostic::message).toList());
    }
  }

  @Test
  void aCompilerThatJudgedTheFilesBeforeSaysWhatAFreshOneSays() {
    Compiler used = new Compiler();
    List<SourceFile> files = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      files.add(SourceFile.of("file-%03d.yaml".formatted(i), mistaken(i)));
    }
    assertEquals(compile(new Compiler(), files), compile(used, files));
    files.set(7, SourceFile.of("file-007.yaml", "# moved down by a line\n" + mistaken(7)));
    files.set(8, SourceFile.of("file-008.yaml", mistaken(9_008)));
    files.remove(100);
    files.add(SourceFile.of("file-999.yaml", mistaken(999)));
    List<Diagnostic> fresh = compile(new Compiler(), files);
    assertEquals(fresh, compile(used, files));
    assertEquals(fresh, compile(used, files));
    assertEquals(mistakenLine() + 1, fresh.get(7).span().line());
  }

  @Test
  void whatIsStrictForOneCompilationIsNoErrorOfTheNext() {
    Compiler used = new Compiler();
    List<SourceFile> files = List.of(SourceFile.of("a.yaml", mistaken(1)));
    Diagnostics strict = new Diagnostics(true);
    used.compile(new Sources(files), strict);
    assertEquals(compile(new Compiler(), files), compile(used, files));
  }

  private static List<Diagnostic> compile(Compiler compiler, List<SourceFile> files) {
    return compiler.compile(new Sources(files), new Diagnostics()).diagnostics();
  }

  private static int mistakenLine() {
    return mistaken(0).lines().toList().indexOf("  nonsense0: true") + 1;
  }

  private static String mistaken(int number) {
    return """
    apiVersion: gateway.envoyproxy.io/v1alpha1
    kind: Backend
    metadata:
      name: b%d
    spec:
      nonsense%d: true
      endpoints:
        - fqdn: {hostname: h%d.example.com, port: 443}
    """
        .formatted(number, number, number);
  }
}

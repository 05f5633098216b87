package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make compile-routes} hands on to {@code ./routec}, which only prints it here. */
final class MakefileTest {
  @TempDir private Path folder;

  @BeforeEach
  void layOut() throws IOException {
    for (String name : List.of("scripts", ".build", "examples")) {
      Files.createDirectory(folder.resolve(name));
    }
    for (String name : List.of("Makefile", "scripts/find-jdk.sh")) {
      Files.copy(Repository.root().resolve(name), folder.resolve(name));
    }
    Path routec = folder.resolve("routec");
    Files.writeString(routec, "#!/bin/sh\nprintf '<%s>' \"$@\"\n");
    assertTrue(routec.toFile().setExecutable(true));
    Files.createFile(folder.resolve("examples/aws.yaml"));
    Files.createFile(folder.resolve(".build/built"));
    Files.createFile(folder.resolve(".build/trained"));
  }

  @Test
  void oddNamesArriveAsTheyAre() throws Exception {
    for (String name :
        List.of("a'q.yaml", "a\"q.yaml", "a;b.yaml", "a(b).yaml", "a~.yaml", "&.yml")) {
      Files.createFile(folder.resolve(name));
      assertEquals(compiled(name), make(0, name));
      assertEquals(compiled(name), make(0, "MANIFESTS=" + name));
    }
    Files.createFile(folder.resolve("-a.yaml"));
    assertEquals(compiled("-a.yaml"), make(0, "--", "-a.yaml"));
    for (String name : List.of("a=b.yaml", "a:b.yaml")) {
      Files.createFile(folder.resolve(name));
      assertEquals(compiled(name), make(0, "MANIFESTS=" + name));
    }
    Files.createFile(folder.resolve("b.yaml"));
    Files.createFile(folder.resolve("c.yaml"));
    assertEquals(
        "<compile><--file=b.yaml><--file=c.yaml><-o><out>", make(0, "b.yaml", "c.yaml", "OUT=out"));
    assertEquals(
        "<compile><--file=b.yaml><--file=c.yaml><-o><generated>",
        make(0, "MANIFESTS=b.yaml c.yaml"));
    assertEquals(compiled("examples/aws.yaml"), make(0));
    assertTrue(make(0, "aws.yaml").contains("taking examples/aws.yaml"));
  }

  @Test
  void namesThatMakeCantTakeAreToldWithWhatToWrite() throws Exception {
    for (String name : List.of("a=b.yaml", "a:b.yaml", "a%b.yaml", "a$x.yaml")) {
      Files.createFile(folder.resolve(name));
      String told = make(2, name);
      assertTrue(told.contains("write: ./routec compile -f '" + name + "' -o generated"), told);
    }
    Files.createFile(folder.resolve("a b.yaml"));
    String told = make(2, "a b.yaml");
    assertTrue(told.contains("There is no file a. If its name has blanks"), told);
    assertTrue(told.contains("write: ./routec compile -f 'NAME' -o generated"), told);
  }

  private static String compiled(String name) {
    return "<compile><--file=" + name + "><-o><generated>";
  }

  private String make(int code, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("make", "-s", "compile-routes"));
    command.addAll(List.of(words));
    Map<String, String> fresh = Map.of("MAKEFLAGS", "", "MAKELEVEL", "", "MFLAGS", "");
    Script done = Script.run(folder, fresh, command);
    assertEquals(code, done.code(), done.output());
    return done.output().strip();
  }
}

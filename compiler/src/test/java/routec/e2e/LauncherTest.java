package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./routec} from wherever and however it is called. */
class LauncherTest {
  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path home = Path.of("");

  /** A home with a blank in its name, laid out as a build leaves it. */
  @BeforeEach
  void layOut() throws IOException {
    home = folder.resolve("a home");
    Path root = Repository.root();
    copy(root.resolve("routec"), home.resolve("routec"));
    copy(root.resolve("scripts/find-jdk.sh"), home.resolve("scripts/find-jdk.sh"));
    environment.put("JDK25_HOME", System.getProperty("java.home"));
  }

  /** The compiler's jar, and one jar that names all others. */
  private void build() throws IOException {
    Path target = home.resolve("compiler/target");
    Files.createDirectories(target.resolve("lib"));
    List<String> others = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path path = Path.of(entry);
      if (path.endsWith("compiler/target/classes")) {
        jar(path, target.resolve("routec-compiler-1.jar"));
      } else {
        others.add(path.toUri().toString());
      }
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", others));
    new JarOutputStream(Files.newOutputStream(target.resolve("lib/others.jar")), manifest).close();
  }

  @Test
  void withoutABuildItSaysInOneSentenceWhatToRun() throws Exception {
    Script script = run(folder, home.resolve("routec"), "check");
    assertEquals(2, script.code());
    assertEquals(
        "routec: there is no build in " + home.toRealPath() + " yet; run: make build\n",
        script.output());
  }

  @Test
  void itIsFoundThroughLinksFromAnotherFolderWithABlankInItsPath() throws Exception {
    build();
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path link = Files.createSymbolicLink(bin.resolve("absolute"), home.resolve("routec"));
    Path relative = Files.createSymbolicLink(bin.resolve("relative"), Path.of("absolute"));
    Path there = Files.createDirectories(folder.resolve("my manifests"));
    Files.writeString(there.resolve("odd: name=1 %.yaml"), "kind: [");
    for (Path routec : List.of(home.resolve("routec"), link, relative)) {
      Script script = run(there, routec, "check", "-f", "odd: name=1 %.yaml");
      assertEquals(1, script.code(), script.output());
      assertTrue(script.output().startsWith("odd: name=1 %.yaml:1:"), script.output());
    }
  }

  @Test
  void withoutAJdkItSaysHowToGetOne() throws Exception {
    build();
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("sh", "sed", "cat", "dirname", "readlink", "find")) {
      Path program =
          Stream.of("/usr/bin", "/bin")
              .map(each -> Path.of(each, tool))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(tools.resolve(tool), program);
    }
    // The finder's own places are out of the way of a machine that has a JDK in one of them.
    Path finder = home.resolve("scripts/find-jdk.sh");
    Files.writeString(
        finder,
        Files.readString(finder).replace(" /usr/", " /nowhere/").replace(" /opt/", " /nowhere/"));
    environment.put("JDK25_HOME", "");
    environment.put("JAVA_HOME", "");
    environment.put("HOME", folder.toString());
    environment.put("PATH", tools.toString());
    Script script = run(folder, home.resolve("routec"), "check");
    assertEquals(2, script.code(), script.output());
    assertTrue(script.output().startsWith("Routec needs a JDK 25"), script.output());
    assertTrue(script.output().contains("apt-get install openjdk-25-jdk-headless"));
    assertTrue(script.output().contains("JDK25_HOME"));
  }

  private Script run(Path where, Path routec, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(Stream.of("/bin/sh", routec.toString()), Stream.of(arguments)).toList();
    environment.putIfAbsent("PATH", System.getenv("PATH"));
    return Script.run(where, environment, command);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static void jar(Path classes, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        jar.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
        Files.copy(each, jar);
        jar.closeEntry();
      }
    }
  }
}

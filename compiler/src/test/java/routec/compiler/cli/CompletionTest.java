package routec.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Completions as the shells themselves make them, from keys that are typed. */
final class CompletionTest {
  private static final Path TYPED = Path.of("src/test/resources/shells/typed.py").toAbsolutePath();

  /** What is typed before the tab, and the word that comes of it. */
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("routec comple", "completion");
    WORDS.put("routec check --eac", "--each");
    WORDS.put("routec check --format sar", "sarif");
    WORDS.put("routec graph --format mer", "mermaid");
    WORDS.put("routec completion fi", "fish");
    WORDS.put("routec check -f unus", "unusual-name.yaml");
    WORDS.put("routec try --reply unus", "unusual-name.yaml");
    WORDS.put("routec diff unus", "unusual-name.yaml");
  }

  @TempDir private Path folder;

  @Test
  void bashCompletesCommandsOptionsValuesAndFiles() throws Exception {
    typed("bash");
  }

  @Test
  void zshCompletesCommandsOptionsValuesAndFiles() throws Exception {
    typed("zsh");
  }

  @Test
  void fishCompletesCommandsOptionsValuesAndFiles() throws Exception {
    Path script = script("fish");
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      String told =
          run(
              "fish",
              "--no-config",
              "-c",
              "source " + script + "; complete -C '" + word.getKey() + "'");
      List<String> offered =
          told.lines().map(line -> line.replaceFirst("\t.*", "").strip()).toList();
      assertEquals(List.of(word.getValue()), offered, word.getKey());
    }
  }

  private void typed(String shell) throws Exception {
    assumeThere("python3");
    Path script = script(shell);
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      String told =
          run("python3", TYPED.toString(), shell, script.toString(), word.getKey() + "\\t");
      String typed =
          word.getKey().replaceFirst("^routec ", "").replaceFirst("[^ ]+$", word.getValue());
      assertEquals("<" + typed.replace(" ", "><") + ">", told.strip(), word.getKey());
    }
  }

  /** The script in a folder with one file to be completed. */
  private Path script(String shell) throws IOException {
    assumeThere(shell);
    Files.createFile(folder.resolve("unusual-name.yaml"));
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    assertEquals(0, line.execute("completion", shell));
    return Files.writeString(folder.resolve("completion"), out.toString());
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertEquals(true, process.waitFor(180, TimeUnit.SECONDS), "the shell hangs");
    return Files.readString(said);
  }

  private static void assumeThere(String program) {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(there, "SKIPPED: no " + program + " here: its completions were not tried");
  }
}

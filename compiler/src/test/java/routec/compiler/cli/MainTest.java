package routec.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import routec.compiler.compile.Cases;

final class MainTest {
  private static final String GOOD = Cases.folder().resolve("guide/input/aws.yaml").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aGoodManifestEndsWithZeroAndNothingIsWritten() {
    assertEquals(0, run("check", "-f", GOOD));
    // A busy machine may tell how far it is.
    assertTrue(err.toString().replace("routec: still judging\n", "").isEmpty(), err.toString());
  }

  @Test
  void aBadManifestEndsWithOneAndNamesThePlace() throws IOException {
    String bad = broken();
    assertEquals(1, run("check", "-f", bad));
    assertTrue(out.toString().contains(bad + ":"), out.toString());
    assertTrue(out.toString().contains("RC0301"), out.toString());
  }

  @Test
  void aBadManifestWritesNothing() throws IOException {
    Path output = folder.resolve("out");
    Path state = folder.resolve("state");
    assertEquals(
        1, run("compile", "-f", broken(), "-o", output.toString(), "--state", state.toString()));
    assertFalse(Files.exists(output));
    assertFalse(Files.exists(state));
  }

  @Test
  void compileWritesSourcesBootstrapAndSecrets() throws IOException {
    Path output = folder.resolve("out");
    Path state = folder.resolve("state");
    String[] command = {
      "compile", "-f", GOOD, "-o", output.toString(), "--state", state.toString()
    };
    assertEquals(0, run(command));
    assertTrue(Files.exists(output.resolve("src/main/java/routec/generated/Gateway.java")));
    assertTrue(Files.exists(output.resolve("envoy/envoy.yaml")));
    assertTrue(
        Files.readString(state.resolve("secrets/default/aws-credentials/credentials"))
            .startsWith("[default]"));
    assertEquals(0, run(command));
    assertTrue(out.toString().contains("0 written"), out.toString());
  }

  @Test
  void jsonGoesToStandardOutput() throws IOException {
    assertEquals(1, run("check", "-f", broken(), "--format", "json"));
    assertTrue(out.toString().startsWith("{"), out.toString());
    assertTrue(out.toString().contains("\"RC0301\""), out.toString());
  }

  @Test
  void strictMakesAWarningAnError() throws IOException {
    Path file = folder.resolve("placeholder.yaml");
    Files.writeString(
        file, Files.readString(Path.of(GOOD)).replace("AKIDEXAMPLE", "AWS_ACCESS_KEY_ID"));
    assertEquals(0, run("check", "-f", file.toString()));
    assertEquals(1, run("check", "-f", file.toString(), "--strict"));
  }

  @Test
  void wrongUsageEndsWithTwoAndSaysWhatIsMeant() {
    assertEquals(2, run("chek"));
    assertTrue(
        err.toString().contains("There is no command `chek`. Did you mean `check`?"),
        err.toString());
    assertEquals(2, run("check", "-f", GOOD, "--formt", "json"));
    assertTrue(err.toString().contains("--format"), err.toString());
    assertEquals(2, run("check"));
    assertEquals(2, run());
    assertEquals(2, run("run", "-f", GOOD, "--port", "65534"));
    assertEquals(2, run("run", "-f", GOOD, "--set", "nonsense"));
    assertEquals(2, run("explain", "RC9999"));
  }

  @Test
  void aFileInTheWayOfTheOutputEndsWithTwo() throws IOException {
    Files.writeString(folder.resolve("out"), "a file");
    String output = folder.resolve("out").toString();
    assertEquals(
        2, run("compile", "-f", GOOD, "-o", output, "--state", folder.resolve("s").toString()));
    assertTrue(err.toString().startsWith("routec: "), err.toString());
    assertFalse(err.toString().contains("Exception"), err.toString());
  }

  @Test
  void aBugIsToldCalmlyAndInFullOnlyToThoseWhoAsk() {
    assertEquals(3, fail(false));
    assertTrue(err.toString().contains("ROUTEC_DEBUG=1 routec fail"), err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
    assertFalse(err.toString().contains("Exception"), err.toString());
    assertEquals(3, fail(true));
    assertTrue(err.toString().contains("java.lang.IllegalStateException: oh"), err.toString());
    assertTrue(err.toString().contains("\tat "), err.toString());
  }

  private int fail(boolean debug) {
    CommandLine line = Main.commandLine(debug);
    line.addSubcommand(new Failing());
    line.setErr(new PrintWriter(err, true));
    return line.execute("fail");
  }

  /** A command with a bug. */
  @Command(name = "fail")
  private static final class Failing implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("oh");
    }
  }

  @Test
  void whatTakesLongIsToldOnStandardErrorUntilItEnds() throws InterruptedException {
    try (Progress progress =
        new Progress(new PrintWriter(err, true), "judging", Duration.ofMillis(5))) {
      progress.done(3, 7);
      for (int i = 0; i < 2_000 && !err.toString().contains("3 of 7"); i++) {
        Thread.sleep(5);
      }
    }
    assertTrue(err.toString().contains("routec: still judging: 3 of 7 files\n"), err.toString());
  }

  @Test
  void helpAndVersionAreThere() {
    assertEquals(0, run("help"));
    for (String command : new String[] {"check", "compile", "run", "explain"}) {
      assertTrue(out.toString().contains(command), out.toString());
      assertEquals(0, run(command, "--help"));
    }
    assertEquals(0, run("--version"));
  }

  @Test
  void explainTellsWhereAModelGoesAndWhy() {
    assertEquals(0, run("explain", "-f", GOOD, "us.amazon.nova-micro-v1:0"));
    assertTrue(
        out.toString().contains("at bedrock-runtime.us-east-1.amazonaws.com:443  ["),
        out.toString());
    assertTrue(out.toString().contains("[aws.yaml:"), out.toString());
    assertEquals(1, run("explain", "-f", GOOD, "gpt-4"));
    assertTrue(out.toString().contains("no rule takes it"), out.toString());
    assertEquals(0, run("explain", "rc0301"));
  }

  private String broken() throws IOException {
    Path file = folder.resolve("broken.yaml");
    Files.writeString(
        file, Files.readString(Path.of(GOOD)).replaceFirst("- name: aws\n", "- name: awz\n"));
    return file.toString();
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}

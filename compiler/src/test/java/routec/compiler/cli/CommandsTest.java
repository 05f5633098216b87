package routec.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import routec.compiler.compile.Cases;

final class CommandsTest {
  private static final String GOOD = Cases.folder().resolve("guide/input/aws.yaml").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void diffEndsWithFourWhereTrafficChangesAndWithOneUponErrors() throws IOException {
    String moved =
        file("moved.yaml", Files.readString(Path.of(GOOD)).replace("us-east-1", "us-west-2"));
    String broken = file("broken.yaml", "kind: [");
    assertEquals(0, run("diff", GOOD, GOOD));
    assertEquals(4, run("diff", GOOD, moved));
    assertTrue(out.toString().contains("+ signed for us-west-2"), out.toString());
    assertEquals(4, run("diff", GOOD, moved, "--format", "markdown"));
    assertEquals(1, run("diff", GOOD, broken));
    assertEquals(1, run("diff", broken, GOOD));
    assertEquals(2, run("diff", GOOD));
  }

  @Test
  void diffTellsWhichSideIsBroken() throws IOException {
    String broken = file("broken.yaml", "kind: [");
    assertEquals(1, run("diff", GOOD, broken));
    assertTrue(err.toString().contains("so " + broken + " is not compared"), err.toString());
    assertFalse(err.toString().contains("so " + GOOD), err.toString());
    assertEquals(1, run("diff", broken, GOOD, "--format", "json"));
    assertEquals("", out.toString(), "half a comparison is none");
    String nowhere = folder.resolve("nowhere.yaml").toString();
    assertEquals(1, run("diff", GOOD, nowhere));
    assertTrue(err.toString().contains("There is no file `" + nowhere + "`."), err.toString());
  }

  @Test
  void filesInAnotherOrderChangeNothingForTraffic() throws IOException {
    String[] documents = Files.readString(Path.of(GOOD)).split("(?m)^---\n", -1);
    Path folders = Files.createDirectory(folder.resolve("split"));
    for (int i = 0; i < documents.length; i++) {
      Files.writeString(folders.resolve((documents.length - i) + ".yaml"), documents[i]);
    }
    assertEquals(0, run("diff", GOOD, folders.toString()), out::toString);
    assertEquals("Nothing changes for traffic.\n", out.toString());
  }

  @Test
  void strictTakesWarningsForErrorsInEveryCommandThatHasIt() throws IOException {
    String text = Files.readString(Path.of(GOOD));
    String open = file("open.yaml", text.substring(0, text.lastIndexOf("---")));
    String request = file("r.json", "{\"model\":\"us.amazon.nova-micro-v1:0\",\"messages\":[]}");
    String output = folder.resolve("out").toString();
    assertEquals(0, run("check", "-f", open));
    assertEquals(0, run("graph", "-f", open));
    List<String> had = new ArrayList<>();
    Main.commandLine()
        .getSubcommands()
        .forEach((name, command) -> {
          if (command.getCommandSpec().findOption("--strict") != null) {
            had.add(name);
          }
        });
    assertEquals(List.of("check", "compile", "run", "try", "graph"), had);
    assertEquals(1, run("check", "--strict", "-f", open));
    assertEquals(1, run("compile", "--strict", "-f", open, "-o", output));
    assertFalse(Files.exists(Path.of(output)), "nothing is written");
    assertEquals(1, run("run", "--strict", "-f", open, "--state", output));
    assertFalse(Files.exists(Path.of(output)), "nothing is started");
    assertEquals(1, run("try", "--strict", "-f", open, request));
    assertEquals(1, run("graph", "--strict", "-f", open));
    assertTrue(out.toString().contains("error[RC0304]"), out.toString());
  }

  @Test
  void tryShowsTheRequestAndEndsWithOneWhereTheGatewayRefuses() throws IOException {
    String body = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    String nova = file("nova.json", body.formatted("us.amazon.nova-micro-v1:0"));
    assertEquals(0, run("try", "-f", GOOD, nova, "--header", "x-team: a"));
    assertTrue(out.toString().contains("/converse HTTP/1.1"), out.toString());
    assertEquals(1, run("try", "-f", GOOD, file("gpt.json", body.formatted("gpt-4"))));
    assertTrue(out.toString().contains("HTTP/1.1 404"), out.toString());
    assertEquals(0, run("try", "-f", GOOD, "--endpoint", "/v1/models"));
    assertEquals(2, run("try", "-f", GOOD));
    assertEquals(2, run("try", "-f", GOOD, nova, "--endpoint", "/nope"));
    assertEquals(2, run("try", "-f", GOOD, nova, "--header", "nope"));
    assertEquals(2, run("try", "-f", GOOD, folder.resolve("no.json").toString()));
    assertEquals(2, run("try", "-f", "-", "-"));
  }

  @Test
  void testEndsWithOneWhereAnExpectationDoesNotHold() throws IOException {
    String good = file("good.test.yaml", "tests:\n- model: gpt-4\n  expect: {status: 404}\n");
    String bad = file("bad.test.yaml", "tests:\n- model: gpt-4\n  expect: {region: x}\n");
    assertEquals(0, run("test", "-f", GOOD, good));
    assertEquals(1, run("test", "-f", GOOD, good, bad));
    assertTrue(out.toString().contains("bad.test.yaml:3:20: expected region x"), out.toString());
    assertEquals(2, run("test", good));
    assertTrue(err.toString().contains("names no `manifests:`"), err.toString());
  }

  @Test
  void graphDrawsForMermaidAndGraphviz() {
    assertEquals(0, run("graph", "-f", GOOD));
    assertTrue(out.toString().startsWith("flowchart LR\n"), out.toString());
    assertEquals(0, run("graph", "-f", GOOD, "--format", "dot"));
    assertTrue(out.toString().contains("digraph gateway {"), out.toString());
  }

  @Test
  void completionKnowsEveryCommandInEveryShell() {
    for (String shell : new String[] {"bash", "zsh", "fish"}) {
      out.getBuffer().setLength(0);
      assertEquals(0, run("completion", shell));
      for (String command : Main.commandLine().getSubcommands().keySet()) {
        assertTrue(out.toString().contains(command), shell + " lacks " + command);
      }
    }
    assertEquals(2, run("completion", "cmd"));
  }

  @Test
  @Timeout(120)
  void watchJudgesAgainAfterAChange() throws Exception {
    Path file = Path.of(file("a.yaml", Files.readString(Path.of(GOOD))));
    Thread watching =
        Thread.ofPlatform().start(() -> run("check", "-f", folder.toString(), "--watch"));
    await("watching for changes", 1);
    Files.writeString(file, "kind: [");
    await("watching for changes", 2);
    watching.interrupt();
    watching.join();
    assertTrue(out.toString().contains("RC0101"), out.toString());
  }

  private void await(String words, int times) throws InterruptedException {
    while (err.toString().split(words, -1).length - 1 < times) {
      Thread.sleep(20);
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}

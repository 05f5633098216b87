package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code routec run} as somebody at a terminal meets it. */
class RunTest {
  private static final Path MANIFEST =
      Path.of("src/test/resources/gateways/guide/input/aws.yaml").toAbsolutePath();

  private static final int INTERRUPT = 2;

  @TempDir private Path folder;
  private Path routec = Path.of("");

  @BeforeEach
  void makeLauncher() throws Exception {
    routec = Script.launcher(folder.resolve("bin"));
  }

  @Test
  void aTakenPortIsSaidInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Script script =
          Script.run(
              folder,
              Map.of(),
              List.of(
                  routec.toString(),
                  "run",
                  "-f",
                  MANIFEST.toString(),
                  "--no-envoy",
                  "--port",
                  Integer.toString(taken.getLocalPort())));
      assertEquals(2, script.code(), script.output());
      String last = script.output().strip().lines().reduce((_, line) -> line).orElse("");
      assertTrue(last.startsWith("routec: "), last);
      assertTrue(last.contains(taken.getLocalPort() + " is taken"), last);
    }
  }

  @Test
  void anInterruptEndsItWithNothingLeftBehind() throws Exception {
    Assumptions.assumeFalse(
        ignoresInterrupts(),
        "SKIPPED: this run ignores interrupts, as all does that a script starts in the background");
    int port = Gateway.freePort();
    Process process =
        new ProcessBuilder(routec.toString(), "run", "-f", MANIFEST.toString(), "--port", "" + port)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    try {
      String output = await("try it: ");
      assertTrue(output.contains("No Envoy can be had here: serving without it"), output);
      assertTrue(output.contains("ready http://localhost:" + port), output);
      assertTrue(output.contains("try it: curl http://localhost:" + port + "/v1/chat/"), output);
      List<ProcessHandle> children = process.descendants().toList();
      assertTrue(!children.isEmpty());
      assertEquals(0, kill(process.pid()));
      assertEquals(0, process.waitFor(), Files.readString(folder.resolve("out.txt")));
      for (ProcessHandle child : children) {
        child.onExit().get();
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** What a program ignores when it starts another, that one ignores too. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(signals -> (signals & 1L << (INTERRUPT - 1)) != 0);
  }

  private static int kill(long process) throws Exception {
    return new ProcessBuilder("kill", "-INT", "" + process).start().waitFor();
  }

  private String await(String words) throws Exception {
    long end = System.nanoTime() + 120_000_000_000L;
    String output = "";
    while (System.nanoTime() < end && !output.contains(words)) {
      Thread.sleep(50);
      output = Files.readString(folder.resolve("out.txt"));
    }
    assertTrue(output.contains(words), output);
    return output;
  }
}

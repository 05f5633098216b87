package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, each run in a fresh copy of this tree, as a stranger would. */
@Timeout(1_200)
class ReadmeTest {
  private static final Set<String> MADE_HERE =
      Set.of(".git", ".tools", ".build", ".routec", "target");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPO = "envoy-ai-gateway-basic-awz";

  @TempDir static Path folder;
  private static Path copy;
  private static String readme;

  @BeforeAll
  static void copyTheTree() throws IOException {
    copy = folder.resolve("a clone"); // a blank in the path, as strangers have them
    Path root = Repository.root().toAbsolutePath();
    for (String file : files(root)) {
      Path to = copy.resolve(file);
      Files.createDirectories(to.getParent());
      Files.copy(root.resolve(file), to, StandardCopyOption.COPY_ATTRIBUTES);
    }
    if (Files.exists(root.resolve(".tools"))) {
      Files.createSymbolicLink(copy.resolve(".tools"), root.resolve(".tools")); // no new download
    }
    readme = Files.readString(copy.resolve("README.md"));
  }

  @Test
  void everyCommandOfTheReadmeIsRunByATest() {
    List<String> commands =
        blocks("sh").stream()
            .flatMap(block -> block.startsWith("curl ") ? Stream.of("curl") : block.lines())
            .map(line -> line.replaceAll(" +#.*", ""))
            .toList();
    assertEquals(
        List.of(
            "make demo",
            "make test", // this test is part of it
            "make compile-routes examples/aws.yaml",
            "make run MANIFESTS=examples/aws.yaml",
            "curl"),
        commands);
    assertTrue(readme.contains("`./routec check -f manifests/ --format json`"));
    assertTrue(readme.contains("`./routec explain RC0301`"));
  }

  @Test
  void theDemoHoldsAndLeavesNothingBehind() throws Exception {
    Set<String> before = files(copy);
    Done demo = run("make demo");
    assertEquals(0, demo.code, demo.output);
    assertEquals(before, files(copy), "the demo left files behind");
    List<String> left =
        ProcessHandle.allProcesses()
            .map(process -> process.info().commandLine().orElse(""))
            .filter(line -> line.contains(copy.toString()))
            .toList();
    assertEquals(List.of(), left, "the demo left processes behind");
  }

  @Test
  void theExampleCompilesToWhatIsCommitted() throws Exception {
    Path bootstrap = copy.resolve("generated/envoy/envoy.yaml");
    String committed = Files.readString(bootstrap);
    Files.delete(bootstrap);
    Done compiled = run("make compile-routes examples/aws.yaml");
    assertEquals(0, compiled.code, compiled.output);
    assertEquals(committed, Files.readString(bootstrap));
    assertTrue(Files.isDirectory(copy.resolve("generated/src/main/java")));
  }

  @Test
  void aMistakeIsShownAsTheReadmeShowsIt() throws Exception {
    String example = Files.readString(copy.resolve("examples/aws.yaml"));
    Files.writeString(
        folder.resolve("aws.yaml"),
        example.replaceFirst("- name: envoy-ai-gateway-basic-aws\n", "- name: " + TYPO + "\n"));
    run("make build");
    Done checked = run("cd .. && \"a clone/routec\" check -f aws.yaml");
    assertEquals(1, checked.code, checked.output);
    String shown =
        blocks("").stream().filter(block -> block.contains("RC0301")).findFirst().orElseThrow();
    assertTrue(checked.output.contains(shown), checked.output);
    Done explained = run("./routec explain RC0301");
    assertEquals(0, explained.code, explained.output);
    assertTrue(explained.output.contains("RC0301"), explained.output);
  }

  @Test
  void aFolderIsCheckedAsInCi() throws Exception {
    Files.createDirectories(copy.resolve("manifests"));
    Files.copy(copy.resolve("examples/aws.yaml"), copy.resolve("manifests/aws.yaml"));
    run("make build");
    Done good = run("./routec check -f manifests/ --format json 2>/dev/null");
    assertEquals(0, good.code, good.output);
    assertEquals(0, JSON.readTree(good.output).at("/summary/errors").asInt(-1), good.output);
    Files.writeString(copy.resolve("manifests/b.yaml"), "kind: AIGatewayRoute\n");
    assertEquals(1, run("./routec check -f manifests/ --format json").code);
  }

  @Test
  void theGatewayRunsAndTheCurlCallIsAnswered() throws Exception {
    Path pem = folder.resolve("bedrock.pem");
    Path example = copy.resolve("examples/aws.yaml");
    String untouched = Files.readString(example);
    try (Program simulator = Gateway.simulator(pem)) {
      String ready = simulator.await("ready ");
      String bedrock = "127.0.0.1:" + ready.substring(ready.lastIndexOf(':') + 1);
      Files.copy(Gateway.manifest(folder), example, StandardCopyOption.REPLACE_EXISTING);
      call(bedrock, pem);
    } finally {
      Files.writeString(example, untouched);
    }
  }

  private static void call(String bedrock, Path pem) throws Exception {
    int port = Gateway.freePort();
    Path log = folder.resolve("run.log");
    ProcessBuilder run = shell("exec make run MANIFESTS=examples/aws.yaml");
    run.environment().put("PORT", Integer.toString(port));
    run.environment()
        .put(
            "ROUTEC_RUNTIME_JAVA_OPTS",
            "-Droutec.upstream.resolve="
                + (Gateway.HOST + ":443=" + bedrock)
                + " -Droutec.upstream.trust="
                + pem);
    Process gateway = run.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      while (!Files.readString(log).contains("\nready http")) {
        assertTrue(gateway.isAlive(), () -> read(log));
        Thread.sleep(200);
      }
      String curl =
          blocks("sh").stream().filter(each -> each.startsWith("curl ")).findFirst().get();
      Done called =
          run(curl.strip().replace("localhost:1975", "localhost:" + port) + " 2>/dev/null");
      assertEquals(0, called.code, called.output);
      JsonNode reply = JSON.readTree(called.output);
      assertTrue(reply.at("/choices/0/message/content").asText().contains("sky"), called.output);
      sameMembers(JSON.readTree(blocks("json").getFirst()), reply);
    } finally {
      List<ProcessHandle> children = gateway.descendants().toList();
      gateway.destroy();
      assertTrue(gateway.waitFor(60, TimeUnit.SECONDS), "it did not stop");
      for (ProcessHandle child : children) {
        child.onExit().get(60, TimeUnit.SECONDS);
      }
    }
  }

  /** All that the README's reply shows is in the real one. */
  private static void sameMembers(JsonNode shown, JsonNode real) {
    if (shown.isArray()) {
      sameMembers(shown.get(0), real.path(0));
    }
    for (Map.Entry<String, JsonNode> member : shown.properties()) {
      assertTrue(real.has(member.getKey()), member.getKey() + " is not in " + real);
      sameMembers(member.getValue(), real.get(member.getKey()));
    }
  }

  /** What a command printed, and how it ended. */
  private record Done(int code, String output) {}

  private static Done run(String command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "command", ".log");
    Process process = shell(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Done(process.waitFor(), Files.readString(log));
  }

  private static ProcessBuilder shell(String command) {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(copy.toFile());
    builder.environment().keySet().removeAll(Set.of("MAKEFLAGS", "MAKELEVEL", "MFLAGS"));
    return builder;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The README's blocks of one language. */
  private static List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$")
        .matcher(readme)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** The files below a folder that no build made, by their paths from there. */
  private static Set<String> files(Path from) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      return all.map(from::relativize)
          .filter(path -> Stream.of(path.toString().split("/", -1)).noneMatch(MADE_HERE::contains))
          .filter(path -> Files.isRegularFile(from.resolve(path)))
          .map(Path::toString)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}

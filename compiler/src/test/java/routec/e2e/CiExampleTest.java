package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Each command of {@code examples/ci}, run in a repository such as a user's. */
class CiExampleTest {
  private static final Path EXAMPLES = Repository.root().resolve("examples/ci");
  private static final String NOVA = "us.amazon.nova-micro-v1:0";

  /** What only the service's image has. */
  private static final String PACKAGES = "apt-get ";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path work = Path.of("");

  /** A clone whose branch leads the model elsewhere than main, and a Routec to be cloned. */
  @BeforeEach
  void makeRepositories() throws Exception {
    Path routec = folder.resolve("routec");
    Script.launcher(routec);
    Files.writeString(routec.resolve("Makefile"), "build:\n\t@echo built\n");
    commit(routec, "main");
    Path origin = folder.resolve("origin");
    Files.createDirectories(origin.resolve("gateway"));
    Files.createDirectories(origin.resolve("tests"));
    Files.writeString(origin.resolve("gateway/aws.yaml"), manifest());
    Files.writeString(
        origin.resolve("tests/routes.test.yaml"),
        """
        manifests: [../gateway]
        tests:
        - model: %s
          expect: {backend: aws}
        """
            .formatted(NOVA));
    commit(origin, "main");
    work = folder.resolve("work");
    shell(folder, "git clone --quiet '" + origin + "' work && cd work && git checkout -qb change");
    environment.put("ROUTEC_REPOSITORY", routec.toUri().toString());
    environment.put("PATH", routec + ":" + System.getenv("PATH"));
  }

  @Test
  void theHookOfGitLetsGoodManifestsPassAndStopsOthers() throws Exception {
    Path hook = work.resolve(".git/hooks/pre-commit");
    Files.createDirectories(work.resolve(".git/hooks"));
    Files.copy(EXAMPLES.resolve("pre-commit"), hook);
    assertTrue(hook.toFile().setExecutable(true));
    edit("us-east-1", "us-west-2");
    shell(work, commitAs("good"));
    Files.writeString(work.resolve("notes.txt"), "no manifest");
    shell(work, commitAs("no manifest at all"));
    edit("kind: AIServiceBackend", "kind: AIServiceBakend");
    Script refused = Script.run(work, environment, bash(commitAs("bad")));
    assertEquals(1, refused.code(), refused.output());
    assertTrue(refused.output().contains("gateway/aws.yaml:"), refused.output());
    shell(work, "git add -A && git stash -q && git status --short");
    edit(NOVA, "us.amazon.nova-lite-v1:0");
    Script elsewhere = Script.run(work, environment, bash(commitAs("fails its test")));
    assertEquals(1, elsewhere.code(), elsewhere.output());
    assertTrue(elsewhere.output().contains("routes.test.yaml:"), elsewhere.output());
  }

  @Test
  void theWorkflowOfGitHubRunsStepByStep() throws Exception {
    Map<?, ?> job = map(map(load("github-workflow.yaml"), "jobs"), "gateway");
    Path temp = Files.createDirectories(folder.resolve("runner"));
    Path path = temp.resolve("path");
    Path summary = temp.resolve("summary");
    environment.put("RUNNER_TEMP", temp.toString());
    environment.put("GITHUB_PATH", path.toString());
    environment.put("GITHUB_STEP_SUMMARY", summary.toString());
    environment.put("GITHUB_BASE_REF", "main");
    edit("us-east-1", "us-west-2");
    int runs = 0;
    for (Object step : list(job, "steps")) {
      Map<?, ?> fields = (Map<?, ?>) step;
      if (fields.containsKey("run")) {
        runs++;
        shell(work, "set -eo pipefail\n" + fields.get("run"));
      } else {
        assertTrue(String.valueOf(fields.get("uses")).matches("[\\w-]+/[\\w-]+@v\\d+"), "" + step);
      }
    }
    assertEquals(4, runs);
    assertEquals(temp.resolve("routec") + "\n", Files.readString(path));
    assertTrue(Files.readString(summary).contains("us-west-2"), Files.readString(summary));
  }

  @Test
  void aMistakeEndsTheWorkflowWithItsPlace() throws Exception {
    edit("kind: AIServiceBackend", "kind: AIServiceBakend");
    Script judged = Script.run(work, environment, bash("routec check -f gateway --format github"));
    assertEquals(1, judged.code(), judged.output());
    assertTrue(judged.output().contains("\n::error file=gateway/aws.yaml,line="), judged.output());
  }

  @Test
  void theJobOfGitLabRunsLineByLine() throws Exception {
    Map<?, ?> job = map(load("gitlab-ci.yaml"), "gateway");
    environment.put("CI_PROJECT_DIR", work.toString());
    environment.put("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main");
    edit("us-east-1", "us-west-2");
    List<String> lines = new ArrayList<>();
    for (String part : List.of("before_script", "script")) {
      for (Object line : list(job, part)) {
        if (String.valueOf(line).startsWith(PACKAGES)) {
          assertEquals(0, Script.run(work, environment, List.of("bash", "-nc", "" + line)).code());
        } else {
          lines.add(String.valueOf(line));
        }
      }
    }
    assertEquals(8, lines.size());
    // One shell for all lines, each of which must succeed: as the runner does it.
    shell(work, "set -eo pipefail\n" + String.join("\n", lines));
    Map<?, ?> artifacts = map(job, "artifacts");
    for (Object report : list(map(artifacts, "reports"), "junit")) {
      String xml = Files.readString(work.resolve((String) report));
      assertTrue(xml.startsWith("<?xml"), xml);
    }
    for (Object file : list(artifacts, "paths")) {
      assertTrue(Files.readString(work.resolve((String) file)).contains("us-west-2"));
    }
  }

  @Test
  void theReadmeNamesEveryFile() throws IOException {
    String readme = Files.readString(EXAMPLES.resolve("README.md"));
    try (var files = Files.list(EXAMPLES)) {
      for (Path file : files.filter(one -> !one.endsWith("README.md")).toList()) {
        assertTrue(readme.contains("](" + file.getFileName() + ")"), file.toString());
      }
    }
    assertFalse(readme.isEmpty());
  }

  private static String manifest() throws IOException {
    return Files.readString(
        Path.of("src/test/resources/gateways/guide/input/aws.yaml").toAbsolutePath());
  }

  private void edit(String old, String now) throws IOException {
    Path file = work.resolve("gateway/aws.yaml");
    String text = Files.readString(file);
    assertTrue(text.contains(old), old);
    Files.writeString(file, text.replace(old, now));
  }

  private void commit(Path repository, String branch) throws Exception {
    shell(repository, "git init -q -b " + branch + " && " + commitAs("first"));
  }

  private static String commitAs(String message) {
    return "git add -A && git -c user.name=A -c user.email=a@example.org commit -qm '"
        + message
        + "'";
  }

  private void shell(Path where, String text) throws Exception {
    Script script = Script.run(where, environment, bash(text));
    assertEquals(0, script.code(), () -> text + "\n" + script.output());
  }

  private static List<String> bash(String text) {
    return List.of("bash", "-c", text);
  }

  private static Map<?, ?> load(String name) throws IOException {
    Object tree =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(EXAMPLES.resolve(name)));
    return (Map<?, ?>) Objects.requireNonNull(tree, name);
  }

  private static Map<?, ?> map(Map<?, ?> tree, String name) {
    return (Map<?, ?>) Objects.requireNonNull(tree.get(name), name);
  }

  private static List<?> list(Map<?, ?> tree, String name) {
    return (List<?>) Objects.requireNonNull(tree.get(name), name);
  }
}

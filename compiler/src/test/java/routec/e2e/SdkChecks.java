package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Checks with official SDKs: our own in Java, or a program that prints one JSON line a check. */
final class SdkChecks {
  private static final long MINUTES = 5;

  private SdkChecks() {}

  /** Where the programs and the SDKs' pinned versions are. */
  static Path folder() {
    return Repository.root().resolve("compiler/src/test/sdk");
  }

  /** The names of the checks that a language must have. */
  static List<String> names(String language) throws IOException {
    return Files.readAllLines(folder().resolve("checks.txt")).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("\\s+", -1))
        .filter(words -> words.length == 1 || List.of(words).indexOf(language) > 0)
        .map(words -> words[0])
        .toList();
  }

  /**
   * Runs a language's program to its end: one test a check, and one that none is missing.
   *
   * @param script the program, with the installed SDKs' folder in its environment as SDKS
   */
  static Stream<DynamicTest> run(String language, String script, SdkGateway gateway)
      throws IOException, InterruptedException {
    Path sdks = installed(language);
    String interpreter = language.equals("node") ? sdks.resolve("node").toString() : "python3";
    ProcessBuilder builder =
        new ProcessBuilder(interpreter, folder().resolve(script).toString(), gateway.url())
            .redirectErrorStream(true);
    builder.environment().put("SDKS", sdks.toString());
    builder.environment().put("PYTHONPATH", sdks.resolve("site-packages").toString());
    Process program = builder.start();
    Map<String, JsonNode> results = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        if (line.startsWith("{\"check\":")) {
          JsonNode result = new ObjectMapper().readTree(line);
          results.put(result.path("check").asText(), result.path("failure"));
        } else {
          others.add(line);
        }
        line = lines.readLine();
      }
    }
    assertTrue(program.waitFor(MINUTES, TimeUnit.MINUTES), "it never ended");
    List<String> names = names(language);
    return Stream.concat(
        Stream.of(
            DynamicTest.dynamicTest(
                language + " has every check",
                () -> {
                  assertEquals(List.of(), others, "it printed more than results");
                  assertEquals(names, List.copyOf(results.keySet()));
                })),
        results.entrySet().stream()
            .map(result ->
                DynamicTest.dynamicTest(
                    language + " " + result.getKey(),
                    () -> {
                      if (!result.getValue().isNull()) {
                        fail(result.getKey() + ": " + result.getValue().asText());
                      }
                      assertCancelled(language, result.getKey(), gateway);
                    })));
  }

  /** The checks with the SDKs for Java, one test each, and one that none is missing. */
  static Stream<DynamicTest> inJava(SdkGateway gateway) throws IOException {
    Map<String, Executable> checks = new LinkedHashMap<>(OpenAiJavaChecks.all(gateway.url()));
    checks.putAll(AnthropicJavaChecks.all(gateway.url()));
    List<String> names = names("java");
    return Stream.concat(
        Stream.of(
            DynamicTest.dynamicTest(
                "java has every check", () -> assertEquals(names, List.copyOf(checks.keySet())))),
        checks.entrySet().stream()
            .map(check ->
                DynamicTest.dynamicTest(
                    "java " + check.getKey(),
                    () -> {
                      check.getValue().execute();
                      assertCancelled("java", check.getKey(), gateway);
                    })));
  }

  /** What a client that went away did not want any longer, Bedrock need not finish. */
  private static void assertCancelled(String language, String check, SdkGateway gateway)
      throws InterruptedException {
    if (check.endsWith(".cancel")) {
      String sdk = check.substring(0, check.indexOf('.'));
      gateway.assertLeft("cancel by " + language + " " + sdk);
    }
  }

  /** The SDKs' folder; the tests are skipped where they can't be had. */
  private static Path installed(String language) throws IOException, InterruptedException {
    String script = Repository.root().resolve("scripts/install-sdks.sh").toString();
    Process install = new ProcessBuilder("sh", script, language).start();
    String out = new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String said = new String(install.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (install.waitFor() != 0) {
      String message = "SKIPPED: the official SDKs for " + language + ": " + said.strip();
      System.out.println(message);
      Assumptions.abort(message);
    }
    return Path.of(out.strip());
  }
}

package routec.compiler.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import routec.compiler.compile.Cases;

/** Every format of {@code routec check}, held against the schema of those who read it. */
final class FormatsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void jsonIsAsItsSchemaSays() throws IOException {
    String schema =
        Files.readString(Cases.folder().resolve("../../../../../docs/check.schema.json"));
    assertEquals(List.of(), problems(schema, check(1, "json")), out.toString());
    assertEquals(List.of(), problems(schema, check(1, "json", "--each")), out.toString());
    assertFalse(problems(schema, "{\"format\":1}").isEmpty(), "the schema takes anything");
  }

  @Test
  void eachJudgesEveryFileAlone() throws IOException {
    JsonNode files = new ObjectMapper().readTree(check(1, "json", "--each")).path("files");
    assertEquals(2, files.size());
    assertTrue(files.get(0).path("file").asText().endsWith("bad %1.yaml"));
    assertTrue(files.get(0).path("summary").path("errors").asInt() > 0);
    assertEquals(0, files.get(1).path("summary").path("errors").asInt());
  }

  @Test
  void sarifIsValid() throws IOException {
    String schema;
    try (InputStream in =
        FormatsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      schema = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    String sarif = check(1, "sarif");
    assertEquals(List.of(), problems(schema, sarif), sarif);
    assertFalse(problems(schema, sarif.replace("\"2.1.0\"", "\"3\"")).isEmpty());
    JsonNode result = new ObjectMapper().readTree(sarif).at("/runs/0/results/0");
    String uri = result.at("/locations/0/physicalLocation/artifactLocation/uri").asText();
    assertTrue(uri.startsWith("file:") && uri.endsWith("bad%20%251.yaml"), uri);
  }

  @Test
  void junitIsXmlWithOneFailureAnError() throws Exception {
    String xml = check(1, "junit");
    var root =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertEquals("testsuites", root.getTagName());
    assertEquals(
        Integer.parseInt(root.getAttribute("failures")),
        root.getElementsByTagName("failure").getLength());
    assertEquals(2, root.getElementsByTagName("testsuite").getLength(), xml);
  }

  @Test
  void githubGetsOneCommandALine() throws IOException {
    String text = check(1, "github");
    assertTrue(text.startsWith("::"), text);
    text.lines()
        .forEach(line ->
            assertTrue(line.matches("::(error|warning|notice) file=[^:]+,line=\\d+,.*"), line));
    assertTrue(text.contains("bad %251.yaml"), text);
  }

  @Test
  void eachInTextCountsTheFiles() throws IOException {
    assertTrue(check(1, "text", "--each").contains("1 of 2 files with errors"), out.toString());
  }

  private String check(int code, String format, String... more) throws IOException {
    Path good = Cases.folder().resolve("guide/input/aws.yaml");
    String text = Files.readString(good);
    Path bad =
        Files.writeString(
            folder.resolve("bad %1.yaml"), text.replace("- name: aws\n", "- name: awz\n"));
    // A gateway of its own, so that judging both together finds no object twice.
    Path other =
        Files.writeString(
            folder.resolve("good.yaml"), text.replace("namespace: default", "namespace: other"));
    String[] arguments = {
      "check", "-f", bad.toString(), "-f", other.toString(), "--format", format
    };
    CommandLine line = Main.commandLine();
    out.getBuffer().setLength(0);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    assertEquals(code, line.execute(all), out + "\n" + err);
    return out.toString();
  }

  private static List<String> problems(String schema, String json) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema)
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }
}

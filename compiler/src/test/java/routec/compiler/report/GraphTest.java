package routec.compiler.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.compiler.compile.Cases;

final class GraphTest {
  @Test
  void everyRuleAndBackendIsDrawnOnce() {
    var plan = Cases.gateway("everything").plan();
    Graph graph = Graph.of(plan);
    long backends =
        graph.nodes().stream().filter(node -> node.shape() == Graph.Shape.BACKEND).count();
    assertEquals(plan.backends().size(), backends);
    String mermaid = graph.mermaid();
    assertTrue(mermaid.startsWith("flowchart LR\n"), mermaid);
    plan.rules().forEach(rule -> assertTrue(mermaid.contains("rule " + rule.name()), mermaid));
  }

  @Test
  void theWayOfTheGuideIsReadable() {
    String dot = Graph.of(Cases.gateway("guide").plan()).dot();
    assertTrue(dot.contains("l0 -> r0 [label=\"us.amazon.nova-micro-v1:0\"];"), dot);
    assertTrue(dot.contains("bedrock-runtime.us-east-1.amazonaws.com:443\\nsigned for"), dot);
  }

  /** What Mermaid's grammar takes of the words that we use: its own parser wants a browser. */
  @Test
  void everyLineIsMermaid() {
    String text = "\"[^\"\\p{Cntrl}]*\"";
    String node = "  [lrb]\\d+(\\(\\[" + text + "]\\)|\\[" + text + "]|\\[\\[" + text + "]])";
    String edge = "  [lr]\\d+ -- " + text + " --> [rb]\\d+";
    for (String name : Cases.names()) {
      List<String> lines = Graph.of(Cases.gateway(name).plan()).mermaid().lines().toList();
      assertEquals("flowchart LR", lines.getFirst());
      lines.stream()
          .skip(1)
          .forEach(line -> assertTrue(line.matches(node + "|" + edge), name + ": " + line));
    }
  }

  @Test
  void graphvizDrawsEveryGateway(@TempDir Path folder) throws Exception {
    assumeTrue(
        isThere("dot"), "SKIPPED: no Graphviz here: nothing was drawn (apt-get install graphviz)");
    for (String name : Cases.names()) {
      Graph graph = Graph.of(Cases.gateway(name).plan());
      Path dot = Files.writeString(folder.resolve("g.dot"), graph.dot());
      Path said = folder.resolve("said");
      Path svg = folder.resolve("g.svg");
      Process drawing =
          new ProcessBuilder("dot", "-Tsvg", "-o", svg.toString(), dot.toString())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertEquals(0, drawing.waitFor(), Files.readString(said));
      assertEquals("", Files.readString(said), name);
      String drawn = Files.readString(svg);
      assertEquals(graph.nodes().size(), drawn.split("class=\"node\"", -1).length - 1, name);
      assertEquals(graph.edges().size(), drawn.split("class=\"edge\"", -1).length - 1, name);
    }
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Test
  void noNameCanBreakOutOfItsBox() {
    Graph graph =
        new Graph(
            List.of(new Graph.Node("r0", Graph.Shape.RULE, List.of("\"]; <script> \\ `"))),
            List.of());
    assertFalse(graph.mermaid().contains("<script>"), graph.mermaid());
    assertTrue(graph.mermaid().contains("&quot;]"), graph.mermaid());
    assertTrue(graph.dot().contains("\\\"]; <script> \\\\ `"), graph.dot());
  }
}

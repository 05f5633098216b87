package routec.compiler.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
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

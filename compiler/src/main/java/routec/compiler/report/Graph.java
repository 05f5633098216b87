package routec.compiler.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.HostPlan;
import routec.compiler.plan.ListenerPlan;

/**
 * A gateway as a drawing: listeners, rules, backends, and what leads from one to the next.
 *
 * @param nodes in the order of the plan
 * @param edges from left to right, each once
 */
public record Graph(List<Node> nodes, List<Edge> edges) {
  private static final int MOST_LINES = 6;

  /** What a node stands for, and so how it is drawn. */
  public enum Shape {
    LISTENER,
    RULE,
    BACKEND
  }

  /**
   * A box.
   *
   * @param id letters and digits
   * @param lines what is written in it
   */
  public record Node(String id, Shape shape, List<String> lines) {}

  /**
   * An arrow.
   *
   * @param from the id where it begins
   * @param to the id where it ends
   * @param lines what is written on it
   */
  public record Edge(String from, String to, List<String> lines) {}

  public static Graph of(GatewayPlan plan) {
    Map<String, Node> rules = new LinkedHashMap<>();
    Map<String, Node> backends = new LinkedHashMap<>();
    List<Node> nodes = new ArrayList<>();
    Map<List<String>, Set<String>> edges = new LinkedHashMap<>();
    for (ListenerPlan listener : plan.listeners()) {
      Node start =
          new Node(
              "l" + nodes.size(),
              Shape.LISTENER,
              List.of("listener " + listener.name(), "port " + listener.port()));
      nodes.add(start);
      for (HostPlan host : listener.hosts()) {
        for (EntryPlan entry : host.entries()) {
          String name = entry.rule().name();
          Node rule =
              rules.computeIfAbsent(
                  name, _ -> new Node("r" + rules.size(), Shape.RULE, List.of("rule " + name)));
          edges
              .computeIfAbsent(List.of(start.id(), rule.id()), _ -> new LinkedHashSet<>())
              .add(way(host, entry));
          for (AttemptPlan attempt : entry.rule().attempts()) {
            Node backend =
                backends.computeIfAbsent(
                    attempt.backend().name(), _ -> box(attempt.backend(), backends.size()));
            edges
                .computeIfAbsent(List.of(rule.id(), backend.id()), _ -> new LinkedHashSet<>())
                .add("priority " + attempt.priority() + ", weight " + attempt.weight());
          }
        }
      }
    }
    nodes.addAll(rules.values());
    nodes.addAll(backends.values());
    return new Graph(
        List.copyOf(nodes),
        edges.entrySet().stream()
            .map(edge ->
                new Edge(
                    edge.getKey().getFirst(), edge.getKey().getLast(), shorten(edge.getValue())))
            .toList());
  }

  /** For Mermaid, which GitHub and many editors draw. */
  public String mermaid() {
    StringBuilder out = new StringBuilder("flowchart LR\n");
    for (Node node : nodes) {
      String text = mermaid(node.lines());
      out.append("  ")
          .append(node.id())
          .append(
              switch (node.shape()) {
                case LISTENER -> "([\"" + text + "\"])";
                case RULE -> "[\"" + text + "\"]";
                case BACKEND -> "[[\"" + text + "\"]]";
              });
      out.append('\n');
    }
    for (Edge edge : edges) {
      out.append("  ").append(edge.from()).append(" -- \"").append(mermaid(edge.lines()));
      out.append("\" --> ").append(edge.to()).append('\n');
    }
    return out.toString();
  }

  /** For Graphviz. */
  public String dot() {
    StringBuilder out = new StringBuilder("digraph gateway {\n  rankdir=LR;\n");
    for (Node node : nodes) {
      String shape =
          switch (node.shape()) {
            case LISTENER -> "oval";
            case RULE -> "box";
            case BACKEND -> "component";
          };
      out.append("  ").append(node.id()).append(" [shape=").append(shape);
      out.append(", label=\"").append(dot(node.lines())).append("\"];\n");
    }
    for (Edge edge : edges) {
      out.append("  ").append(edge.from()).append(" -> ").append(edge.to());
      out.append(" [label=\"").append(dot(edge.lines())).append("\"];\n");
    }
    return out.append("}\n").toString();
  }

  private static Node box(BackendPlan backend, int number) {
    List<String> lines = new ArrayList<>();
    lines.add("AIServiceBackend " + backend.name());
    lines.add(backend.target().host() + ":" + backend.target().port());
    Facts.authorization(backend).forEach(fact -> lines.add(fact.text()));
    return new Node("b" + number, Shape.BACKEND, List.copyOf(lines));
  }

  private static String way(HostPlan host, EntryPlan entry) {
    String conditions = Facts.conditions(entry);
    return (host.pattern().isEmpty() ? "" : host.pattern() + ": ")
        + entry.model().orElse("any model")
        + (conditions.isEmpty() ? "" : " where " + conditions);
  }

  private static List<String> shorten(Set<String> lines) {
    List<String> shown =
        lines.stream().limit(MOST_LINES).collect(Collectors.toCollection(ArrayList::new));
    if (lines.size() > MOST_LINES) {
      shown.add("and " + (lines.size() - MOST_LINES) + " more");
    }
    return List.copyOf(shown);
  }

  private static String mermaid(List<String> lines) {
    return lines.stream()
        .map(line ->
            oneLine(line)
                .replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("#", "&num;")
                .replace("`", "'"))
        .collect(Collectors.joining("<br/>"));
  }

  private static String dot(List<String> lines) {
    return lines.stream()
        .map(line -> oneLine(line).replace("\\", "\\\\").replace("\"", "\\\""))
        .collect(Collectors.joining("\\n"));
  }

  /** Headers may match any character. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}

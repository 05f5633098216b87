package routec.compiler.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.AuthorizationPlan;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.HostPlan;
import routec.compiler.plan.ListenerPlan;
import routec.compiler.plan.ModelPlan;
import routec.compiler.plan.RulePlan;

/**
 * Where a model goes, as a tree with the manifest line that decided each branch.
 *
 * @param text lines that end in newlines
 * @param found whether any rule takes the model
 */
public record Explanation(String text, boolean found) {

  /** Explains a model as clients name it. */
  public static Explanation of(GatewayPlan plan, String model) {
    StringBuilder out = new StringBuilder(model).append('\n');
    boolean found = false;
    for (ListenerPlan listener : plan.listeners()) {
      for (HostPlan host : listener.hosts()) {
        List<EntryPlan> entries = entries(listener.entries(host), model);
        found |= !entries.isEmpty();
        if (!entries.isEmpty()) {
          String hostname = host.pattern().isEmpty() ? "any hostname" : host.pattern();
          line(
              out,
              1,
              "listener " + listener.name() + ", port " + listener.port() + ", " + hostname,
              listener.origin());
          entries.forEach(entry -> entry(out, entry));
        }
      }
    }
    if (!found) {
      out.append("  no rule takes it; clients get 404 with the models that are routed:\n");
      models(plan).forEach(name -> out.append("    ").append(name).append('\n'));
    }
    return new Explanation(out.toString(), found);
  }

  /** The ways in, up to the first that takes every such request. */
  private static List<EntryPlan> entries(List<EntryPlan> all, String model) {
    List<EntryPlan> entries = new ArrayList<>();
    for (EntryPlan entry : all) {
      if (entry.model().isEmpty() || entry.model().get().equals(model)) {
        entries.add(entry);
        if (entry.headers().isEmpty()) {
          break;
        }
      }
    }
    return entries;
  }

  private static List<String> models(GatewayPlan plan) {
    return plan.rules().stream()
        .flatMap(rule -> rule.model().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static void entry(StringBuilder out, EntryPlan entry) {
    RulePlan rule = entry.rule();
    String headers =
        entry.headers().stream()
            .map(header -> header.name() + (header.regex() ? " ~ " : " = ") + header.value())
            .collect(Collectors.joining(", "));
    line(
        out,
        2,
        "rule "
            + rule.name()
            + (entry.model().isEmpty() ? ", any model" : "")
            + (headers.isEmpty() ? "" : ", where " + headers),
        entry.origin());
    timeout(out, "the whole call", rule.requestTimeout());
    timeout(out, "one attempt", rule.backendTimeout());
    timeout(out, "silence in a stream", rule.streamIdleTimeout());
    rule.attempts().forEach(attempt -> attempt(out, attempt));
  }

  private static void timeout(StringBuilder out, String what, Duration duration) {
    if (!duration.isZero()) {
      out.append("      at most ")
          .append(duration.toMillis())
          .append(" ms for ")
          .append(what)
          .append('\n');
    }
  }

  private static void attempt(StringBuilder out, AttemptPlan attempt) {
    BackendPlan backend = attempt.backend();
    line(
        out,
        3,
        "AIServiceBackend "
            + backend.name()
            + ", priority "
            + attempt.priority()
            + ", weight "
            + attempt.weight(),
        attempt.origin());
    switch (attempt.model()) {
      case ModelPlan.Fixed fixed ->
          line(
              out,
              4,
              "model "
                  + fixed.id()
                  + (fixed.traits().isConservative()
                      ? " (unknown: treated with care)"
                      : " (family " + fixed.traits().family() + ")"),
              fixed.origin());
      case ModelPlan.Client _ -> out.append("        model as the client names it\n");
    }
    line(out, 4, "speaks " + shape(backend.shape()), backend.origin());
    BackendPlan.Target target = backend.target();
    line(
        out,
        4,
        "at "
            + target.host()
            + ":"
            + target.port()
            + (target.tls().isPresent()
                ? ", TLS as " + target.tls().get().serverName()
                : ", plain HTTP"),
        target.origin());
    AuthorizationPlan how = backend.authorization();
    how.decidedAt()
        .ifPresentOrElse(
            origin -> line(out, 4, how.text(), origin),
            () -> out.append("        ").append(how.text()).append('\n'));
  }

  private static String shape(BackendPlan.Shape shape) {
    return switch (shape) {
      case BackendPlan.Converse _ -> "AWSBedrock (Converse)";
      case BackendPlan.Claude claude -> "AWSAnthropic (InvokeModel, " + claude.version() + ")";
      case BackendPlan.OpenAi openAi -> "OpenAI under " + openAi.prefix();
      case BackendPlan.Anthropic anthropic -> "Anthropic under " + anthropic.prefix();
    };
  }

  private static void line(StringBuilder out, int depth, String text, Object origin) {
    out.repeat("  ", depth).append(text).append("  [").append(origin).append("]\n");
  }
}

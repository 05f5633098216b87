package routec.compiler.report;

import java.util.ArrayList;
import java.util.List;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.HostPlan;
import routec.compiler.plan.ListenerPlan;
import routec.compiler.plan.RulePlan;
import routec.compiler.source.Nearest;

/**
 * Where a model goes, as a tree with the manifest line that decided each branch.
 *
 * @param text lines that end in newlines
 * @param found whether any rule takes the model
 */
public record Explanation(String text, boolean found) {

  /** What only a rehearsal of the generated routes can tell of an attempt. */
  public interface Losses {
    /** Lines such as {@code drops seed}. */
    List<String> of(ListenerPlan listener, HostPlan host, EntryPlan entry, AttemptPlan attempt);
  }

  /** Explains a model as clients name it. */
  public static Explanation of(GatewayPlan plan, String model, Losses losses) {
    Tree out = new Tree(losses);
    out.line(0, model, "");
    boolean found = false;
    for (ListenerPlan listener : plan.listeners()) {
      for (HostPlan host : listener.hosts()) {
        List<EntryPlan> entries = entries(listener.entries(host), model);
        found |= !entries.isEmpty();
        if (!entries.isEmpty()) {
          out.listener(listener, host);
          entries.forEach(entry -> out.entry(listener, host, entry));
        }
      }
    }
    if (!found) {
      List<String> models = models(plan);
      out.line(1, "no rule takes it; clients get 404 with the models that are routed:", "");
      models.forEach(name -> out.line(2, name, ""));
      Nearest.to(model, models).ifPresent(name -> out.line(1, "did you mean `" + name + "`?", ""));
    }
    return new Explanation(out.text.toString(), found);
  }

  /** The ways in for a model, up to the first that takes every such request. */
  static List<EntryPlan> entries(List<EntryPlan> all, String model) {
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

  static List<String> models(GatewayPlan plan) {
    return plan.rules().stream()
        .flatMap(rule -> rule.model().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Lines, deeper ones further in. */
  private static final class Tree {
    private final StringBuilder text = new StringBuilder();
    private final Losses losses;

    Tree(Losses losses) {
      this.losses = losses;
    }

    void line(int depth, String words, String place) {
      text.repeat("  ", depth)
          .append(words.replaceAll("\\p{Cntrl}", " "))
          .append(place)
          .append('\n');
    }

    void facts(int depth, List<Fact> facts) {
      facts.forEach(fact -> line(depth, fact.text(), fact.place()));
    }

    void listener(ListenerPlan listener, HostPlan host) {
      String hostname = host.pattern().isEmpty() ? "any hostname" : host.pattern();
      line(1, "listener " + listener.name() + ", " + hostname, "  [" + listener.origin() + "]");
      facts(2, Facts.of(listener));
    }

    void entry(ListenerPlan listener, HostPlan host, EntryPlan entry) {
      RulePlan rule = entry.rule();
      String conditions = Facts.conditions(entry);
      line(
          2,
          "rule "
              + rule.name()
              + (entry.model().isEmpty() ? ", any model" : "")
              + (conditions.isEmpty() ? "" : ", where " + conditions),
          "  [" + entry.origin() + "]");
      facts(3, Facts.of(rule));
      for (AttemptPlan attempt : rule.attempts()) {
        line(3, "AIServiceBackend " + attempt.backend().name(), "  [" + attempt.origin() + "]");
        facts(4, Facts.turn(attempt));
        facts(4, Facts.of(attempt));
        String deciders = Facts.losers(attempt);
        losses
            .of(listener, host, entry, attempt)
            .forEach(loss -> line(4, loss, "  [" + deciders + "]"));
      }
    }
  }
}

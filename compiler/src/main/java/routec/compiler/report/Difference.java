package routec.compiler.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.HostPlan;
import routec.compiler.plan.ListenerPlan;

/**
 * What changes for traffic between two gateways, not what changes as text.
 *
 * <p>Both are asked for every hostname and model that either names, as a client would: a model that
 * moves from a rule of its own to a rule for any model is changed, not lost.
 */
public final class Difference {
  private static final String ANY_MODEL = "any other model";

  private final GatewayPlan before;
  private final GatewayPlan after;
  private final boolean oneListener;
  private final Map<Change, Set<String>> changes = new LinkedHashMap<>();

  private Difference(GatewayPlan before, GatewayPlan after) {
    this.before = before;
    this.after = after;
    this.oneListener = isOne(before) && isOne(after);
  }

  /** Every change, each with all that it holds for. */
  public static List<Change> between(GatewayPlan before, GatewayPlan after) {
    Difference difference = new Difference(before, after);
    difference.compare();
    return difference.changes.entrySet().stream()
        .map(change -> change.getKey().of(List.copyOf(change.getValue())))
        .sorted(Comparator.comparing(Change::kind).thenComparing(Change::what))
        .toList();
  }

  private void compare() {
    Map<String, ListenerPlan> old = byName(before);
    Map<String, ListenerPlan> now = byName(after);
    for (String name : union(old.keySet(), now.keySet())) {
      Optional<ListenerPlan> was = Optional.ofNullable(old.get(name));
      Optional<ListenerPlan> is = Optional.ofNullable(now.get(name));
      if (was.isPresent() && is.isPresent()) {
        listener(was.get(), is.get());
      } else {
        Fact left = new Fact("listener", name, was.map(ListenerPlan::origin));
        Fact right = new Fact("listener", name, is.map(ListenerPlan::origin));
        note("listener " + name, was.map(_ -> left), is.map(_ -> right));
      }
    }
  }

  private void listener(ListenerPlan was, ListenerPlan is) {
    facts("listener " + was.name(), Facts.of(was), Facts.of(is));
    for (String pattern : union(patterns(was), patterns(is))) {
      List<EntryPlan> old = entries(was, pattern);
      List<EntryPlan> now = entries(is, pattern);
      String where = where(was, pattern);
      for (String model : union(models(old), models(now))) {
        ways(model + where, Explanation.entries(old, model), Explanation.entries(now, model));
      }
      ways(ANY_MODEL + where, anyModel(old), anyModel(now));
    }
  }

  /** Compares the ways in for one model: none means that clients get 404. */
  private void ways(String subject, List<EntryPlan> old, List<EntryPlan> now) {
    if (old.isEmpty() || now.isEmpty()) {
      note(
          subject,
          old.stream().findFirst().map(Difference::destination),
          now.stream().findFirst().map(Difference::destination));
      return;
    }
    Map<String, EntryPlan> left = byConditions(old);
    Map<String, EntryPlan> right = byConditions(now);
    for (String conditions : union(left.keySet(), right.keySet())) {
      String whose = conditions.isEmpty() ? subject : subject + " where " + conditions;
      Optional<EntryPlan> was = Optional.ofNullable(left.get(conditions));
      Optional<EntryPlan> is = Optional.ofNullable(right.get(conditions));
      if (was.isPresent() && is.isPresent()) {
        entry(whose, was.get(), is.get());
      } else {
        note(whose, was.map(Difference::destination), is.map(Difference::destination));
      }
    }
    order(subject, left.keySet(), right.keySet());
  }

  private void order(String subject, Set<String> left, Set<String> right) {
    List<String> old = left.stream().filter(right::contains).toList();
    List<String> now = right.stream().filter(left::contains).toList();
    if (!old.equals(now)) {
      note(
          subject,
          Optional.of(Fact.of("order of rules", String.join("; ", old))),
          Optional.of(Fact.of("order of rules", String.join("; ", now))));
    }
  }

  private void entry(String subject, EntryPlan was, EntryPlan is) {
    facts(subject, Facts.of(was.rule()), Facts.of(is.rule()));
    facts(subject, List.of(order(was)), List.of(order(is)));
    List<AttemptPlan> left = new ArrayList<>(is.rule().attempts());
    for (AttemptPlan attempt : was.rule().attempts()) {
      Optional<AttemptPlan> same =
          left.stream()
              .filter(each -> each.backend().name().equals(attempt.backend().name()))
              .findFirst();
      same.ifPresent(left::remove);
      same.ifPresent(each -> facts(subject, Facts.of(attempt), Facts.of(each)));
    }
    boolean renamed = was.rule().attempts().size() == 1 && is.rule().attempts().size() == 1;
    if (renamed && !left.isEmpty()) {
      // One backend in place of another: what matters is what differs between them.
      facts(
          subject,
          Facts.of(was.rule().attempts().getFirst()),
          Facts.of(is.rule().attempts().getFirst()));
    }
  }

  private void facts(String subject, List<Fact> was, List<Fact> is) {
    Map<String, Fact> old = byLabel(was);
    Map<String, Fact> now = byLabel(is);
    for (String label : union(old.keySet(), now.keySet())) {
      note(subject, Optional.ofNullable(old.get(label)), Optional.ofNullable(now.get(label)));
    }
  }

  private void note(String subject, Optional<Fact> was, Optional<Fact> is) {
    String old = was.map(Fact::text).orElse("");
    String now = is.map(Fact::text).orElse("");
    if (was.isPresent() == is.isPresent() && old.equals(now)) {
      return;
    }
    boolean decision = !isDestination(was.or(() -> is));
    Change.Kind kind =
        decision || (was.isPresent() && is.isPresent())
            ? Change.Kind.CHANGED
            : was.isPresent() ? Change.Kind.LOST : Change.Kind.GAINED;
    Change change =
        new Change(
            kind,
            was.or(() -> is).map(Fact::label).orElse(""),
            old,
            now,
            was.flatMap(Fact::origin),
            is.flatMap(Fact::origin),
            List.of());
    changes.computeIfAbsent(change, _ -> new LinkedHashSet<>()).add(subject);
  }

  /** Whether a fact stands for something that is routed at all. */
  private static boolean isDestination(Optional<Fact> fact) {
    return fact.map(Fact::label)
        .filter(label -> label.equals("route") || label.equals("listener"))
        .isPresent();
  }

  private static Fact destination(EntryPlan entry) {
    String backends =
        entry.rule().attempts().stream()
            .map(attempt -> attempt.backend().name())
            .collect(Collectors.joining(", "));
    return Fact.of("route", "to " + backends, entry.origin());
  }

  /** Which backends in which order: the plan of a retry. */
  private static Fact order(EntryPlan entry) {
    String attempts =
        entry.rule().attempts().stream()
            .map(attempt ->
                "%s (priority %d, weight %d)"
                    .formatted(attempt.backend().name(), attempt.priority(), attempt.weight()))
            .collect(Collectors.joining(", then "));
    return Fact.of("backends", attempts, entry.rule().origin());
  }

  private String where(ListenerPlan listener, String pattern) {
    String host = pattern.isEmpty() ? "" : " at " + pattern;
    return oneListener ? host : host + " on " + listener.name();
  }

  private static boolean isOne(GatewayPlan plan) {
    return plan.listeners().size() == 1;
  }

  /** What a listener does with a hostname, even if it has no entry of its own for it. */
  private static List<EntryPlan> entries(ListenerPlan listener, String pattern) {
    return listener.hosts().stream()
        .filter(host -> host.pattern().equals(pattern))
        .findFirst()
        .or(() -> listener.hosts().stream().filter(host -> covers(host, pattern)).findFirst())
        .map(listener::entries)
        .orElse(List.of());
  }

  /** The listener's hosts are ordered from the most specific one on. */
  private static boolean covers(HostPlan host, String pattern) {
    String wide = host.pattern();
    String suffix = wide.isEmpty() ? "" : wide.substring(1);
    return wide.isEmpty()
        || (wide.startsWith("*.")
            && pattern.length() > suffix.length()
            && pattern.endsWith(suffix));
  }

  private static List<EntryPlan> anyModel(List<EntryPlan> entries) {
    return entries.stream().filter(entry -> entry.model().isEmpty()).toList();
  }

  private static Set<String> patterns(ListenerPlan listener) {
    return listener.hosts().stream().map(HostPlan::pattern).collect(Collectors.toSet());
  }

  private static Set<String> models(List<EntryPlan> entries) {
    return entries.stream().flatMap(entry -> entry.model().stream()).collect(Collectors.toSet());
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    return Stream.concat(left.stream(), right.stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, ListenerPlan> byName(GatewayPlan plan) {
    return keyed(plan.listeners(), ListenerPlan::name);
  }

  private static Map<String, EntryPlan> byConditions(List<EntryPlan> entries) {
    return keyed(entries, Facts::conditions);
  }

  private static Map<String, Fact> byLabel(List<Fact> facts) {
    return keyed(facts, Fact::label);
  }

  /** Of two with one key the first counts, as it does for traffic. */
  private static <T> Map<String, T> keyed(List<T> values, Function<T, String> key) {
    Map<String, T> map = new LinkedHashMap<>();
    values.forEach(value -> map.putIfAbsent(key.apply(value), value));
    return map;
  }
}

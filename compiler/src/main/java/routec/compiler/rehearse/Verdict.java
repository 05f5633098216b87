package routec.compiler.rehearse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.report.Facts;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.compiler.source.Words;
import routec.runtime.server.Rehearsal;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Route;

/**
 * How a route test went.
 *
 * @param test the test
 * @param failures what does not hold; none if it passed
 * @param nanos how long it took
 */
public record Verdict(RouteTest test, List<Failure> failures, long nanos) {

  /**
   * One thing that does not hold.
   *
   * @param span the expectation
   */
  public record Failure(Span span, String message) {}

  public Verdict {
    failures = List.copyOf(failures);
  }

  public boolean passed() {
    return failures.isEmpty();
  }

  /** Runs a file's tests against compiled routes. */
  public static List<Verdict> of(RouteTests tests, CompiledRoutes routes, GatewayPlan plan)
      throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    for (RouteTest test : tests.tests()) {
      long start = System.nanoTime();
      Trial trial = Trial.of(routes, test.listener(), test.request(), test.replies());
      List<Failure> failures = new Judge(trial, plan).judge(test);
      verdicts.add(new Verdict(test, failures, System.nanoTime() - start));
    }
    return verdicts;
  }

  String name() {
    return test.name();
  }

  /** Holds a trial against expectations. */
  private static final class Judge {
    private final Trial trial;
    private final Rehearsal.Played played;
    private final GatewayPlan plan;
    private final List<Failure> failures = new ArrayList<>();

    Judge(Trial trial, GatewayPlan plan) {
      this.trial = trial;
      this.played = trial.played();
      this.plan = plan;
    }

    List<Failure> judge(RouteTest test) {
      RouteTest.Expected expected = test.expected();
      expected.status().ifPresent(this::status);
      expected.contains().ifPresent(this::contains);
      check("rule", expected.rule(), () -> played.route().map(Route::name));
      expected.backend().ifPresent(this::backend);
      expected.backends().ifPresent(this::backends);
      check("region", expected.region(), () -> sent().flatMap(this::region));
      check("host", expected.host(), () -> sent().map(each -> each.request().target().host()));
      check("path", expected.path(), () -> sent().map(each -> each.request().path()));
      expected.dropped().ifPresent(this::dropped);
      return failures.stream().sorted(Comparator.comparing(Failure::span)).toList();
    }

    private void status(Located<Integer> wanted) {
      if (!trial.answered()) {
        fail(
            wanted,
            wanted.value() < 400
                ? "the status depends on the provider: name its `reply:`, or expect a `backend:`"
                : "expected status "
                    + wanted.value()
                    + ", but the call is sent to "
                    + sent().orElseThrow().backend().name());
      } else if (played.status() != wanted.value()) {
        fail(
            wanted, "expected status " + wanted.value() + ", but it is " + played.status() + why());
      }
    }

    private void contains(Located<String> wanted) {
      if (!trial.answered()) {
        fail(wanted, "what the client gets depends on the provider: name its `reply:`");
      } else if (!played.body().text().contains(wanted.value())) {
        fail(
            wanted,
            "expected `"
                + wanted.value()
                + "` in the reply, but it is "
                + Words.shorten(played.body().text()));
      }
    }

    private void check(
        String what, Optional<Located<String>> wanted, Supplier<Optional<String>> actual) {
      wanted.ifPresent(each -> {
        Optional<String> is = actual.get();
        if (!is.equals(Optional.of(each.value()))) {
          fail(
              each,
              "expected %s %s, but %s"
                  .formatted(
                      what,
                      each.value(),
                      is.map(text -> "it is " + text).orElseGet(() -> nothing(what))));
        }
      });
    }

    /** The first priority must hold this backend alone: by weight the call may go to any of it. */
    private void backend(Located<String> wanted) {
      List<Attempt> first =
          attempts().stream()
              .filter(each -> each.priority() == attempts().getFirst().priority())
              .toList();
      List<String> names = first.stream().map(each -> each.backend().name()).distinct().toList();
      if (first.isEmpty() || !sent().isPresent()) {
        fail(wanted, "expected backend " + wanted.value() + ", but " + nothing("backend"));
      } else if (names.size() > 1 || !isNamed(names.getFirst(), wanted.value())) {
        fail(
            wanted,
            "expected backend %s, but it goes to %s"
                .formatted(wanted.value(), String.join(" or ", names)));
      }
    }

    private void backends(Located<List<String>> wanted) {
      List<String> names =
          attempts().stream()
              .sorted(Comparator.comparingInt(Attempt::priority))
              .map(each -> each.backend().name())
              .toList();
      boolean same = names.size() == wanted.value().size();
      for (int i = 0; same && i < names.size(); i++) {
        same = isNamed(names.get(i), wanted.value().get(i));
      }
      if (!same) {
        fail(
            wanted,
            "expected backends %s, but %s"
                .formatted(
                    String.join(", ", wanted.value()),
                    names.isEmpty() ? nothing("backend") : "they are " + String.join(", ", names)));
      }
    }

    private void dropped(Located<List<String>> wanted) {
      if (sent().isEmpty()) {
        fail(wanted, "expected what is dropped, but " + nothing("request"));
        return;
      }
      TreeSet<String> actual = new TreeSet<>(sent().get().dropped());
      if (!actual.equals(new TreeSet<>(wanted.value()))) {
        fail(
            wanted,
            "expected %s to be dropped, but it is %s"
                .formatted(names(wanted.value()), names(actual)));
      }
    }

    private static String names(Collection<String> names) {
      return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private List<Attempt> attempts() {
      return played
          .route()
          .map(route -> route.attempts(trial.request().endpoint()))
          .orElse(List.of());
    }

    private Optional<Rehearsal.Sent> sent() {
      return played.sent().stream().findFirst();
    }

    private Optional<String> region(Rehearsal.Sent sent) {
      BackendPlan backend = Trial.plan(plan, sent.backend());
      return Facts.region(backend);
    }

    /** With or without its namespace. */
    private static boolean isNamed(String name, String wanted) {
      return name.equals(wanted) || name.endsWith("/" + wanted);
    }

    private String nothing(String what) {
      return played.sent().isEmpty()
          ? "the gateway answers " + played.status() + " itself" + why()
          : "it has no " + what.toLowerCase(Locale.ROOT);
    }

    private String why() {
      return played.fault().map(fault -> ": " + fault.message()).orElse("");
    }

    private void fail(Located<?> wanted, String message) {
      failures.add(new Failure(wanted.span(), message));
    }
  }
}

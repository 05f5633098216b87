package routec.compiler.check;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.Severity;
import routec.compiler.link.LinkedAttempt;
import routec.compiler.link.LinkedGateway;
import routec.compiler.models.KnownId;
import routec.compiler.models.KnownIds;
import routec.compiler.source.Located;
import routec.compiler.source.Nearest;
import routec.compiler.source.Span;
import routec.compiler.source.Words;

/**
 * Models are ones that Bedrock serves, under ids that can be called; what is known is dated, so
 * that nothing here is ever an error.
 */
final class ModelIds implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    Optional<Checker> checker = Optional.empty();
    for (Rules.Placed placed : Rules.of(gateway)) {
      for (LinkedAttempt attempt : placed.rule().attempts()) {
        if (attempt.backend().schema().isAws()) {
          Checker one = checker.orElseGet(() -> new Checker(KnownIds.ofBuild(), diagnostics));
          checker = Optional.of(one);
          Models.models(placed, attempt).forEach(model -> one.check(placed, attempt, model));
        }
      }
    }
  }

  /** Holds the data while one gateway is checked; a rule with several backends is told once. */
  private static final class Checker {
    private final KnownIds known;
    private final Diagnostics diagnostics;
    private final Set<Span> told = new HashSet<>();

    Checker(KnownIds known, Diagnostics diagnostics) {
      this.known = known;
      this.diagnostics = diagnostics;
    }

    void check(Rules.Placed placed, LinkedAttempt attempt, Located<String> model) {
      String id = model.value();
      if (BedrockIds.looksLikeArn(id)) {
        Optional<BedrockIds.Arn> arn = BedrockIds.arn(id).filter(found -> !found.isOpaque());
        if (arn.isEmpty()) {
          return;
        }
        id = arn.get().resource();
      } else if (!BedrockIds.isId(id)) {
        return; // another check says so
      }
      if (told.add(model.span())) {
        check(placed, attempt, model, id);
      }
    }

    private void check(
        Rules.Placed placed, LinkedAttempt attempt, Located<String> model, String id) {
      String prefix = BedrockIds.prefix(id);
      String bare = id.substring(prefix.length());
      Optional<KnownId> found = known.find(bare);
      if (found.isEmpty()) {
        diagnostics.add(unknown(model, prefix, bare).about(placed.object()));
        return;
      }
      Optional<Located<String>> region = Models.region(attempt);
      Optional<LocalDate> day = found.get().endOfLife();
      if (day.isPresent()) {
        String there = region.map(Located::value).orElse("");
        diagnostics.add(ended(model, found.get(), day.get(), prefix, there).about(placed.object()));
      } else if (prefix.isEmpty()
          && region.isPresent()
          && found.get().needsProfile(region.get().value())) {
        diagnostics.add(
            needsProfile(model, region.get(), bare, found.get()).about(placed.object()));
      }
    }

    private Diagnostic unknown(Located<String> model, String prefix, String bare) {
      Optional<String> near = Nearest.to(bare, known.all());
      return Diagnostic.of(
              Code.RC0434,
              model.span(),
              "Bedrock had no model `%s` on %s.".formatted(Words.shorten(bare), known.asOf()))
          .as(near.isPresent() ? Severity.WARNING : Severity.NOTE)
          .hint(
              near.map(other -> "did you mean `" + prefix + other + "`?")
                  .orElse("nothing is wrong if it is newer than that, or of your own account"));
    }

    private Diagnostic ended(
        Located<String> model, KnownId id, LocalDate day, String prefix, String region) {
      String ends = day.isAfter(known.asOf()) ? "ends" : "ended";
      return Diagnostic.of(
              Code.RC0435,
              model.span(),
              "Bedrock %s the model `%s` on %s.".formatted(ends, id.id(), day))
          .hint(
              id.instead()
                  .map(other -> "use `" + callable(other, prefix, region) + "`, or a newer one")
                  .orElse("choose a newer one: see the model lifecycle page of Bedrock's guide"));
    }

    /** An id as the region can call it. */
    private String callable(String id, String prefix, String region) {
      boolean bare = known.find(id).filter(one -> one.needsProfile(region)).isEmpty();
      String needed = BedrockIds.geographyOf(region).map(geography -> geography + ".").orElse("");
      return (prefix.isEmpty() && !bare ? needed : prefix) + id;
    }

    private static Diagnostic needsProfile(
        Located<String> model, Located<String> region, String bare, KnownId id) {
      String elsewhere =
          id.onDemand()
              .filter(regions -> !regions.isEmpty())
              .map(regions -> " (it can in `" + String.join("`, `", regions) + "`)")
              .orElse("");
      String hint =
          BedrockIds.geographyOf(region.value())
              .map(geography ->
                  "write `" + geography + "." + bare + "`, its inference profile there")
              .orElse("write the id or ARN of an inference profile");
      return Diagnostic.of(
              Code.RC0436,
              model.span(),
              "`%s` can't be called by its bare id in `%s`%s."
                  .formatted(bare, region.value(), elsewhere))
          .related("the region", region.span())
          .hint(hint);
    }
  }
}

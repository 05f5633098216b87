package routec.compiler.check;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedAttempt;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.SchemaName;
import routec.compiler.models.BedrockModels;
import routec.compiler.models.KnownModel;
import routec.compiler.source.Located;
import routec.compiler.source.Words;

/** What clients call reaches the backends of a rule: what can't be translated is said here. */
final class Endpoints implements Check {
  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/anthropic/v1/messages";
  private static final String COUNT = "/anthropic/v1/messages/count_tokens";

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    Optional<BedrockModels> models = Optional.empty();
    List<Rules.Placed> rules = Rules.of(gateway);
    boolean messages =
        rules.stream()
            .flatMap(placed -> placed.rule().attempts().stream())
            .anyMatch(one -> serves(one, MESSAGES));
    List<String> wanted = messages ? List.of(CHAT, MESSAGES) : List.of(CHAT);
    for (Rules.Placed placed : rules) {
      List<LinkedAttempt> attempts = placed.rule().attempts();
      if (!placed.rule().whole() || !attempts.stream().allMatch(Endpoints::isSpoken)) {
        continue; // another check says so
      }
      checkSkipped(placed, diagnostics);
      checkUnserved(placed, wanted, diagnostics);
      if (attempts.stream().anyMatch(Endpoints::isClaude)) {
        BedrockModels known = models.orElseGet(BedrockModels::ofBuild);
        models = Optional.of(known);
        checkClaude(placed, known, diagnostics);
      }
    }
  }

  private static boolean isSpoken(LinkedAttempt attempt) {
    return SupportedBackends.speaks(attempt.backend().schema());
  }

  private static boolean isClaude(LinkedAttempt attempt) {
    return attempt.backend().schema() == SchemaName.AWS_ANTHROPIC;
  }

  private static boolean serves(LinkedAttempt attempt, String endpoint) {
    return attempt.backend().schema().endpoints().contains(endpoint);
  }

  /** What one backend of a rule serves and another does not; a schema is told once. */
  private static void checkSkipped(Rules.Placed placed, Diagnostics diagnostics) {
    List<LinkedAttempt> attempts = placed.rule().attempts();
    Set<SchemaName> told = EnumSet.noneOf(SchemaName.class);
    for (String endpoint : List.of(MESSAGES, CHAT, COUNT)) {
      boolean some = attempts.stream().anyMatch(one -> serves(one, endpoint));
      attempts.stream()
          .filter(one -> some && !serves(one, endpoint) && told.add(one.backend().schema()))
          .forEach(one ->
              diagnostics.add(
                  Diagnostic.of(
                          Code.RC0403,
                          one.span(),
                          "Calls of `%s` skip the backend `%s`: its schema is %s."
                              .formatted(
                                  endpoint, one.backend().id().name(), one.backend().schema()))
                      .about(placed.object())
                      .hint(
                          attempts.stream().allMatch(other -> serves(other, CHAT))
                              ? "chat completions reach all backends of the rule"
                              : reached(one.backend().schema()))));
    }
  }

  /**
   * An endpoint that no backend of a rule serves. Of messages it is only said where some other rule
   * serves them, so that somebody is likely to call them.
   */
  private static void checkUnserved(
      Rules.Placed placed, List<String> wanted, Diagnostics diagnostics) {
    List<LinkedAttempt> attempts = placed.rule().attempts();
    wanted.stream()
        .filter(endpoint -> attempts.stream().noneMatch(one -> serves(one, endpoint)))
        .filter(_ -> !attempts.isEmpty())
        .forEach(endpoint -> {
          AIServiceBackend backend = attempts.getFirst().backend().manifest();
          SchemaName schema = attempts.getFirst().backend().schema();
          diagnostics.add(
              Diagnostic.of(
                      Code.RC0444,
                      backend.schema().map(Located::span).orElse(backend.meta().span()),
                      ("Calls of `%s` can't be translated for the schema %s: rules without another"
                              + " backend answer 400.")
                          .formatted(endpoint, schema))
                  .about(backend.meta().id().toString())
                  .hint(reached(schema)));
        });
  }

  private static String reached(SchemaName schema) {
    return schema.endpoints().stream()
        .collect(Collectors.joining("` and `", "calls of `", "` reach it"));
  }

  /** Claude's own format goes to Claude only. */
  private static void checkClaude(
      Rules.Placed placed, BedrockModels known, Diagnostics diagnostics) {
    Set<String> told = new TreeSet<>();
    placed.rule().attempts().stream()
        .filter(Endpoints::isClaude)
        .forEach(attempt -> {
          for (Located<String> model : Models.models(placed, attempt)) {
            Located<String> base = attempt.backend().manifest().baseModel().orElse(model);
            Optional<KnownModel> other =
                known.find(base.value()).filter(one -> !one.family().startsWith("claude"));
            if (other.isPresent() && told.add(model.value())) {
              diagnostics.add(
                  Diagnostic.of(
                          Code.RC0445,
                          base.span(),
                          "`%s` is no Claude, and the schema AWSAnthropic calls Claude alone."
                              .formatted(Words.shorten(base.value())))
                      .about(placed.object())
                      .related("the backend", attempt.backend().manifest().meta().span())
                      .hint("send it to a backend with the schema AWSBedrock"));
            }
          }
        });
  }
}

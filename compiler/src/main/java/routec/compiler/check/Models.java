package routec.compiler.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedAttempt;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.RouteMatch;
import routec.compiler.source.Located;
import routec.compiler.source.Words;

/** The models that reach Bedrock are ids or ARNs that it can have, in the region that is signed. */
final class Models implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    for (Rules.Placed placed : Rules.of(gateway)) {
      for (LinkedAttempt attempt : placed.rule().attempts()) {
        if (attempt.backend().schema().isAws()) {
          check(placed, attempt, diagnostics);
        }
      }
    }
  }

  private static void check(Rules.Placed placed, LinkedAttempt attempt, Diagnostics diagnostics) {
    List<Located<String>> models = models(placed, attempt);
    if (models.isEmpty() && placed.route().meta().sound()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0428,
                  placed.rule().manifest().span(),
                  "Rule %s takes any model, so every mistake in a model's name reaches Bedrock."
                      .formatted(placed.name()))
              .about(placed.object())
              .hint("match `x-ai-eg-model` exactly, or set `modelNameOverride`"));
    }
    for (Located<String> model : models) {
      check(placed, attempt, model, diagnostics);
    }
  }

  /** The models that an attempt asks for, as far as the manifest says. */
  static List<Located<String>> models(Rules.Placed placed, LinkedAttempt attempt) {
    if (attempt.modelNameOverride().isPresent()) {
      return List.of(attempt.modelNameOverride().get());
    }
    List<Located<String>> models = new ArrayList<>();
    for (RouteMatch match : placed.rule().matches()) {
      match.headers().stream()
          .filter(header -> header.type().value() == RouteMatch.Type.EXACT)
          .filter(header -> header.name().value().equalsIgnoreCase(MatchSet.MODEL))
          .map(RouteMatch.HeaderCondition::value)
          .filter(value -> !value.value().isEmpty())
          .forEach(models::add);
    }
    return models;
  }

  private static void check(
      Rules.Placed placed, LinkedAttempt attempt, Located<String> model, Diagnostics diagnostics) {
    if (BedrockIds.looksLikeArn(model.value())) {
      checkArn(placed, attempt, model, diagnostics);
    } else if (!BedrockIds.isId(model.value())) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0419,
                  model.span(),
                  "`%s` can't be a model id of Bedrock.".formatted(Words.shorten(model.value())))
              .about(placed.object())
              .hint(
                  "ids have letters, digits, `.`, `-` and `:`, such as"
                      + " `us.amazon.nova-micro-v1:0`"));
    } else {
      checkGeography(placed, attempt, model, model.value(), diagnostics);
    }
  }

  private static void checkArn(
      Rules.Placed placed, LinkedAttempt attempt, Located<String> model, Diagnostics diagnostics) {
    Optional<BedrockIds.Arn> arn = BedrockIds.arn(model.value());
    if (arn.isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0414,
                  model.span(),
                  "`%s` is not an ARN of a model.".formatted(Words.shorten(model.value())))
              .about(placed.object())
              .hint(
                  "write"
                      + " `arn:aws:bedrock:REGION:ACCOUNT:application-inference-profile/ID` with"
                      + " an account of 12 digits"));
      return;
    }
    Optional<Located<String>> region = region(attempt);
    boolean another =
        region
            .map(Located::value)
            .filter(name -> BedrockIds.REGION.matcher(name).matches()) // or it is reported
            .filter(name -> !arn.get().region().equals(name))
            .isPresent();
    if (region.isPresent() && another) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0414,
                  model.span(),
                  "The ARN is of region `%s`, but requests are signed for `%s`."
                      .formatted(arn.get().region(), region.get().value()))
              .about(placed.object())
              .related("the region", region.get().span())
              .hint("use an ARN of that region, or a backend in the ARN's region"));
      return;
    }
    AIServiceBackend backend = attempt.backend().manifest();
    if (arn.get().isOpaque() && backend.baseModel().isEmpty() && backend.meta().sound()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0429,
                  model.span(),
                  "The ARN does not say which model it is, so requests are translated as carefully"
                      + " as for an unknown one.")
              .about(placed.object())
              .related("the backend", backend.meta().span())
              .hint(
                  "annotate the AIServiceBackend with the model behind it, such as"
                      + " `routec.io/base-model: anthropic.claude-3-5-sonnet-20241022-v2:0`"));
    }
    if (arn.get().kind().equals("inference-profile")) {
      checkGeography(placed, attempt, model, arn.get().resource(), diagnostics);
    }
  }

  private static void checkGeography(
      Rules.Placed placed,
      LinkedAttempt attempt,
      Located<String> model,
      String id,
      Diagnostics diagnostics) {
    Optional<String> geography = BedrockIds.geography(id);
    Optional<Located<String>> region =
        region(attempt).filter(found -> BedrockIds.REGION.matcher(found.value()).matches());
    if (geography.isEmpty()
        || region.isEmpty()
        || isElsewhere(attempt, region.get())
        || BedrockIds.reaches(geography.get(), region.get().value())) {
      return;
    }
    diagnostics.add(
        Diagnostic.of(
                Code.RC0407,
                model.span(),
                "The inference profile `%s` can't be called from `%s`."
                    .formatted(Words.shorten(id), region.get().value()))
            .about(placed.object())
            .related("the region", region.get().span())
            .hint(
                "`%s.` profiles are called from regions `%s`"
                    .formatted(geography.get(), BedrockIds.regions(geography.get()))));
  }

  /** Whether the endpoint is in another region than the one that is signed, which is reported. */
  private static boolean isElsewhere(LinkedAttempt attempt, Located<String> region) {
    return attempt.backend().upstreams().stream()
        .flatMap(upstream -> BedrockIds.hostRegion(upstream.host()).stream())
        .anyMatch(there -> !there.equals(region.value()));
  }

  /** The region that an attempt's requests are signed for. */
  static Optional<Located<String>> region(LinkedAttempt attempt) {
    return attempt.backend().credentials().signingRegion();
  }
}

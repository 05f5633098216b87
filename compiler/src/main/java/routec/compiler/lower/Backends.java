package routec.compiler.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routec.compiler.link.LinkedBackend;
import routec.compiler.link.Upstream;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.SchemaName;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.Origin;
import routec.compiler.source.Located;

/** Lowers AIServiceBackends. */
final class Backends {
  /** The version of Anthropic's API on Bedrock. */
  private static final String ANTHROPIC_VERSION = "bedrock-2023-05-31";

  private static final String USUAL_PREFIX = "v1";

  private Backends() {}

  /** A plan for each address; those after the first have its number in their names. */
  static List<BackendPlan> lower(LinkedBackend backend) {
    List<BackendPlan> plans = new ArrayList<>();
    for (Upstream upstream : backend.upstreams()) {
      String number = plans.isEmpty() ? "" : "#" + (plans.size() + 1);
      plans.add(
          new BackendPlan(
              backend.id().path() + number,
              shape(backend.manifest(), backend.schema()),
              target(upstream),
              Authorizations.lower(backend.credentials(), upstream),
              Origin.of(backend.manifest().meta().span())));
    }
    return List.copyOf(plans);
  }

  private static BackendPlan.Shape shape(AIServiceBackend manifest, SchemaName schema) {
    Origin origin = Origin.of(manifest.schema().map(Located::span).orElse(manifest.meta().span()));
    return switch (schema) {
      case AWS_BEDROCK -> new BackendPlan.Converse(origin);
      case AWS_ANTHROPIC ->
          new BackendPlan.Claude(
              text(manifest.version()).orElse(ANTHROPIC_VERSION),
              manifest.version().map(version -> Origin.of(version.span())).orElse(origin));
      case OPENAI ->
          new BackendPlan.OpenAi(
              path(text(manifest.prefix()).orElse(USUAL_PREFIX)),
              manifest.prefix().map(prefix -> Origin.of(prefix.span())).orElse(origin));
      case ANTHROPIC ->
          new BackendPlan.Anthropic(
              path(text(manifest.prefix()).orElse(USUAL_PREFIX)),
              manifest.prefix().map(prefix -> Origin.of(prefix.span())).orElse(origin));
      case COHERE, AZURE_OPENAI, GCP_VERTEX_AI, GCP_ANTHROPIC ->
          throw new IllegalStateException("the checks let through schema " + schema);
    };
  }

  private static Optional<String> text(Optional<Located<String>> value) {
    return value.map(Located::value).filter(text -> !text.isEmpty());
  }

  /** With one slash before and none behind. */
  private static String path(String prefix) {
    return ("/" + prefix).replaceAll("/+", "/").replaceAll("/$", "");
  }

  private static BackendPlan.Target target(Upstream upstream) {
    return new BackendPlan.Target(
        upstream.host(),
        upstream.port(),
        upstream
            .tls()
            .map(tls ->
                new BackendPlan.Tls(
                    tls.serverName(),
                    tls.altNames(),
                    tls.trust().stream()
                        .map(trust ->
                            new BackendPlan.Trust(
                                trust.path(),
                                trust.source().kind().equals("Secret"),
                                Origin.of(trust.span())))
                        .toList(),
                    tls.clientCertificate()
                        .map(one ->
                            new BackendPlan.Certificate(one.value().path(), Origin.of(one.span()))),
                    Origin.of(tls.span()))),
        Origin.of(upstream.span()));
  }
}

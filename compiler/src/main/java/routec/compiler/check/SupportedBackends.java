package routec.compiler.check;

import java.util.List;
import java.util.Optional;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.Severity;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.Backend;
import routec.compiler.manifest.BackendRef;
import routec.compiler.manifest.BackendTLSPolicy;
import routec.compiler.manifest.Meta;
import routec.compiler.manifest.SchemaName;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlScalar;

/** Backends are of a kind that Routec can call. */
final class SupportedBackends implements Check {
  private static final FeatureTable BACKEND =
      FeatureTable.of(Code.RC0514, "Backend")
          .used("endpoints", "tls", "type")
          .error("fallback", "give the backendRef of the route a `priority` instead")
          .error("appProtocols", "Routec calls backends by HTTP/1.1");
  private static final FeatureTable BACKEND_TLS =
      FeatureTable.of(Code.RC0514, "Backend")
          .used("caCertificateRefs", "wellKnownCACertificates", "sni", "insecureSkipVerify")
          .used("clientCertificateRef")
          .error("fingerprints", "trust the backend by a certificate authority")
          .warning("alpnProtocols", "Routec speaks HTTP/1.1")
          .warning("autoSNIFromEndpointHostname", "the endpoint's name is used anyway")
          .others(Severity.WARNING, "Java's own choice of TLS settings holds");
  private static final FeatureTable TLS_POLICY =
      FeatureTable.of(Code.RC0515, "BackendTLSPolicy")
          .used("targetRefs", "validation")
          .warning("options", "Routec has no options for TLS");
  private static final FeatureTable TLS_VALIDATION =
      FeatureTable.of(Code.RC0515, "BackendTLSPolicy")
          .used("hostname", "wellKnownCACertificates", "caCertificateRefs", "subjectAltNames");

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway
        .manifests()
        .of(AIServiceBackend.class)
        .forEach(backend -> checkSchema(backend, diagnostics));
    gateway.manifests().of(Backend.class).forEach(backend -> checkBackend(backend, diagnostics));
    gateway
        .manifests()
        .of(BackendTLSPolicy.class)
        .forEach(policy -> {
          TLS_POLICY.report(policy.meta(), policy.spec(), diagnostics);
          checkSections(policy, diagnostics);
          policy
              .spec()
              .mapping("validation")
              .ifPresent(validation -> {
                TLS_VALIDATION.report(policy.meta(), validation, diagnostics);
                checkWellKnown(Code.RC0515, policy.meta(), validation, diagnostics);
              });
        });
    gateway.manifests().of(AIGatewayRoute.class).forEach(route -> checkPools(route, diagnostics));
  }

  /** A policy holds for the whole Backend. */
  private static void checkSections(BackendTLSPolicy policy, Diagnostics diagnostics) {
    policy.targetRefs().stream()
        .flatMap(ref -> ref.sectionName().stream())
        .forEach(section ->
            diagnostics.add(
                Diagnostic.of(
                        Code.RC0515,
                        section.span(),
                        "The `sectionName` of a target is not applied: the policy holds for the"
                            + " whole Backend.")
                    .as(Severity.WARNING)
                    .about(policy.meta().id().toString())
                    .hint("leave it out")));
  }

  static boolean speaks(SchemaName schema) {
    return switch (schema) {
      case OPENAI, ANTHROPIC, AWS_BEDROCK, AWS_ANTHROPIC -> true;
      case COHERE, AZURE_OPENAI, GCP_VERTEX_AI, GCP_ANTHROPIC -> false;
    };
  }

  private static void checkSchema(AIServiceBackend backend, Diagnostics diagnostics) {
    backend
        .backendRef()
        .port()
        .ifPresent(port ->
            diagnostics.add(
                Diagnostic.of(
                        Code.RC0520,
                        port.span(),
                        "The port of a `backendRef` has no effect: the Backend's endpoint has its"
                            + " own.")
                    .about(backend.meta().id().toString())
                    .hint("leave it out")));
    Optional<Located<SchemaName>> schema = backend.schema();
    if (schema.isPresent() && !speaks(schema.get().value())) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0501,
                  schema.get().span(),
                  "Routec can't speak %s yet.".formatted(schema.get().value()))
              .about(backend.meta().id().toString())
              .hint("it speaks OpenAI, Anthropic, AWSBedrock and AWSAnthropic"));
    }
  }

  private static void checkBackend(Backend backend, Diagnostics diagnostics) {
    BACKEND.report(backend.meta(), backend.spec(), diagnostics);
    backend
        .spec()
        .mapping("tls")
        .ifPresent(tls -> {
          BACKEND_TLS.report(backend.meta(), tls, diagnostics);
          checkWellKnown(Code.RC0514, backend.meta(), tls, diagnostics);
        });
    Optional<YamlScalar> type =
        backend.spec().scalar("type").filter(scalar -> !scalar.text().equals("Endpoints"));
    type.ifPresent(scalar ->
        report(
            backend,
            scalar.span(),
            "A Backend of type %s is not supported yet.".formatted(Words.shorten(scalar.text())),
            "write its endpoints: `type: Endpoints`",
            diagnostics));
    backend
        .tls()
        .flatMap(Backend.BackendTls::insecureSkipVerify)
        .ifPresent(span ->
            report(
                backend,
                span,
                "Routec always verifies certificates.",
                "trust the backend's own authority by `caCertificateRefs`",
                diagnostics));
    backend.endpoints().stream()
        .filter(Backend.UnixSocket.class::isInstance)
        .forEach(endpoint ->
            report(
                backend,
                endpoint.span(),
                "Unix sockets of backends are not supported yet.",
                "name a host and port",
                diagnostics));
    for (String name : List.of("hostname", "zone")) {
      backend.spec().items("endpoints").stream()
          .filter(YamlMapping.class::isInstance)
          .flatMap(endpoint -> ((YamlMapping) endpoint).entry(name).stream())
          .findFirst()
          .ifPresent(entry -> unused(backend.meta(), entry.key().span(), name, diagnostics));
    }
  }

  private static void unused(Meta meta, Span span, String name, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.of(Code.RC0520, span, "Routec does not use `%s`.".formatted(name))
            .about(meta.id().toString())
            .hint("leave it out"));
  }

  private static void checkWellKnown(
      Code code, Meta meta, YamlMapping tls, Diagnostics diagnostics) {
    tls.scalar("wellKnownCACertificates")
        .filter(name -> !name.text().equals("System"))
        .ifPresent(name ->
            diagnostics.add(
                Diagnostic.of(
                        code,
                        name.span(),
                        "Routec knows no certificates named `%s`."
                            .formatted(Words.shorten(name.text())))
                    .about(meta.id().toString())
                    .hint("write `System`, or name a ConfigMap under `caCertificateRefs`")));
  }

  private static void report(
      Backend backend, Span span, String message, String hint, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.of(Code.RC0514, span, message).about(backend.meta().id().toString()).hint(hint));
  }

  private static void checkPools(AIGatewayRoute route, Diagnostics diagnostics) {
    route.rules().stream()
        .flatMap(rule -> rule.backendRefs().stream())
        .map(BackendRef::ref)
        .filter(ref -> ref.kind().value().equals("InferencePool"))
        .forEach(ref ->
            diagnostics.add(
                Diagnostic.of(
                        Code.RC0504, ref.name().span(), "An InferencePool is not supported yet.")
                    .about(route.meta().id().toString())
                    .hint("name an AIServiceBackend with the OpenAI schema instead")));
  }
}

package routec.compiler.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.CredentialSource;
import routec.compiler.link.LinkedAttempt;
import routec.compiler.link.LinkedBackend;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.BackendSecurityPolicy;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Ref;
import routec.compiler.manifest.SchemaName;
import routec.compiler.source.Located;

/** Every backend that needs credentials has some, of a type that fits and that Routec can use. */
final class Credentials implements Check {
  private static final String AWS = "AWSCredentials";
  private static final String API_KEY = "APIKey";

  /** What the runtime can send. */
  private static final Set<String> USABLE = Set.of(AWS, API_KEY, "AnthropicAPIKey");

  /** Headers that the runtime reads for itself, and hop-by-hop ones. */
  private static final Set<String> KEPT_BACK =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "cookie",
          "host",
          "proxy-authorization",
          "te",
          "transfer-encoding",
          "x-api-key");

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    Map<ObjectId, AIServiceBackend> backends =
        gateway
            .manifests()
            .of(AIServiceBackend.class)
            .collect(
                Collectors.toMap(
                    backend -> backend.meta().id(),
                    backend -> backend,
                    (first, _) -> first,
                    TreeMap::new));
    Set<ObjectId> elsewhere =
        gateway.backends().stream()
            .filter(backend ->
                !backend.upstreams().stream().allMatch(one -> BedrockIds.isBedrock(one.host())))
            .map(LinkedBackend::id)
            .collect(Collectors.toSet());
    List<BackendSecurityPolicy> policies =
        gateway.manifests().of(BackendSecurityPolicy.class).toList();
    for (BackendSecurityPolicy policy : policies) {
      if (policy.meta().sound()) {
        check(policy, targets(policy, backends), elsewhere, diagnostics);
      }
    }
    if (!gateway.manifests().mayHide("BackendSecurityPolicy")) {
      checkMissing(gateway, policies, backends.keySet(), diagnostics);
    }
  }

  private static List<AIServiceBackend> targets(
      BackendSecurityPolicy policy, Map<ObjectId, AIServiceBackend> backends) {
    List<AIServiceBackend> targets = new ArrayList<>();
    for (Ref ref : policy.targetRefs()) {
      Optional.ofNullable(backends.get(ref.target(policy.meta().id().namespace())))
          .ifPresent(targets::add);
    }
    return targets;
  }

  private static void check(
      BackendSecurityPolicy policy,
      List<AIServiceBackend> targets,
      Set<ObjectId> elsewhere,
      Diagnostics diagnostics) {
    String object = policy.meta().id().toString();
    String type = policy.type().value();
    if (policy.targetRefs().isEmpty()) {
      diagnostics.add(
          Diagnostic.of(Code.RC0303, policy.meta().span(), "The policy has no targetRefs.")
              .about(object)
              .hint("name an AIServiceBackend under `targetRefs`"));
    }
    for (AIServiceBackend target : targets) {
      Optional<SchemaName> schema = target.schema().map(Located::value);
      boolean spoken = schema.filter(SupportedBackends::speaks).isPresent();
      boolean bedrock = type.equals(AWS) && !elsewhere.contains(target.meta().id());
      if (spoken && !bedrock && !fits(type, schema.get())) {
        diagnostics.add(misfit(policy, target, schema.get()));
        return;
      }
    }
    boolean speaks =
        targets.stream()
            .anyMatch(target ->
                target.schema().filter(s -> SupportedBackends.speaks(s.value())).isPresent());
    if (!USABLE.contains(type) && speaks) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0502,
                  policy.type().span(),
                  "Credentials of type %s are not supported yet.".formatted(type))
              .about(object)
              .hint("Routec uses `AWSCredentials`, `APIKey` and `AnthropicAPIKey`"));
    }
    policy
        .aws()
        .flatMap(BackendSecurityPolicy.AwsCredentials::exchange)
        .ifPresent(exchange -> TokenExchanges.check(policy, exchange, diagnostics));
    policy.override().ifPresent(own -> check(policy, own, diagnostics));
  }

  private static void check(
      BackendSecurityPolicy policy, BackendSecurityPolicy.CallersOwn own, Diagnostics diagnostics) {
    String object = policy.meta().id().toString();
    if (own.metadata()) {
      diagnostics.add(
          Diagnostic.of(Code.RC0502, own.span(), "`fromDynamicMetadata` is not supported.")
              .about(object)
              .hint("let callers send their credentials: `fromRequestHeaders`"));
    }
    own.header()
        .filter(header -> KEPT_BACK.contains(header.value().toLowerCase(Locale.ROOT)))
        .ifPresent(header ->
            diagnostics.add(
                Diagnostic.of(
                        Code.RC0502,
                        header.span(),
                        "Callers' credentials can't come in `%s`: it is for the gateway itself."
                            .formatted(header.value()))
                    .about(object)
                    .hint("choose another header, or none for `x-aigw-…`")));
  }

  /** An API key may stand for any schema: Bedrock has such keys too. */
  private static boolean fits(String type, SchemaName schema) {
    return switch (schema) {
      case AWS_BEDROCK, AWS_ANTHROPIC -> type.equals(AWS) || type.equals(API_KEY);
      case OPENAI, COHERE -> !type.equals(AWS);
      case AZURE_OPENAI -> Set.of("AzureAPIKey", "AzureCredentials", API_KEY).contains(type);
      case GCP_VERTEX_AI, GCP_ANTHROPIC -> Set.of("GCPCredentials", API_KEY).contains(type);
      case ANTHROPIC -> Set.of("AnthropicAPIKey", API_KEY).contains(type);
    };
  }

  private static Diagnostic misfit(
      BackendSecurityPolicy policy, AIServiceBackend target, SchemaName schema) {
    return Diagnostic.of(
            Code.RC0413,
            policy.type().span(),
            "Credentials of type %s do not fit the schema %s of `%s`."
                .formatted(policy.type().value(), schema, target.meta().id().name()))
        .about(policy.meta().id().toString())
        .related("the schema", target.schema().map(Located::span).orElse(target.meta().span()))
        .hint(
            schema.isAws()
                ? "write `type: AWSCredentials` with `awsCredentials`"
                : "AWSCredentials sign for the schemas AWSBedrock and AWSAnthropic, and for"
                    + " endpoints of Bedrock");
  }

  private static void checkMissing(
      LinkedGateway gateway,
      List<BackendSecurityPolicy> policies,
      Set<ObjectId> backends,
      Diagnostics diagnostics) {
    Map<ObjectId, LinkedBackend> used = new TreeMap<>();
    for (Rules.Placed placed : Rules.of(gateway)) {
      for (LinkedAttempt attempt : placed.rule().attempts()) {
        used.put(attempt.backend().id(), attempt.backend());
      }
    }
    for (LinkedBackend backend : used.values()) {
      boolean without = backend.credentials() instanceof CredentialSource.None;
      if (without && backend.schema().isAws() && !isMeant(backend.id(), policies, backends)) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0409,
                    backend.manifest().meta().span(),
                    "No BackendSecurityPolicy gives `%s` AWS credentials, so Bedrock refuses its"
                            .formatted(backend.id().name())
                        + " requests.")
                .about(backend.id().toString())
                .hint(
                    "add a BackendSecurityPolicy of type AWSCredentials that targets it, with its"
                        + " region"));
      }
    }
  }

  /** Whether a policy names the backend, or one that is not there, which is reported there. */
  private static boolean isMeant(
      ObjectId backend, List<BackendSecurityPolicy> policies, Set<ObjectId> backends) {
    for (BackendSecurityPolicy policy : policies) {
      for (Ref ref : policy.targetRefs()) {
        ObjectId target = ref.target(policy.meta().id().namespace());
        boolean near =
            target.namespace().equals(backend.namespace())
                && (target.name().equals(backend.name())
                    || (target.kind().equals(backend.kind()) && !backends.contains(target)));
        if (near) {
          return true;
        }
      }
    }
    return false;
  }
}

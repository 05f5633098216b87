package routec.compiler.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.Backend;
import routec.compiler.manifest.BackendSecurityPolicy;
import routec.compiler.manifest.BackendTLSPolicy;
import routec.compiler.manifest.ConfigMap;
import routec.compiler.manifest.Manifest;
import routec.compiler.manifest.Meta;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Ref;
import routec.compiler.manifest.Secret;
import routec.compiler.source.Located;
import routec.compiler.source.Nearest;
import routec.compiler.source.Words;

/** Links AIServiceBackends to endpoints and credentials. */
final class BackendLinker {
  private static final String CREDENTIALS = "credentials";
  private static final String CA = "ca.crt";
  private static final String API_KEY = "apiKey";
  private static final String X_API_KEY = "x-api-key";

  private final ObjectIndex objects;
  private final References references;
  private final Policies policies;
  private final Diagnostics diagnostics;
  private final Map<ObjectId, LinkedBackend> linked = new TreeMap<>();
  private final Set<ObjectId> usedBackends = new TreeSet<>();

  BackendLinker(
      ObjectIndex objects, References references, Policies policies, Diagnostics diagnostics) {
    this.objects = objects;
    this.references = references;
    this.policies = policies;
    this.diagnostics = diagnostics;
  }

  void linkAll() {
    objects
        .of(AIServiceBackend.class)
        .forEach(manifest ->
            link(manifest).ifPresent(backend -> linked.put(manifest.meta().id(), backend)));
  }

  Optional<LinkedBackend> of(AIServiceBackend manifest) {
    return Optional.ofNullable(linked.get(manifest.meta().id()));
  }

  List<LinkedBackend> linked() {
    return List.copyOf(linked.values());
  }

  /** Whether an AIServiceBackend refers to a Backend. */
  boolean uses(Backend backend) {
    return usedBackends.contains(backend.meta().id());
  }

  private Optional<LinkedBackend> link(AIServiceBackend manifest) {
    usedBackends.add(manifest.backendRef().target(manifest.meta().id().namespace()));
    if (!manifest.meta().sound() && !manifest.backendRef().kind().value().equals("Backend")) {
      return Optional.empty();
    }
    Optional<Backend> backend =
        references.resolve(manifest.backendRef(), manifest.meta(), Backend.class, Code.RC0301);
    Optional<CredentialSource> credentials = credentials(manifest);
    if (backend.isEmpty() || credentials.isEmpty() || manifest.schema().isEmpty()) {
      return Optional.empty();
    }
    List<Upstream> upstreams = upstreams(backend.get());
    if (upstreams.isEmpty()) {
      reportNowhere(backend.get());
    }
    return upstreams.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LinkedBackend(
                manifest, manifest.schema().get().value(), upstreams, credentials.get()));
  }

  private List<Upstream> upstreams(Backend backend) {
    List<Upstream> upstreams = new ArrayList<>();
    for (Backend.BackendEndpoint endpoint : backend.endpoints()) {
      switch (endpoint) {
        case Backend.Fqdn fqdn ->
            upstreams.add(
                upstream(
                    backend,
                    fqdn.hostname().value().toLowerCase(Locale.ROOT),
                    fqdn.port().value(),
                    endpoint));
        case Backend.Ip ip ->
            upstreams.add(upstream(backend, ip.address().value(), ip.port().value(), endpoint));
        case Backend.UnixSocket _ -> {
          // reported by the check of what Routec supports
        }
      }
    }
    return upstreams.stream().filter(one -> !one.host().isEmpty() && one.port() > 0).toList();
  }

  private void reportNowhere(Backend backend) {
    boolean other =
        backend.spec().scalar("type").filter(type -> !type.text().equals("Endpoints")).isPresent()
            || backend.endpoints().stream().anyMatch(Backend.UnixSocket.class::isInstance);
    if (backend.meta().sound() && !other) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0432,
                  backend.endpoints().isEmpty()
                      ? backend.meta().span()
                      : backend.endpoints().getFirst().span(),
                  "The Backend `%s` has no address with a port."
                      .formatted(backend.meta().id().name()))
              .about(backend.meta().id().toString())
              .hint("give it an endpoint with `fqdn` (`hostname` and `port`)"));
    }
  }

  private Upstream upstream(
      Backend backend, String host, int port, Backend.BackendEndpoint endpoint) {
    Optional<Located<ObjectId>> certificate =
        backend.tls().flatMap(own -> certificate(own, backend));
    Optional<Upstream.Tls> tls =
        policies
            .tls(backend)
            .map(policy -> tls(policy, certificate))
            .or(() -> backend.tls().map(own -> tls(own, backend.meta(), host, certificate)));
    return new Upstream(backend.meta().id(), host, port, tls, endpoint.span());
  }

  private Upstream.Tls tls(BackendTLSPolicy policy, Optional<Located<ObjectId>> certificate) {
    return new Upstream.Tls(
        policy.hostname().value().toLowerCase(Locale.ROOT),
        policy.altNames().stream()
            .map(name ->
                name.uri() ? name.name().value() : name.name().value().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .toList(),
        trust(policy.caCertificateRefs(), policy.meta()),
        certificate,
        policy.hostname().span());
  }

  private Upstream.Tls tls(
      Backend.BackendTls own, Meta backend, String host, Optional<Located<ObjectId>> certificate) {
    return new Upstream.Tls(
        own.sni().map(sni -> sni.value().toLowerCase(Locale.ROOT)).orElse(host),
        List.of(),
        trust(own.caCertificateRefs(), backend),
        certificate,
        own.span());
  }

  private Optional<Located<ObjectId>> certificate(Backend.BackendTls own, Backend backend) {
    Optional<Ref> ref = own.clientCertificateRef().filter(one -> !one.isPlaceholder());
    ref.ifPresent(one -> {
      Optional<Secret> secret = references.resolve(one, backend.meta(), Secret.class, Code.RC0304);
      secret.ifPresent(found -> {
        if (requireKey(found, Upstream.CERTIFICATE, one, backend.meta())) {
          requireKey(found, Upstream.KEY, one, backend.meta());
        }
      });
    });
    return ref.map(
        one -> new Located<>(one.target(backend.meta().id().namespace()), one.name().span()));
  }

  private List<Upstream.Trust> trust(List<Ref> refs, Meta from) {
    List<Upstream.Trust> trust = new ArrayList<>();
    for (Ref ref : refs) {
      if (ref.isPlaceholder()) {
        continue;
      }
      ObjectId source = ref.target(from.id().namespace());
      trust.add(new Upstream.Trust(source, CA, ref.name().span()));
      Optional<Manifest> found = references.resolve(ref, from, Manifest.class, Code.RC0304);
      found.ifPresent(manifest -> requireKey(manifest, CA, ref, from));
    }
    return trust;
  }

  /** None if a mistake in the policy is reported already. */
  private Optional<CredentialSource> credentials(AIServiceBackend manifest) {
    Optional<BackendSecurityPolicy> found = policies.security(manifest);
    if (policies.isContested(manifest.meta().id())) {
      return Optional.empty();
    }
    if (found.isEmpty()) {
      return Optional.of(new CredentialSource.None());
    }
    BackendSecurityPolicy policy = found.get();
    if (!policy.meta().sound()) {
      return Optional.empty();
    }
    Optional<CredentialSource> configured = configured(policy);
    return policy
        .override()
        .filter(own -> !own.metadata())
        .map(own -> configured.map(source -> ofCaller(own, source)))
        .orElse(configured);
  }

  private Optional<CredentialSource> configured(BackendSecurityPolicy policy) {
    if (policy.secretRef().isPresent()) {
      return apiKey(policy, policy.secretRef().get());
    }
    if (policy.aws().isEmpty()) {
      return Optional.of(new CredentialSource.None());
    }
    BackendSecurityPolicy.AwsCredentials aws = policy.aws().get();
    if (aws.exchange().isPresent()) {
      return exchange(aws.region(), aws.exchange().get(), policy.meta());
    }
    return aws.file()
        .map(file -> file(aws, file, policy.meta()))
        .orElseGet(() ->
            Optional.of(
                new CredentialSource.DefaultChain(
                    aws.region(), policy.meta().id(), policy.type().span())));
  }

  private static CredentialSource ofCaller(
      BackendSecurityPolicy.CallersOwn own, CredentialSource configured) {
    String usual =
        switch (configured) {
          case CredentialSource.ApiKey key ->
              key.header().equals(X_API_KEY) ? "x-aigw-anthropic-api-key" : "x-aigw-api-key";
          default -> "x-aigw-aws-";
        };
    String header =
        own.header()
            .map(name -> name.value().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .orElse(usual);
    return new CredentialSource.OfCaller(header, !own.fallback(), configured, own.span());
  }

  private Optional<CredentialSource> apiKey(BackendSecurityPolicy policy, Ref ref) {
    boolean anthropic = policy.type().value().equals("AnthropicAPIKey");
    return secretKey(ref, API_KEY, policy.meta())
        .map(key ->
            new CredentialSource.ApiKey(
                anthropic ? X_API_KEY : "authorization",
                anthropic ? "" : "Bearer ",
                key,
                policy.meta().id()));
  }

  private Optional<CredentialSource> exchange(
      Located<String> region, BackendSecurityPolicy.TokenExchange exchange, Meta policy) {
    Optional<CredentialSource.SecretKey> secret =
        secretKey(exchange.oidc().clientSecret(), "client-secret", policy);
    Optional<CredentialSource.SecretKey> id =
        exchange.oidc().clientIdRef().flatMap(ref -> secretKey(ref, "client-id", policy));
    boolean broken = exchange.oidc().clientIdRef().isPresent() && id.isEmpty();
    return secret
        .filter(_ -> !broken)
        .map(key -> new CredentialSource.TokenExchange(region, exchange, key, id, policy.id()));
  }

  /** One key of a Secret; none if a mistake is reported. */
  private Optional<CredentialSource.SecretKey> secretKey(Ref ref, String key, Meta policy) {
    ObjectId secret = ref.target(policy.id().namespace());
    boolean there = objects.find(secret).isPresent();
    Optional<Secret> manifest = references.resolve(ref, policy, Secret.class, Code.RC0304);
    boolean complete = manifest.map(found -> requireKey(found, key, ref, policy)).orElse(!there);
    return complete && !ref.isPlaceholder()
        ? Optional.of(new CredentialSource.SecretKey(secret, key, ref.name().span()))
        : Optional.empty();
  }

  private Optional<CredentialSource> file(
      BackendSecurityPolicy.AwsCredentials aws,
      BackendSecurityPolicy.CredentialsFile file,
      Meta policy) {
    ObjectId secret = file.secretRef().target(policy.id().namespace());
    boolean there = objects.find(secret).isPresent();
    Optional<Secret> manifest =
        references.resolve(file.secretRef(), policy, Secret.class, Code.RC0304);
    boolean refused = there && manifest.isEmpty();
    boolean complete =
        manifest
            .map(found -> requireKey(found, CREDENTIALS, file.secretRef(), policy))
            .orElse(true);
    return refused || !complete
        ? Optional.empty()
        : Optional.of(
            new CredentialSource.AwsFile(
                aws.region(),
                secret,
                CREDENTIALS,
                file.profile(),
                manifest,
                policy.id(),
                file.secretRef().name().span()));
  }

  private boolean requireKey(Manifest source, String key, Ref ref, Meta from) {
    Set<String> keys =
        switch (source) {
          case Secret secret -> secret.values().keySet();
          case ConfigMap map -> map.values().keySet();
          default -> Set.of(key);
        };
    if (keys.contains(key) || !source.meta().sound()) {
      return true;
    }
    String hint =
        Nearest.to(key, keys)
            .map(near -> "it has `" + Words.shorten(near) + "`: rename that key to `" + key + "`")
            .orElse("put it under the key `" + key + "`");
    diagnostics.add(
        Diagnostic.of(
                Code.RC0305,
                ref.name().span(),
                "%s has no key `%s`.".formatted(source.meta().id(), key))
            .about(from.id().toString())
            .related("it is defined here", source.meta().span())
            .hint(hint));
    return false;
  }
}

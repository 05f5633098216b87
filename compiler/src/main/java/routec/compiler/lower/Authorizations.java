package routec.compiler.lower;

import java.util.stream.Collectors;
import routec.compiler.link.CredentialSource;
import routec.compiler.link.Upstream;
import routec.compiler.manifest.BackendSecurityPolicy;
import routec.compiler.plan.AuthorizationPlan;
import routec.compiler.plan.Origin;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/** Lowers what authorizes a backend's requests. */
final class Authorizations {
  /** What begins the names of role sessions; the policy's name follows, as elsewhere. */
  private static final String SESSION = "ai-gateway-";

  /** STS takes no longer name of a session. */
  private static final int LONGEST_SESSION = 64;

  private Authorizations() {}

  static AuthorizationPlan lower(CredentialSource source, Upstream upstream) {
    return switch (source) {
      case CredentialSource.None _ -> new AuthorizationPlan.None();
      case CredentialSource.AwsFile file ->
          signed(
              file.region(),
              upstream,
              new AuthorizationPlan.File(file.secret().path(), file.key(), file.profile().value()),
              file.span());
      case CredentialSource.DefaultChain chain ->
          signed(chain.region(), upstream, new AuthorizationPlan.Chain(), chain.span());
      case CredentialSource.TokenExchange exchange ->
          signed(
              exchange.region(), upstream, exchange(exchange), exchange.exchange().role().span());
      case CredentialSource.ApiKey key ->
          new AuthorizationPlan.ApiKey(
              key.header(),
              key.prefix(),
              key.key().secret().path(),
              key.key().key(),
              Origin.of(key.key().span()));
      case CredentialSource.OfCaller caller ->
          new AuthorizationPlan.OfCaller(
              caller.header(),
              caller.required(),
              lower(caller.configured(), upstream),
              Origin.of(caller.span()));
    };
  }

  /** Bedrock's two endpoints are two services to AWS's signatures. */
  private static AuthorizationPlan signed(
      Located<String> region, Upstream upstream, AuthorizationPlan.Keys keys, Span source) {
    String service = upstream.host().startsWith("bedrock-mantle.") ? "bedrock-mantle" : "bedrock";
    return new AuthorizationPlan.Signed(
        region.value(), service, keys, Origin.of(source), Origin.of(region.span()));
  }

  private static AuthorizationPlan.Keys exchange(CredentialSource.TokenExchange source) {
    BackendSecurityPolicy.TokenExchange exchange = source.exchange();
    BackendSecurityPolicy.Oidc oidc = exchange.oidc();
    String session = SESSION + source.policy().name();
    return new AuthorizationPlan.Exchange(
        exchange.role().value(),
        session.substring(0, Math.min(session.length(), LONGEST_SESSION)),
        oidc.issuer().value(),
        oidc.tokenEndpoint().map(Located::value).orElse(""),
        source.clientId().isPresent() ? "" : oidc.clientId().map(Located::value).orElse(""),
        source.clientId().map(CredentialSource.SecretKey::path).orElse(""),
        source.clientSecret().path(),
        oidc.scopes().stream().map(Located::value).collect(Collectors.joining(" ")),
        exchange.audience().map(Located::value).orElse(""),
        oidc.resources().stream().map(Located::value).toList());
  }
}

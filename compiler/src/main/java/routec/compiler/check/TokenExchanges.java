package routec.compiler.check;

import java.util.Optional;
import java.util.regex.Pattern;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.Severity;
import routec.compiler.manifest.BackendSecurityPolicy;
import routec.compiler.source.Located;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlScalar;

/** A token exchange has a role, a client and endpoints that its secret may be sent to. */
final class TokenExchanges {
  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}");
  private static final Pattern SAFE =
      Pattern.compile("https://.+|http://(localhost|127\\.0\\.0\\.1|\\[::1])([:/].*)?");

  private static final FeatureTable OIDC =
      FeatureTable.of(Code.RC0502, "token exchange")
          .used("provider", "clientID", "clientIDRef", "clientSecret", "scopes", "resources")
          .others(Severity.WARNING, "it is for people who sign in by a browser: leave it out");
  private static final FeatureTable PROVIDER =
      FeatureTable.of(Code.RC0502, "token exchange")
          .used("issuer", "tokenEndpoint")
          .error("backendRefs", "Routec calls the endpoint by its own name")
          .error("backendRef", "Routec calls the endpoint by its own name")
          .error("backendSettings", "Routec has its own time limits for it")
          .others(Severity.WARNING, "it is for people who sign in by a browser: leave it out");

  private TokenExchanges() {}

  static void check(
      BackendSecurityPolicy policy,
      BackendSecurityPolicy.TokenExchange exchange,
      Diagnostics diagnostics) {
    String object = policy.meta().id().toString();
    BackendSecurityPolicy.Oidc oidc = exchange.oidc();
    OIDC.report(policy.meta(), oidc.mapping(), diagnostics);
    oidc.mapping()
        .mapping("provider")
        .ifPresent(provider -> PROVIDER.report(policy.meta(), provider, diagnostics));
    Optional<YamlScalar> grant =
        exchange.exchange().scalar("grantType").filter(type -> !usual(type.text()));
    grant.ifPresent(type ->
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0502,
                    type.span(),
                    "The grant type `%s` is not supported.".formatted(Words.shorten(type.text())))
                .about(object)
                .hint("the gateway asks for itself: `grantType: client_credentials`")));
    if (policy.aws().flatMap(BackendSecurityPolicy.AwsCredentials::file).isPresent()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0502,
                  exchange.exchange().span(),
                  "`credentialsFile` and `oidcExchangeToken` stand together: which one is meant?")
              .about(object)
              .hint("leave one of them out"));
    }
    if (!ROLE.matcher(exchange.role().value()).matches()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0414,
                  exchange.role().span(),
                  "`%s` is not the ARN of a role."
                      .formatted(Words.shorten(exchange.role().value())))
              .about(object)
              .hint("write `arn:aws:iam::123456789012:role/NAME`"));
    }
    if (oidc.clientId().filter(id -> !id.value().isEmpty()).isEmpty()
        && oidc.clientIdRef().isEmpty()) {
      diagnostics.add(
          Diagnostic.of(Code.RC0502, oidc.mapping().span(), "The token exchange has no client.")
              .about(object)
              .hint("write `clientID`, or `clientIDRef` for a Secret with the key `client-id`"));
    }
    checkSafe(oidc.issuer(), object, diagnostics);
    oidc.tokenEndpoint().ifPresent(endpoint -> checkSafe(endpoint, object, diagnostics));
  }

  private static boolean usual(String grantType) {
    return grantType.isEmpty() || grantType.equals("client_credentials");
  }

  private static void checkSafe(Located<String> url, String object, Diagnostics diagnostics) {
    if (!SAFE.matcher(url.value()).matches()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0502,
                  url.span(),
                  "The client's secret can't be sent to `%s`: it is no https URL."
                      .formatted(Words.shorten(url.value())))
              .about(object)
              .hint("write the URL with `https://`"));
    }
  }
}

package routec.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import java.util.List;
import routec.compiler.plan.AuthorizationPlan;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Credentials;

/** Writes how a backend's requests are authorized. */
final class AuthorizationCode {
  private AuthorizationCode() {}

  static CodeBlock of(AuthorizationPlan plan) {
    return switch (plan) {
      case AuthorizationPlan.None _ -> CodeBlock.of("new $T()", Authorization.None.class);
      case AuthorizationPlan.Signed signed ->
          CodeBlock.of(
              "new $T($L, $S, $L)",
              Authorization.SigV4.class,
              JavaNames.text(signed.region()),
              signed.service(),
              keys(signed.keys()));
      case AuthorizationPlan.ApiKey key ->
          CodeBlock.of(
              "new $T($S, $S, $L, $L)",
              Authorization.ApiKey.class,
              key.header(),
              key.prefix(),
              JavaNames.text(key.secret()),
              JavaNames.text(key.key()));
      case AuthorizationPlan.OfCaller caller ->
          CodeBlock.of(
              "new $T(\n$>$>$L,\n$L,\n$L)$<$<",
              Authorization.FromCaller.class,
              JavaNames.text(caller.header()),
              caller.required(),
              of(caller.configured()));
    };
  }

  private static CodeBlock keys(AuthorizationPlan.Keys keys) {
    return switch (keys) {
      case AuthorizationPlan.File file ->
          CodeBlock.of(
              "new $T($L, $L, $L)",
              Credentials.File.class,
              JavaNames.text(file.secret()),
              JavaNames.text(file.key()),
              JavaNames.text(file.profile()));
      case AuthorizationPlan.Chain _ -> CodeBlock.of("new $T()", Credentials.DefaultChain.class);
      case AuthorizationPlan.Exchange exchange ->
          CodeBlock.of(
              "new $T(\n$>$>$L,\n$L,\n$L)$<$<",
              Credentials.TokenExchange.class,
              JavaNames.text(exchange.role()),
              JavaNames.text(exchange.session()),
              oidc(exchange));
    };
  }

  private static CodeBlock oidc(AuthorizationPlan.Exchange exchange) {
    CodeBlock resources =
        exchange.resources().stream().map(JavaNames::text).collect(CodeBlock.joining(", ", "", ""));
    return CodeBlock.of(
        "new $T(\n$>$>$L,\n$L,\n$L,\n$L,\n$L,\n$L,\n$L,\n$T.of($L))$<$<",
        Credentials.Oidc.class,
        JavaNames.text(exchange.issuer()),
        JavaNames.text(exchange.tokenEndpoint()),
        JavaNames.text(exchange.clientId()),
        JavaNames.text(exchange.clientIdSecret()),
        JavaNames.text(exchange.clientSecret()),
        JavaNames.text(exchange.scopes()),
        JavaNames.text(exchange.audience()),
        List.class,
        resources);
  }
}

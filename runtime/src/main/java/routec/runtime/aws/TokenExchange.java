package routec.runtime.aws;

import java.util.function.Supplier;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Secrets;

/** Keys of a role for a token of an OIDC provider: two calls, one after the other. */
final class TokenExchange implements Supplier<ProviderKeys> {
  private final Credentials.TokenExchange exchange;
  private final String region;
  private final OidcTokens tokens;

  TokenExchange(Credentials.TokenExchange exchange, String region, Secrets secrets) {
    this.exchange = exchange;
    this.region = region;
    this.tokens = new OidcTokens(exchange.oidc(), secrets);
  }

  @Override
  public ProviderKeys get() {
    return Sts.withWebIdentity(region, exchange.role(), exchange.session(), tokens.fetch());
  }
}

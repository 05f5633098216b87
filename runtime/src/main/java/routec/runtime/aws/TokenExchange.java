package routec.runtime.aws;

import java.util.function.Supplier;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Wire;

/** Keys of a role for a token of an OIDC provider: two calls, one after the other. */
final class TokenExchange implements Supplier<ProviderKeys> {
  private final Credentials.TokenExchange exchange;
  private final String region;
  private final OidcTokens tokens;
  private final Sts sts;

  TokenExchange(Credentials.TokenExchange exchange, String region, Secrets secrets, Wire wire) {
    this.exchange = exchange;
    this.region = region;
    this.tokens = new OidcTokens(exchange.oidc(), secrets, wire);
    this.sts = new Sts(wire);
  }

  @Override
  public ProviderKeys get() {
    return sts.withWebIdentity(region, exchange.role(), exchange.session(), tokens.fetch());
  }
}

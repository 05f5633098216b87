package routec.runtime.aws;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.Header;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.UpstreamRequest;

/** A key in a mounted Secret, as the header that it is sent in; read again when it changes. */
final class ApiKeySource {
  private static final System.Logger LOG = System.getLogger(ApiKeySource.class.getName());

  private final Authorization.ApiKey place;
  private final Secrets secrets;
  private volatile @Nullable Loaded loaded;

  ApiKeySource(Authorization.ApiKey place, Secrets secrets) {
    this.place = place;
    this.secrets = secrets;
  }

  /** What one content gave: a header, or why it gave none. */
  private record Loaded(Slice content, Optional<Header> header, String trouble) {
    @SuppressWarnings("ReferenceEquality") // an unchanged file keeps its very slice
    boolean isOf(Slice other) {
      return content == other;
    }

    @Override
    public String toString() {
      return "Loaded[hidden]";
    }
  }

  /**
   * The header.
   *
   * @throws GatewayFault UNAVAILABLE if there is no usable key
   */
  Header header() {
    Loaded current = loaded();
    return current.header.orElseThrow(() ->
        new GatewayFault(
            FaultKind.UNAVAILABLE,
            "The gateway has no usable credentials for this provider.",
            current.trouble));
  }

  /** Looks for a new key because the provider refused this one; true if there is another. */
  boolean refresh(UpstreamRequest refused) {
    if (authorized(refused)) {
      secrets.refresh();
    }
    return loaded().header.isPresent() && !authorized(refused);
  }

  /** Whether a request was sent with the key of this moment. */
  boolean authorized(UpstreamRequest sent) {
    return loaded()
        .header
        .filter(header -> header.value().equals(ProviderKeys.header(sent, header.name())))
        .isPresent();
  }

  CredentialState state() {
    return CredentialState.of(name(), loaded().trouble);
  }

  private Loaded loaded() {
    Slice content = secrets.read(place.secret() + "/" + place.key()).orElse(Slice.EMPTY);
    Loaded before = loaded;
    if (before != null && before.isOf(content)) {
      return before;
    }
    Loaded now = load(content, before);
    loaded = now;
    return now;
  }

  /** A new key that is no good leaves the former one in force. */
  private Loaded load(Slice content, @Nullable Loaded before) {
    try {
      String key = SecretText.checked(content.text().strip(), name());
      return new Loaded(content, Optional.of(new Header(place.header(), place.prefix() + key)), "");
    } catch (IllegalStateException e) {
      Optional<Header> former = before == null ? Optional.empty() : before.header;
      LOG.log(
          System.Logger.Level.WARNING,
          "Unusable credentials, {0}: {1}",
          former.isPresent() ? "the former ones stay in force" : "calls that need them will fail",
          e.getMessage());
      return new Loaded(content, former, Problems.of(e));
    }
  }

  private String name() {
    return "key `" + place.key() + "` of the Secret " + place.secret();
  }
}

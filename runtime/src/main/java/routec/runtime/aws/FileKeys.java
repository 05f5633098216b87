package routec.runtime.aws;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.UpstreamRequest;
import routec.runtime.spi.Wire;

/**
 * Keys of a mounted credentials file: read again when the file changes, kept when the new file is
 * no good. A profile that names a role has its keys fetched from STS.
 */
final class FileKeys implements KeySource {
  private static final System.Logger LOG = System.getLogger(FileKeys.class.getName());

  private static final long REFRESH_NANOS = 1_000_000_000L;

  private final Credentials.File place;
  private final String region;
  private final Secrets secrets;
  private final Wire wire;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile @Nullable Loaded loaded;
  private volatile @Nullable FetchedKeys role;
  private volatile long refreshedNanos = System.nanoTime() - 2 * REFRESH_NANOS;

  /**
   * @param region of the requests, and of STS where the profile names none
   */
  FileKeys(Credentials.File place, String region, Secrets secrets, Wire wire) {
    this.wire = wire;
    this.place = place;
    this.region = region;
    this.secrets = secrets;
  }

  /**
   * What one content of the file gave.
   *
   * @param profile the newest good one, perhaps of an earlier content
   * @param trouble why this content is no good, or empty
   */
  private record Loaded(Slice content, Optional<CredentialsFile.Profile> profile, String trouble) {
    /** By identity: an unchanged file keeps its very slice, and every call asks. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Slice other) {
      return content == other;
    }

    @Override
    public String toString() {
      return "Loaded[hidden]";
    }
  }

  @Override
  public void open() {
    if (isRole()) {
      role();
    }
  }

  @Override
  public ProviderKeys keys() {
    Loaded current = loaded();
    return switch (current.profile.orElseThrow(() -> fault(current.trouble))) {
      case CredentialsFile.Given given -> given.keys();
      case CredentialsFile.Assumed _ -> role().keys();
    };
  }

  @Override
  public boolean refresh(UpstreamRequest refused) {
    if (!keys().authorized(refused)) {
      return true; // the file has changed since
    }
    long now = System.nanoTime();
    if (now - refreshedNanos > REFRESH_NANOS) {
      refreshedNanos = now; // one look serves all whose calls were refused at this moment
      secrets.refresh();
    }
    FetchedKeys fetched = role;
    return isRole() && fetched != null ? fetched.refresh(refused) : !keys().authorized(refused);
  }

  @Override
  public CredentialState state() {
    String trouble = loaded().trouble;
    FetchedKeys fetched = role;
    if (isRole() && fetched != null && trouble.isEmpty()) {
      return fetched.state();
    }
    return CredentialState.of(name(), trouble);
  }

  @Override
  public void close() {
    FetchedKeys fetched = role;
    if (fetched != null) {
      fetched.close();
    }
  }

  private boolean isRole() {
    return loaded().profile.filter(CredentialsFile.Assumed.class::isInstance).isPresent();
  }

  private FetchedKeys role() {
    FetchedKeys known = role;
    if (known != null) {
      return known;
    }
    opening.lock();
    try {
      FetchedKeys opened = role;
      if (opened == null) {
        opened = new FetchedKeys(name(), this::assume);
        role = opened;
      }
      return opened;
    } finally {
      opening.unlock();
    }
  }

  /** Assumes the role that the file names at this moment. */
  private ProviderKeys assume() {
    Loaded current = loaded();
    return keys(current.profile.orElseThrow(() -> new IllegalStateException(current.trouble)));
  }

  private ProviderKeys keys(CredentialsFile.Profile profile) {
    return switch (profile) {
      case CredentialsFile.Given given -> given.keys();
      case CredentialsFile.Assumed named -> {
        if (!(keys(named.source()) instanceof AwsKeys source)) {
          throw new IllegalStateException("an API key can't assume a role");
        }
        yield new Sts(wire).assume(named.role(), source, region);
      }
    };
  }

  private Loaded loaded() {
    Slice content = secrets.read(place.secret() + "/" + place.key()).orElse(Slice.EMPTY);
    Loaded before = loaded;
    if (before != null && before.isOf(content)) {
      return before;
    }
    Loaded now = load(content, before);
    loaded = now;
    FetchedKeys fetched = role;
    if (fetched != null && now.trouble.isEmpty()) {
      fetched.hasten();
    }
    return now;
  }

  /** A file that is no good, or gone, leaves the former keys in force. */
  private Loaded load(Slice content, @Nullable Loaded before) {
    try {
      if (content.isEmpty()) {
        throw new CredentialsFile.Unusable("it is missing or empty");
      }
      CredentialsFile.Profile profile = CredentialsFile.read(content).profile(place.profile());
      return new Loaded(content, Optional.of(profile), "");
    } catch (CredentialsFile.Unusable e) {
      Optional<CredentialsFile.Profile> former = before == null ? Optional.empty() : before.profile;
      String trouble =
          "key `" + place.key() + "` of the Secret " + place.secret() + ": " + e.getMessage();
      LOG.log(
          System.Logger.Level.WARNING,
          "Unusable credentials, {0}: {1}",
          former.isPresent() ? "the former ones stay in force" : "calls that need them will fail",
          trouble);
      return new Loaded(content, former, trouble);
    }
  }

  private String name() {
    return "the Secret " + place.secret() + ", profile `" + place.profile() + "`";
  }

  private GatewayFault fault(String problem) {
    return new GatewayFault(
        FaultKind.UNAVAILABLE,
        "The gateway has no usable credentials for this provider.",
        problem + " (profile `" + place.profile() + "`)");
  }
}

package routec.runtime.aws;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Secrets;

/**
 * Keys of a mounted credentials file: read again when the file changes, kept when the new file is
 * no good.
 */
final class FileKeys implements KeySource {
  private static final System.Logger LOG = System.getLogger(FileKeys.class.getName());

  private static final long REFRESH_NANOS = 1_000_000_000L;
  private static final long NEW_NANOS = 5_000_000_000L;

  private final Credentials.File place;
  private final Secrets secrets;
  private volatile @Nullable Loaded loaded;
  private volatile long refreshedNanos = System.nanoTime() - 2 * REFRESH_NANOS;

  FileKeys(Credentials.File place, Secrets secrets) {
    this.place = place;
    this.secrets = secrets;
  }

  /**
   * What one content of the file gave.
   *
   * @param keys the newest good ones, perhaps of an earlier content
   * @param trouble why this content is no good, or empty
   */
  private record Loaded(Slice content, Optional<AwsKeys> keys, String trouble, long atNanos) {
    /** By identity: an unchanged file keeps its very slice, and every call asks. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Slice other) {
      return content == other;
    }
  }

  @Override
  public AwsKeys keys() {
    Optional<Slice> content = secrets.read(path());
    if (content.isEmpty()) {
      throw fault("the Secret " + place.secret() + " has no key `" + place.key() + "`");
    }
    Loaded current = loaded(content.get());
    return current.keys.orElseThrow(() -> fault(current.trouble));
  }

  @Override
  public boolean refresh() {
    AwsKeys before = keys();
    long now = System.nanoTime();
    if (now - refreshedNanos > REFRESH_NANOS) {
      refreshedNanos = now; // one look serves all whose calls were refused at this moment
      secrets.refresh();
    }
    AwsKeys after = keys();
    Loaded current = loaded;
    boolean justChanged = current != null && System.nanoTime() - current.atNanos < NEW_NANOS;
    return justChanged || !before.same(after);
  }

  @Override
  public Optional<String> trouble() {
    Optional<Slice> content = secrets.read(path());
    if (content.isEmpty()) {
      return Optional.of("the Secret " + place.secret() + " has no key `" + place.key() + "`");
    }
    String trouble = loaded(content.get()).trouble;
    return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
  }

  @Override
  public void close() {}

  private Loaded loaded(Slice content) {
    Loaded before = loaded;
    if (before != null && before.isOf(content)) {
      return before;
    }
    Loaded now = load(content, before);
    loaded = now;
    return now;
  }

  private Loaded load(Slice content, @Nullable Loaded before) {
    try {
      AwsKeys keys = CredentialsFile.read(content).keys(place.profile());
      return new Loaded(content, Optional.of(keys), "", System.nanoTime());
    } catch (CredentialsFile.Unusable e) {
      Optional<AwsKeys> former = before == null ? Optional.empty() : before.keys;
      String trouble =
          "key `" + place.key() + "` of the Secret " + place.secret() + ": " + e.getMessage();
      LOG.log(
          System.Logger.Level.WARNING,
          "Unusable credentials, {0}: {1}",
          former.isPresent() ? "the former ones stay in force" : "calls that need them will fail",
          trouble);
      return new Loaded(content, former, trouble, System.nanoTime());
    }
  }

  private String path() {
    return place.secret() + "/" + place.key();
  }

  private GatewayFault fault(String problem) {
    return new GatewayFault(
        FaultKind.UNAVAILABLE,
        "The gateway has no usable credentials for this provider.",
        problem + " (profile `" + place.profile() + "`)");
  }
}

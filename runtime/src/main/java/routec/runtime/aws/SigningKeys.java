package routec.runtime.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The signing keys in use: one for each region, service and access key, of the current day. */
final class SigningKeys {
  private static final int MOST = 256;

  private final Map<Scope, Derived> derived = new ConcurrentHashMap<>();

  private record Scope(String region, String service, String accessKeyId) {}

  private record Derived(String day, AwsKeys keys, SigningKey key) {}

  /** The key for a day, derived at most once for it (or by two callers at the same moment). */
  SigningKey key(AwsKeys keys, String day, String region, String service) {
    Scope scope = new Scope(region, service, keys.accessKeyId());
    Derived known = derived.get(scope);
    if (known != null
        && known.day.equals(day)
        && (known.keys == keys || known.keys.secretAccessKey().equals(keys.secretAccessKey()))) {
      return known.key;
    }
    if (derived.size() >= MOST) {
      derived.clear(); // rotated access keys leave entries behind
    }
    SigningKey key = SigningKey.derive(keys.secretAccessKey(), day, region, service);
    derived.put(scope, new Derived(day, keys, key));
    return key;
  }
}

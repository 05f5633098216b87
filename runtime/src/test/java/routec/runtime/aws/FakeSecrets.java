package routec.runtime.aws;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Wire;

/** Secrets in memory; what waits in {@code next} counts after a refresh. */
final class FakeSecrets implements Secrets {
  /** Where a test asks nobody. */
  static final Wire NO_WIRE =
      (_, _, _) -> {
        throw new AssertionError("nobody should be asked");
      };

  final Map<String, Slice> files = new ConcurrentHashMap<>();
  final Map<String, Slice> next = new ConcurrentHashMap<>();

  @Override
  public Optional<Slice> read(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public void refresh() {
    files.putAll(next);
  }

  /** The credentials file of most tests. */
  void put(String text) {
    files.put("default/aws/credentials", Slice.utf8(text));
  }
}

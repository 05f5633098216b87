package routec.runtime.spi;

import java.util.List;
import java.util.Optional;
import routec.runtime.bytes.Slice;

/** The mounted secrets as they are now. */
public interface Secrets {
  /**
   * The content of one file; the very same slice as long as it does not change.
   *
   * @param path {@code namespace/name/key}
   */
  Optional<Slice> read(String path);

  /** Looks for changes at once instead of at the next turn. */
  void refresh();

  /** How the places that secrets come from are doing, where that is known. */
  default List<CredentialState> states() {
    return List.of();
  }
}

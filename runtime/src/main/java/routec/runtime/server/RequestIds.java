package routec.runtime.server;

import java.util.Optional;
import java.util.UUID;

/** Ids of requests: the one that Envoy or the client gave, where it is harmless, else a new one. */
final class RequestIds {
  private static final int LONGEST = 128;

  private RequestIds() {}

  static String of(Optional<String> given) {
    return given.filter(RequestIds::isHarmless).orElseGet(RequestIds::fresh);
  }

  static String fresh() {
    return UUID.randomUUID().toString();
  }

  private static boolean isHarmless(String id) {
    return !id.isEmpty()
        && id.length() <= LONGEST
        && id.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_.:".indexOf(c) >= 0));
  }
}

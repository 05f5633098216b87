package routec.runtime.translate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.Call;

/** The client's parameters that a backend can't express: named to the client, never silent. */
final class Dropped {
  private static final int MOST = 32;

  private final Set<String> names = new LinkedHashSet<>();
  private final boolean strict;

  Dropped(Call call) {
    strict = call.headers().first("x-routec-strict").filter("true"::equals).isPresent();
  }

  /**
   * Notes a parameter.
   *
   * @throws RequestFault if the client wants no drop at all ({@code x-routec-strict: true})
   */
  void add(String name) {
    if (strict) {
      throw new RequestFault(
          FaultKind.INVALID_REQUEST, "This model has no " + clean(name) + ".", clean(name));
    }
    if (names.size() < MOST) {
      names.add(clean(name));
    }
  }

  List<String> names() {
    return List.copyOf(names);
  }

  /** Names come from clients and go into a header: only harmless characters, and not many. */
  private static String clean(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), 64); i++) {
      char c = name.charAt(i);
      out.append(c > ' ' && c < 127 && c != ',' ? c : '?');
    }
    return out.toString();
  }
}

package routec.runtime.server;

import java.util.List;
import routec.runtime.spi.ListenerRoutes;

/**
 * What the server takes in at once.
 *
 * @param bodyBytes the largest body whatever a listener says; 0 for what it says
 */
record Limits(Admission admission, BodyMemory memory, long bodyBytes) {
  static Limits of(Settings settings) {
    return new Limits(
        new Admission(
            settings.number(Setting.LIMITS_CALLS),
            settings.number(Setting.LIMITS_QUEUE),
            settings.millis(Setting.LIMITS_WAIT)),
        new BodyMemory(settings.number(Setting.LIMITS_MEMORY)),
        settings.number(Setting.LIMITS_BODY));
  }

  /** The largest body at a listener. */
  long body(long ofListener) {
    return bodyBytes == 0 ? ofListener : Math.min(bodyBytes, ofListener);
  }

  /** The largest body at any listener. */
  long largestBody(List<ListenerRoutes> listeners) {
    return body(listeners.stream().mapToLong(ListenerRoutes::maxBodyBytes).max().orElse(0));
  }
}

// Written by routec from the manifests: change those instead.
package routec.generated;

import java.util.List;
import routec.runtime.spi.Timeouts;
import routec.runtime.spi.Traffic;

/**
 * The rules of the AIGatewayRoutes, with what each sends where.
 */
final class Rules {
  /**
   * hostile.yaml:12: default/class/0 for a"b* / ?u002a?u002f $S ${x} ? newline %REQ(x)% ???
   */
  static final Rule DEFAULT_CLASS_0 = defaultClass0();

  /**
   * hostile.yaml:26: default/class/1 for plain
   */
  static final Rule DEFAULT_CLASS_1 = defaultClass1();

  private Rules() {
  }

  private static Rule defaultClass0() {
    // hostile.yaml:25
    DefaultRelayBackend backend =
        new DefaultRelayBackend(
            "\"); System.exit(1); //");
    return new Rule(
        "default/class/0",
        List.of(
            backend.chatCompletions(0, 1)),
        List.of(
            backend.embeddings(0, 1)),
        List.of(),
        List.of(),
        Timeouts.USUAL,
        Traffic.USUAL);
  }

  private static Rule defaultClass1() {
    // hostile.yaml:33
    DefaultRelayBackend backend =
        new DefaultRelayBackend(
            "\\u0022; break");
    return new Rule(
        "default/class/1",
        List.of(
            backend.chatCompletions(0, 1)),
        List.of(
            backend.embeddings(0, 1)),
        List.of(),
        List.of(),
        Timeouts.USUAL,
        Traffic.USUAL);
  }
}

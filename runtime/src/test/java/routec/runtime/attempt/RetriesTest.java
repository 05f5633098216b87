package routec.runtime.attempt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.fault.ProviderFault;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Retry;
import routec.runtime.spi.Trigger;

/** Which faults the triggers of a policy stand for. */
final class RetriesTest {
  private final ProviderFault busy =
      ProviderFault.refusal(FaultKind.RATE_LIMITED, 429, "busy", "ThrottlingException", "");

  @Test
  void everyTriggerMeansWhatEnvoyMeans() {
    ReplyHead teapot = new ReplyHead(409, Headers.NONE);
    Fault conflict = ProviderFault.refusal(FaultKind.INVALID_REQUEST, 409, "", "", "");
    Fault broken = ProviderFault.broken("cut");
    Fault refused = new GatewayFault(FaultKind.UNAVAILABLE, "refused");
    Fault slow = new GatewayFault(FaultKind.TIMEOUT, "slow");
    Fault bad = ProviderFault.refusal(FaultKind.INTERNAL, 500, "", "", "");
    ReplyHead badHead = new ReplyHead(500, Headers.NONE);
    ReplyHead good = new ReplyHead(200, Headers.NONE);
    assertTrue(wanted(Trigger.CONFLICT, conflict, teapot));
    assertFalse(wanted(Trigger.SERVER_ERROR, conflict, teapot));
    assertTrue(wanted(Trigger.SERVER_ERROR, bad, badHead));
    assertFalse(wanted(Trigger.GATEWAY_ERROR, bad, badHead));
    assertTrue(wanted(Trigger.SERVER_ERROR, broken, good));
    assertTrue(wanted(Trigger.RESET, broken, good));
    assertTrue(wanted(Trigger.RESET, slow));
    assertFalse(wanted(Trigger.RESET, refused));
    assertTrue(wanted(Trigger.CONNECT_FAILURE, refused));
    assertFalse(wanted(Trigger.CONNECT_FAILURE, broken, good));
    assertTrue(wanted(Trigger.GATEWAY_ERROR, broken, good));
    assertTrue(wanted(Trigger.STATUS, busy, good)); // an exception inside of a good stream
    assertFalse(wanted(Trigger.STATUS, bad, badHead));
  }

  private static boolean wanted(Trigger trigger, Fault fault, ReplyHead... head) {
    Retry retry = Retry.most(1).on(trigger).onStatus(429);
    return Retries.wanted(retry, fault, Arrays.stream(head).findFirst());
  }
}

package routec.runtime.spi;

import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;

/** Reads a provider's refusal (any reply that is not 2xx) as a fault. */
@FunctionalInterface
public interface Refusals {
  Fault read(ReplyHead head, Slice body);
}

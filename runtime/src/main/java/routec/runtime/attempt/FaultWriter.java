package routec.runtime.attempt;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Dialect;

/** Tells faults in a client's dialect. */
public interface FaultWriter {
  /** The body of an error reply. */
  Slice body(Dialect dialect, Fault fault, String requestId);

  /** Appends the event that ends a stream which had already begun. */
  void event(Dialect dialect, Fault fault, String requestId, ByteWriter out);
}

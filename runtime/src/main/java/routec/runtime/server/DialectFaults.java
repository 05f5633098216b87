package routec.runtime.server;

import routec.runtime.attempt.FaultWriter;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.anthropic.AnthropicErrors;
import routec.runtime.dialect.openai.OpenAiErrors;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Dialect;

/** Tells every fault in the caller's own dialect. */
final class DialectFaults implements FaultWriter {
  @Override
  public Slice body(Dialect dialect, Fault fault, String requestId) {
    return switch (dialect) {
      case OPENAI -> OpenAiErrors.body(fault);
      case ANTHROPIC -> AnthropicErrors.body(fault, requestId);
    };
  }

  @Override
  public void event(Dialect dialect, Fault fault, String requestId, ByteWriter out) {
    switch (dialect) {
      case OPENAI -> OpenAiErrors.event(fault, out);
      case ANTHROPIC -> AnthropicErrors.event(fault, requestId, out);
    }
  }
}

package routec.runtime.spi;

import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;

/**
 * A complete reply in the client's dialect.
 *
 * @param body the JSON for the client
 * @param usage the tokens that the provider counted
 */
public record Answered(Slice body, Usage usage) {}

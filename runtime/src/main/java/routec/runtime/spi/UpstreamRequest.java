package routec.runtime.spi;

import java.util.List;
import routec.runtime.bytes.Slice;

/**
 * One POST as it goes on the wire.
 *
 * @param target where to
 * @param path exactly as sent
 * @param headers all but {@code host} and {@code content-length}, which the wire adds from the
 *     target and the body; signed ones included
 * @param body the body
 */
public record UpstreamRequest(Target target, String path, List<Header> headers, Slice body) {}

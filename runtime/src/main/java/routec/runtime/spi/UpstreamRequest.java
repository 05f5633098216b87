package routec.runtime.spi;

import java.util.List;
import routec.runtime.bytes.Slice;

/**
 * One request as it goes on the wire.
 *
 * @param method {@code POST}, but for what is asked beside calls
 * @param target where to
 * @param path exactly as sent
 * @param headers all but {@code host} and {@code content-length}, which the wire adds from the
 *     target and the body; signed ones included
 * @param body the body
 */
public record UpstreamRequest(
    String method, Target target, String path, List<Header> headers, Slice body) {

  /** A POST. */
  public UpstreamRequest(Target target, String path, List<Header> headers, Slice body) {
    this("POST", target, path, headers, body);
  }

  /** The same request with other headers. */
  public UpstreamRequest with(List<Header> others) {
    return new UpstreamRequest(method, target, path, others, body);
  }
}

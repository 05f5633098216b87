package routec.runtime.upstream;

import java.util.Set;

/**
 * What may be fetched for one call.
 *
 * @param hosts {@code host:port} of the only places to fetch from, which the operator vouches for
 *     whatever their addresses are; empty for any public address at port 443
 * @param bytes the largest image
 * @param count the most images of one call
 * @param millis how long all of them may take together
 */
public record ImageLimits(Set<String> hosts, int bytes, int count, long millis) {
  public ImageLimits {
    hosts = Set.copyOf(hosts);
  }
}

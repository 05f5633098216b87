package routec.compiler.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One listener of a Gateway.
 *
 * @param name {@code namespace/gateway/listener}
 * @param hostname the hostname that it serves; without one, any
 * @param port the port that clients call, never a privileged one
 * @param maxBodyBytes the largest request body
 * @param hosts the most specific first: exact names, then wildcards by length, then any
 * @param decided the lines of what a manifest decides of it; what is missing is a default
 * @param origin the listener
 */
public record ListenerPlan(
    String name,
    Optional<String> hostname,
    int port,
    long maxBodyBytes,
    List<HostPlan> hosts,
    Map<Setting, Origin> decided,
    Origin origin) {

  public ListenerPlan {
    hosts = List.copyOf(hosts);
    decided = Map.copyOf(decided);
  }

  /** All entries that a request for one of the hostnames may take, in order of precedence. */
  public List<EntryPlan> entries(HostPlan host) {
    Stream<HostPlan> wider =
        host.wider().stream()
            .flatMap(pattern -> hosts.stream().filter(other -> other.pattern().equals(pattern)));
    return Stream.concat(Stream.of(host), wider).flatMap(each -> each.entries().stream()).toList();
  }

  ListenerPlan at(int other) {
    return new ListenerPlan(name, hostname, other, maxBodyBytes, hosts, decided, origin);
  }
}

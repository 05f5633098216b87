// Written by routec from the manifests: change those instead.
package routec.generated;

import java.util.List;
import routec.runtime.spi.RouteTable;

/**
 * Which rule takes a call, by listener and hostname; the first entry that matches wins.
 */
final class Routes {
  private Routes() {
  }

  static void addDefaultGwHttp(RouteTable.Builder table) {
    // aws.yaml:13
    table.model(
        new RouteTable.Model("us.amazon.nova-micro-v1:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_AWS_0);
    // aws.yaml:32
    table.model(
        new RouteTable.Model("anthropic.claude-3-5-sonnet-20241022-v2:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_AWS_BEDROCK_ANTHROPIC_0);
    // basic.yaml:45
    table.model(
        new RouteTable.Model("some-cool-self-hosted-model", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_SELF_HOSTED_0);
  }

  /**
   * default/gw/http for any hostname.
   */
  static RouteTable defaultGwHttp() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttp(table);
    return table.build();
  }
}

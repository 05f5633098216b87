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

  static void addDefaultModelsHttp(RouteTable.Builder table) {
    // credentials.yaml:166
    table.model(
        new RouteTable.Model("us.amazon.nova-pro-v1:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_BEDROCK_KEY_0);
    // credentials.yaml:230
    table.model(
        new RouteTable.Model("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_CALLERS_OWN_0);
    // credentials.yaml:28
    table.model(
        new RouteTable.Model("us.amazon.nova-micro-v1:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_CHAIN_0);
    // credentials.yaml:91
    table.model(
        new RouteTable.Model("us.amazon.nova-lite-v1:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_EXCHANGE_0);
    // credentials.yaml:296
    table.model(
        new RouteTable.Model("openai.gpt-oss-120b", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_MANTLE_0);
    // credentials.yaml:359
    table.model(
        new RouteTable.Model("gpt-4o-mini", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_OPENAI_0);
  }

  /**
   * default/models/http for any hostname.
   */
  static RouteTable defaultModelsHttp() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultModelsHttp(table);
    return table.build();
  }
}

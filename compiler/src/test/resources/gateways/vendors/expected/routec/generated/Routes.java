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
    // vendors.yaml:29
    table.model(
        new RouteTable.Model("claude-sonnet-4-5", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_ANTHROPIC_0);
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

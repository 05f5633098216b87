// Written by routec from the manifests: change those instead.
package routec.generated;

import java.util.List;
import routec.runtime.spi.HeaderMatch;
import routec.runtime.spi.RouteTable;

/**
 * Which rule takes a call, by listener and hostname; the first entry that matches wins.
 */
final class Routes {
  private Routes() {
  }

  static void addDefaultGwHttp(RouteTable.Builder table) {
    // hostile.yaml:13
    table.model(
        new RouteTable.Model("a\"b*/ \\u002a\\u002f $S ${x} \n newline %REQ(x)% \u00e4\u2028\ud83d\ude00", "Envoy AI Gateway", 0L),
        List.of(
            new HeaderMatch.Exact("x-class", "*/ class X {} /*"),
            HeaderMatch.Regex.of("x-re", "\\d+\"")),
        Rules.DEFAULT_CLASS_0);
    // hostile.yaml:27
    table.model(
        new RouteTable.Model("plain", "*/ \\u000a \" $$L", 0L),
        List.of(),
        Rules.DEFAULT_CLASS_1);
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

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

  static void addDefaultGwHttpApiTenantExampleCom(RouteTable.Builder table) {
    // everything.yaml:93
    table.model(
        new RouteTable.Model("local", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_HOSTS_0);
  }

  static void addDefaultGwHttp(RouteTable.Builder table) {
    // everything.yaml:59
    table.model(
        new RouteTable.Model("claude", "Envoy AI Gateway", 0L),
        List.of(
            new HeaderMatch.Exact("x-tier", "free")),
        Rules.DEFAULT_FAILOVER_1);
    // everything.yaml:39
    table.model(
        new RouteTable.Model("claude", "Example Inc.", 1767323045L),
        List.of(),
        Rules.DEFAULT_FAILOVER_0);
    // everything.yaml:70
    table.anyModel(
        List.of(
            HeaderMatch.Regex.of("x-ai-eg-model", "nova-.*")),
        Rules.DEFAULT_FAILOVER_2);
    // everything.yaml:128
    table.model(
        new RouteTable.Model("arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abcdefghijkl", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_PROFILE_0);
  }

  /**
   * default/gw/http for api.tenant.example.com.
   */
  static RouteTable defaultGwHttpApiTenantExampleCom() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttpApiTenantExampleCom(table);
    Routes.addDefaultGwHttp(table);
    return table.build();
  }

  static void addDefaultGwHttpOpenExampleCom(RouteTable.Builder table) {
    // everything.yaml:113
    table.anyModel(
        List.of(),
        Rules.DEFAULT_OPEN_0);
  }

  /**
   * default/gw/http for open.example.com.
   */
  static RouteTable defaultGwHttpOpenExampleCom() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttpOpenExampleCom(table);
    Routes.addDefaultGwHttp(table);
    return table.build();
  }

  /**
   * default/gw/http for *.example.org.
   */
  static RouteTable defaultGwHttpExampleOrg() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttpApiTenantExampleCom(table);
    Routes.addDefaultGwHttp(table);
    return table.build();
  }

  /**
   * default/gw/http for any hostname.
   */
  static RouteTable defaultGwHttp() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttp(table);
    return table.build();
  }

  /**
   * default/gw/tenant for api.tenant.example.com.
   */
  static RouteTable defaultGwTenantApiTenantExampleCom() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttpApiTenantExampleCom(table);
    Routes.addDefaultGwHttp(table);
    return table.build();
  }

  /**
   * default/gw/tenant for *.tenant.example.com.
   */
  static RouteTable defaultGwTenantTenantExampleCom() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttp(table);
    return table.build();
  }

  /**
   * default/gw/other for api.tenant.example.com.
   */
  static RouteTable defaultGwOtherApiTenantExampleCom() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttpApiTenantExampleCom(table);
    Routes.addDefaultGwHttp(table);
    return table.build();
  }

  /**
   * default/gw/other for open.example.com.
   */
  static RouteTable defaultGwOtherOpenExampleCom() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttpOpenExampleCom(table);
    Routes.addDefaultGwHttp(table);
    return table.build();
  }

  /**
   * default/gw/other for *.example.org.
   */
  static RouteTable defaultGwOtherExampleOrg() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttpApiTenantExampleCom(table);
    Routes.addDefaultGwHttp(table);
    return table.build();
  }

  /**
   * default/gw/other for any hostname.
   */
  static RouteTable defaultGwOther() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultGwHttp(table);
    return table.build();
  }
}

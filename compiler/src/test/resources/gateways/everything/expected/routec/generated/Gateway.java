// Written by routec from the manifests: change those instead.
package routec.generated;

import java.util.List;
import routec.runtime.spi.CompiledGateway;
import routec.runtime.spi.ListenerRoutes;

/**
 * The whole gateway; the runtime finds it through META-INF/services.
 */
public final class Gateway implements CompiledGateway {
  @Override
  public int contract() {
    return 3;
  }

  @Override
  public List<ListenerRoutes> listeners() {
    return List.of(
            defaultGwHttp(),
            defaultGwTenant(),
            defaultGwOther());
  }

  /**
   * everything.yaml:16: default/gw/http
   */
  private static ListenerRoutes defaultGwHttp() {
    return new ListenerRoutes(
        "default/gw/http",
        8080,
        52428800L,
        List.of(
            new ListenerRoutes.Host("api.tenant.example.com", Routes.defaultGwHttpApiTenantExampleCom()),
            new ListenerRoutes.Host("open.example.com", Routes.defaultGwHttpOpenExampleCom()),
            new ListenerRoutes.Host("*.example.org", Routes.defaultGwHttpExampleOrg()),
            new ListenerRoutes.Host("", Routes.defaultGwHttp())));
  }

  /**
   * everything.yaml:19: default/gw/tenant
   */
  private static ListenerRoutes defaultGwTenant() {
    return new ListenerRoutes(
        "default/gw/tenant",
        8080,
        52428800L,
        List.of(
            new ListenerRoutes.Host("api.tenant.example.com", Routes.defaultGwTenantApiTenantExampleCom()),
            new ListenerRoutes.Host("*.tenant.example.com", Routes.defaultGwTenantTenantExampleCom())));
  }

  /**
   * everything.yaml:23: default/gw/other
   */
  private static ListenerRoutes defaultGwOther() {
    return new ListenerRoutes(
        "default/gw/other",
        9090,
        52428800L,
        List.of(
            new ListenerRoutes.Host("api.tenant.example.com", Routes.defaultGwOtherApiTenantExampleCom()),
            new ListenerRoutes.Host("open.example.com", Routes.defaultGwOtherOpenExampleCom()),
            new ListenerRoutes.Host("*.example.org", Routes.defaultGwOtherExampleOrg()),
            new ListenerRoutes.Host("", Routes.defaultGwOther())));
  }
}

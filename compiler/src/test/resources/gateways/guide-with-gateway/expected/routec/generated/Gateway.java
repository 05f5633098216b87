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
            defaultGwHttp());
  }

  /**
   * basic.yaml:16: default/gw/http
   */
  private static ListenerRoutes defaultGwHttp() {
    return new ListenerRoutes(
        "default/gw/http",
        10080,
        20971520L,
        List.of(
            new ListenerRoutes.Host("", Routes.defaultGwHttp())));
  }
}

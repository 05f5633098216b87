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
            defaultModelsHttp());
  }

  /**
   * vendors.yaml:16: default/models/http
   */
  private static ListenerRoutes defaultModelsHttp() {
    return new ListenerRoutes(
        "default/models/http",
        10080,
        52428800L,
        List.of(
            new ListenerRoutes.Host("", Routes.defaultModelsHttp())));
  }
}

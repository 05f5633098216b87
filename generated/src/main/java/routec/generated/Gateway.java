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
            defaultAwsHttp());
  }

  /**
   * aws.yaml:24: default/aws/http
   */
  private static ListenerRoutes defaultAwsHttp() {
    return new ListenerRoutes(
        "default/aws/http",
        10080,
        52428800L,
        List.of(
            new ListenerRoutes.Host("", Routes.defaultAwsHttp())));
  }
}

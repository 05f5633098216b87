package routec.runtime.spi;

import java.util.List;

/** The whole gateway as the compiler wrote it; found by {@link java.util.ServiceLoader}. */
public interface CompiledGateway {
  /** The version of this package that the gateway was compiled against. */
  int contract();

  /** The listeners, in the order of the plan. */
  List<ListenerRoutes> listeners();
}

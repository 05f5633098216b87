package routec.compiler.cli;

import java.io.IOException;
import routec.compiler.compile.Compiler;
import routec.compiler.emit.envoy.EnvoySettings;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.rehearse.CompiledRoutes;

/** Compiles a plan into routes that calls can be played through. */
final class Rehearsals {
  private Rehearsals() {}

  static CompiledRoutes routes(GatewayPlan plan) throws IOException {
    // Envoy's part is not played: where it would listen does not matter.
    return CompiledRoutes.of(Compiler.emit(plan, new EnvoySettings("127.0.0.1", 1, "unused")));
  }
}

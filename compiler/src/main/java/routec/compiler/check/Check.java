package routec.compiler.check;

import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;

/** One rule that a linked gateway must keep. */
@FunctionalInterface
interface Check {
  void check(LinkedGateway gateway, Diagnostics diagnostics);
}

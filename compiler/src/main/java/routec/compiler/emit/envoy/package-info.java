/** Writes the plan as a bootstrap for Envoy. */
@NullMarked
package routec.compiler.emit.envoy;

import org.jspecify.annotations.NullMarked;

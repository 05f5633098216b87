/** Serves a compiled gateway from the command line: the runtime and Envoy as child processes. */
@NullMarked
package routec.compiler.run;

import org.jspecify.annotations.NullMarked;

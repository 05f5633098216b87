/** Helidon, and what wires the floors below into one running gateway. */
@NullMarked
package routec.runtime.server;

import org.jspecify.annotations.NullMarked;

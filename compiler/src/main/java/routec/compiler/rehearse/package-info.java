/** Plays calls through generated routes in memory: {@code routec try} and {@code routec test}. */
@NullMarked
package routec.compiler.rehearse;

import org.jspecify.annotations.NullMarked;

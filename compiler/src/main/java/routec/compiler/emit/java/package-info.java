/** Writes the plan as Java: straight-line routes over the runtime's contract. */
@NullMarked
package routec.compiler.emit.java;

import org.jspecify.annotations.NullMarked;

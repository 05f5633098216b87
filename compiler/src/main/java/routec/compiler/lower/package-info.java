/** Turns the linked gateway into the plan. */
@NullMarked
package routec.compiler.lower;

import org.jspecify.annotations.NullMarked;

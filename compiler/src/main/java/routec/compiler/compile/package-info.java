/** The compile line: all stages in their order. */
@NullMarked
package routec.compiler.compile;

import org.jspecify.annotations.NullMarked;

/** Puts generated files and secrets on disk, and nothing where it does not belong. */
@NullMarked
package routec.compiler.output;

import org.jspecify.annotations.NullMarked;

/** What is wrong, where, and what to do about it: collected once, sorted, folded and printed. */
@NullMarked
package routec.compiler.diag;

import org.jspecify.annotations.NullMarked;

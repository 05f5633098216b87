/** What is well-formed and linked yet wrong: rules that would fail at request time. */
@NullMarked
package routec.compiler.check;

import org.jspecify.annotations.NullMarked;

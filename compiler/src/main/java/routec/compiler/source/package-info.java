/** Texts and the places in them: what every message and every generated comment points at. */
@NullMarked
package routec.compiler.source;

import org.jspecify.annotations.NullMarked;

/** The pairs: one class a direction, named as it reads; and what model families can do. */
@NullMarked
package routec.runtime.translate;

import org.jspecify.annotations.NullMarked;

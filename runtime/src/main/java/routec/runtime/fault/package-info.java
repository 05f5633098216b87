/** What can go wrong with a call, thrown once and rendered once in the caller's own dialect. */
@NullMarked
package routec.runtime.fault;

import org.jspecify.annotations.NullMarked;

/** Byte slices and growable buffers, the currency of the request line. */
@NullMarked
package routec.runtime.bytes;

import org.jspecify.annotations.NullMarked;

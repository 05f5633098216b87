/**
 * JSON as bytes: a strict cursor that hands out raw slices and a writer that never re-encodes them.
 */
@NullMarked
package routec.runtime.json;

import org.jspecify.annotations.NullMarked;

/** Mounted secrets as files, watched and read as one snapshot. */
@NullMarked
package routec.runtime.secrets;

import org.jspecify.annotations.NullMarked;

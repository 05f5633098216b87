/** Secrets as mounted files or as the cluster has them, watched and read as they are now. */
@NullMarked
package routec.runtime.secrets;

import org.jspecify.annotations.NullMarked;

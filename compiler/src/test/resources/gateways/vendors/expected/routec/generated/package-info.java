// Written by routec from the manifests: change those instead.
/** The gateway as the manifests describe it, written against the runtime's contract. */
@NullMarked
package routec.generated;

import org.jspecify.annotations.NullMarked;

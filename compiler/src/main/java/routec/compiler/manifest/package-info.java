/** Typed records of the objects in the manifests, the same for every API version. */
@NullMarked
package routec.compiler.manifest;

import org.jspecify.annotations.NullMarked;

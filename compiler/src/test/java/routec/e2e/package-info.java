/**
 * The whole product in one go: manifests, compiler, real Envoy, runtime and the Bedrock simulator.
 */
@NullMarked
package routec.e2e;

import org.jspecify.annotations.NullMarked;

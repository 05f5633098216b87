/** What the gateway does, free of YAML and of Java: made once by lowering, read by the emitters. */
@NullMarked
package routec.compiler.plan;

import org.jspecify.annotations.NullMarked;

/** YAML as trees whose every key and value knows where it stands. */
@NullMarked
package routec.compiler.yaml;

import org.jspecify.annotations.NullMarked;

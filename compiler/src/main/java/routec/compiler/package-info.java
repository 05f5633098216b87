@NullMarked
package routec.compiler;

import org.jspecify.annotations.NullMarked;

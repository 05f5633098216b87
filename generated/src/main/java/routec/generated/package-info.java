@NullMarked
package routec.generated;

import org.jspecify.annotations.NullMarked;

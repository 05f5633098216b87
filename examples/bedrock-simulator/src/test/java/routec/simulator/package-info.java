@NullMarked
package routec.simulator;

import org.jspecify.annotations.NullMarked;

/** Long and heavy runs of whole gateways: what must stay flat, and what must never be lost. */
@NullMarked
package routec.bench.soak;

import org.jspecify.annotations.NullMarked;

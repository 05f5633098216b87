/** What a request costs: micro-benchmarks (JMH) and whole gateways side by side. */
@NullMarked
package routec.bench;

import org.jspecify.annotations.NullMarked;

/** What operators see of calls: metrics and the access log. */
@NullMarked
package routec.runtime.observe;

import org.jspecify.annotations.NullMarked;

/** Every reference resolved: from listeners over routes and rules to endpoints and credentials. */
@NullMarked
package routec.compiler.link;

import org.jspecify.annotations.NullMarked;

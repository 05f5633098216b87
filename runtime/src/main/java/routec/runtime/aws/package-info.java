/** AWS credentials as immutable snapshots, and requests signed with them. */
@NullMarked
package routec.runtime.aws;

import org.jspecify.annotations.NullMarked;

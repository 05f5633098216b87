/** Streams of frames: AWS event streams and server-sent events, read and written. */
@NullMarked
package routec.runtime.frame;

import org.jspecify.annotations.NullMarked;

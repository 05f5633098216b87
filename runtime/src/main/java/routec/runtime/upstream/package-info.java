/** Pooled blocking HTTP/1.1 connections to providers. */
@NullMarked
package routec.runtime.upstream;

import org.jspecify.annotations.NullMarked;

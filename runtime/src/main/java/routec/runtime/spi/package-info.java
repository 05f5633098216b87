/**
 * The contract between generated routes and the runtime.
 *
 * <p>A generated {@link routec.runtime.spi.CompiledGateway} holds {@link
 * routec.runtime.spi.ListenerRoutes}, those hold {@link routec.runtime.spi.Route}s, and those hold
 * {@link routec.runtime.spi.Attempt}s. The {@code attempt} floor runs the attempts of a {@link
 * routec.runtime.spi.Call} in order: translate, authorize, send, answer.
 */
@NullMarked
package routec.runtime.spi;

import org.jspecify.annotations.NullMarked;

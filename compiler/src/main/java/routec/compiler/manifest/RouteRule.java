package routec.compiler.manifest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * One rule of an AIGatewayRoute.
 *
 * @param index its place in the route, from 0
 * @param matches any of these lets a request in; none lets every request in
 * @param requestTimeout how long the whole call may take; zero for no limit
 * @param backendRequestTimeout how long one attempt may take
 * @param streamIdleTimeout how long a stream may be silent
 */
public record RouteRule(
    int index,
    Optional<Located<String>> name,
    List<RouteMatch> matches,
    List<BackendRef> backendRefs,
    Optional<Located<Duration>> requestTimeout,
    Optional<Located<Duration>> backendRequestTimeout,
    Optional<Located<Duration>> streamIdleTimeout,
    Located<String> modelsOwnedBy,
    Optional<Located<Instant>> modelsCreatedAt,
    Span span) {}

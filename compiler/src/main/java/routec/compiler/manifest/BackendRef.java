package routec.compiler.manifest;

import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * One backend of a rule.
 *
 * @param ref an AIServiceBackend or an InferencePool
 * @param weight the share of calls inside its priority; 0 takes none
 * @param priority 0 is tried first
 * @param modelNameOverride the model that the backend is asked for instead of the client's
 */
public record BackendRef(
    Ref ref,
    Located<Integer> weight,
    Located<Integer> priority,
    Optional<Located<String>> modelNameOverride,
    HeaderMutation headerMutation,
    BodyMutation bodyMutation,
    Span span) {}

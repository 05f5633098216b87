package routec.compiler.link;

import java.util.Optional;
import routec.compiler.manifest.BodyMutation;
import routec.compiler.manifest.HeaderMutation;
import routec.compiler.source.Located;
import routec.compiler.source.Span;

/**
 * One backend that a rule may send a call to.
 *
 * @param backend where to
 * @param priority 0 is tried first
 * @param weight the share of calls inside its priority; at least 1
 * @param modelNameOverride the model to ask for instead of the client's
 * @param headerMutation the backend's and the rule's together; the rule's wins
 * @param bodyMutation the backend's and the rule's together; the rule's wins
 * @param span the backendRef
 */
public record LinkedAttempt(
    LinkedBackend backend,
    Located<Integer> priority,
    Located<Integer> weight,
    Optional<Located<String>> modelNameOverride,
    HeaderMutation headerMutation,
    BodyMutation bodyMutation,
    Span span) {}

package routec.runtime.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * How one source of credentials is doing, for operators; no values.
 *
 * @param source what people call it, such as {@code the AWS default chain}
 * @param fetches how often it gave credentials
 * @param failures how often it did not
 * @param expires when those in force stop being valid, where that is known
 * @param trouble what is wrong at the moment; empty for nothing
 */
public record CredentialState(
    String source, long fetches, long failures, Optional<Instant> expires, String trouble) {}

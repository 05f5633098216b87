package routec.compiler.manifest;

import java.util.Optional;
import routec.compiler.source.Located;

/**
 * An AIServiceBackend: a provider's API at a Backend.
 *
 * @param schema the API that it speaks; none if what is written is no schema (reported already)
 * @param prefix the start of its paths, for OpenAI and Anthropic
 * @param version the API's version, such as {@code bedrock-2023-05-31}
 * @param backendRef where it is
 * @param baseModel the annotation {@code routec.io/base-model}: the model behind an ARN or profile
 */
public record AIServiceBackend(
    Meta meta,
    Optional<Located<SchemaName>> schema,
    Optional<Located<String>> prefix,
    Optional<Located<String>> version,
    Ref backendRef,
    HeaderMutation headerMutation,
    BodyMutation bodyMutation,
    Optional<Located<String>> baseModel)
    implements Manifest {}

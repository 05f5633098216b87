package routec.compiler.check;

import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.SchemaName;
import routec.compiler.source.Located;
import routec.compiler.source.Words;

/** {@code schema.version} and {@code schema.prefix} mean something for their schema. */
final class Versions implements Check {
  private static final String BEDROCK_VERSION = "bedrock-2023-05-31";

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway
        .manifests()
        .of(AIServiceBackend.class)
        .forEach(backend -> {
          checkVersion(backend, diagnostics);
          checkPrefix(backend, diagnostics);
        });
  }

  private static void checkVersion(AIServiceBackend backend, Diagnostics diagnostics) {
    if (backend.schema().isEmpty()) {
      return;
    }
    if (backend.version().isEmpty()) {
      checkMissing(backend, backend.schema().get(), diagnostics);
      return;
    }
    SchemaName schema = backend.schema().get().value();
    String version = backend.version().get().value();
    if (schema == SchemaName.AWS_ANTHROPIC && !version.equals(BEDROCK_VERSION)) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0431,
                  backend.version().get().span(),
                  "Bedrock does not know the Anthropic version `%s`."
                      .formatted(Words.shorten(version)))
              .about(backend.meta().id().toString())
              .hint("write `version: " + BEDROCK_VERSION + "`, or leave it out"));
    }
    if (schema != SchemaName.AWS_ANTHROPIC && SupportedBackends.speaks(schema)) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0415,
                  backend.version().get().span(),
                  "`version` has no effect on the schema %s.".formatted(schema))
              .about(backend.meta().id().toString())
              .hint(
                  !schema.isAws()
                      ? "a path other than `/v1` is `prefix`; otherwise leave it out"
                      : "leave it out"));
    }
  }

  private static void checkMissing(
      AIServiceBackend backend, Located<SchemaName> schema, Diagnostics diagnostics) {
    if (schema.value() == SchemaName.AWS_ANTHROPIC && backend.meta().sound()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0433,
                  schema.span(),
                  "The schema has no `version`: Routec sends `%s`, Envoy AI Gateway an empty one."
                      .formatted(BEDROCK_VERSION))
              .about(backend.meta().id().toString())
              .hint("write `version: " + BEDROCK_VERSION + "`, so that both serve messages"));
    }
  }

  private static void checkPrefix(AIServiceBackend backend, Diagnostics diagnostics) {
    if (backend.schema().isEmpty() || backend.prefix().isEmpty()) {
      return;
    }
    SchemaName schema = backend.schema().get().value();
    if (schema.isAws()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0415,
                  backend.prefix().get().span(),
                  "`prefix` has no effect on the schema %s.".formatted(schema))
              .about(backend.meta().id().toString())
              .hint("leave it out"));
    }
  }
}

package routec.compiler.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.AIGatewayRoute;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.BodyMutation;
import routec.compiler.manifest.HeaderMutation;
import routec.compiler.manifest.Meta;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.compiler.source.Words;

/** Mutations leave a request that can be signed, sent and read. */
final class Mutations implements Check {
  private static final JsonFactory JSON = new JsonFactory();

  /** Headers that signing, framing or the hop itself owns. */
  private static final Set<String> OWNED =
      Set.of(
          "authorization",
          "connection",
          "content-length",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway
        .manifests()
        .of(AIServiceBackend.class)
        .forEach(backend ->
            check(backend.meta(), backend.headerMutation(), backend.bodyMutation(), diagnostics));
    gateway
        .manifests()
        .of(AIGatewayRoute.class)
        .forEach(route ->
            route.rules().stream()
                .flatMap(rule -> rule.backendRefs().stream())
                .forEach(ref ->
                    check(route.meta(), ref.headerMutation(), ref.bodyMutation(), diagnostics)));
  }

  private static void check(
      Meta meta, HeaderMutation headers, BodyMutation body, Diagnostics diagnostics) {
    headers.set().forEach(header -> checkHeader(meta, header.name(), diagnostics));
    headers.remove().forEach(name -> checkHeader(meta, name, diagnostics));
    for (BodyMutation.SetField field : body.set()) {
      if (!isJson(field.value().value())) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0420,
                    field.value().span(),
                    "The value for `%s` is not JSON."
                        .formatted(Words.shorten(field.path().value())))
                .about(meta.id().toString())
                .hint("a text needs its own quotes: `value: '\"text\"'`"));
      }
    }
    if (!Support.MUTATIONS && !(headers.isEmpty() && body.isEmpty())) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0513, first(headers, body), "Mutations of requests are not supported yet.")
              .about(meta.id().toString())
              .hint("let the client send what the backend needs"));
    }
  }

  private static Span first(HeaderMutation headers, BodyMutation body) {
    if (!headers.set().isEmpty()) {
      return headers.set().getFirst().name().span();
    }
    if (!headers.remove().isEmpty()) {
      return headers.remove().getFirst().span();
    }
    return body.set().isEmpty()
        ? body.remove().getFirst().span()
        : body.set().getFirst().path().span();
  }

  private static void checkHeader(Meta meta, Located<String> name, Diagnostics diagnostics) {
    String lower = name.value().toLowerCase(Locale.ROOT);
    boolean owned =
        OWNED.contains(lower)
            || lower.startsWith("x-amz-")
            || lower.startsWith("x-ai-eg-")
            || lower.startsWith("x-routec-");
    if (owned) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0421,
                  name.span(),
                  "The header `%s` belongs to the gateway.".formatted(Words.shorten(name.value())))
              .about(meta.id().toString())
              .hint("a request with it changed could not be signed or sent; take it out"));
    }
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException _) {
      return false;
    }
  }
}

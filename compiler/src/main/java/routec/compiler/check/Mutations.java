package routec.compiler.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
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
import routec.compiler.source.Words;

/** Mutations leave a request that can be signed, sent and read. */
final class Mutations implements Check {
  private static final JsonFactory JSON = new JsonFactory();

  /** Headers that signing, framing or the hop itself owns. */
  private static final Set<String> OWNED =
      Set.of(
          "accept-encoding",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "expect",
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
      boolean placeholder = field.value().value().isEmpty() && !meta.sound();
      if (!placeholder && !isJson(field.value().value())) {
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
    body.set().forEach(field -> checkPath(meta, field.path(), diagnostics));
    body.remove().forEach(path -> checkPath(meta, path, diagnostics));
    headers.set().forEach(header -> checkValue(meta, header.value(), diagnostics));
  }

  private static void checkPath(Meta meta, Located<String> path, Diagnostics diagnostics) {
    List<String> names = BodyMutation.path(path.value());
    String name = names.getFirst();
    if (names.contains("") && !path.value().isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0420,
                  path.span(),
                  "The path `%s` has an empty name.".formatted(Words.shorten(path.value())))
              .about(meta.id().toString())
              .hint("write names with one dot between them, such as `guardrailConfig.trace`"));
    } else if (name.equals("stream") && names.size() == 1) {
      diagnostics.add(
          Diagnostic.of(Code.RC0420, path.span(), "The field `stream` belongs to the gateway.")
              .about(meta.id().toString())
              .hint("the reply could not be read if it were changed; take it out"));
    }
  }

  /** A header's value is one line of Latin-1 (RFC 9110, 5.5). */
  private static void checkValue(Meta meta, Located<String> value, Diagnostics diagnostics) {
    boolean good =
        value
            .value()
            .strip()
            .chars()
            .allMatch(c -> (c >= ' ' && c <= 0xFF && c != 0x7F) || c == '\t');
    if (!good) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0421,
                  value.span(),
                  "The header's value holds a character that a header can't.")
              .about(meta.id().toString())
              .hint("write it in one line of plain text"));
    }
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

package routec.compiler.diag;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import routec.compiler.source.Span;

/**
 * Diagnostics as SARIF 2.1.0, which code scanning services and editors read.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">the format</a>
 */
public final class SarifRenderer {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  public String render(List<Diagnostic> diagnostics) {
    List<Code> rules = diagnostics.stream().map(Diagnostic::code).distinct().sorted().toList();
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeStringField("$schema", SCHEMA);
      out.writeStringField("version", "2.1.0");
      out.writeArrayFieldStart("runs");
      out.writeStartObject();
      out.writeObjectFieldStart("tool");
      out.writeObjectFieldStart("driver");
      out.writeStringField("name", "routec");
      out.writeArrayFieldStart("rules");
      for (Code rule : rules) {
        rule(rule, out);
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndObject();
      out.writeStringField("columnKind", "unicodeCodePoints");
      out.writeArrayFieldStart("results");
      for (Diagnostic diagnostic : diagnostics) {
        result(diagnostic, diagnostic.span(), rules, out);
        for (Span span : diagnostic.alike()) {
          result(diagnostic, span, rules, out);
        }
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void rule(Code code, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", code.name());
    message("shortDescription", code.title(), out);
    out.writeObjectFieldStart("defaultConfiguration");
    out.writeStringField("level", level(code.severity()));
    out.writeEndObject();
    out.writeObjectFieldStart("properties");
    out.writeStringField("category", code.category().word());
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void result(Diagnostic diagnostic, Span span, List<Code> rules, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("ruleId", diagnostic.code().name());
    out.writeNumberField("ruleIndex", rules.indexOf(diagnostic.code()));
    out.writeStringField("level", level(diagnostic.severity()));
    String hint = diagnostic.hint().map(text -> " Hint: " + text).orElse("");
    message("message", diagnostic.message() + hint, out);
    out.writeArrayFieldStart("locations");
    out.writeStartObject();
    location(span, out);
    out.writeEndObject();
    out.writeEndArray();
    if (!diagnostic.related().isEmpty()) {
      out.writeArrayFieldStart("relatedLocations");
      for (Diagnostic.Related related : diagnostic.related()) {
        out.writeStartObject();
        location(related.span(), out);
        message("message", related.message(), out);
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void location(Span span, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("physicalLocation");
    out.writeObjectFieldStart("artifactLocation");
    out.writeStringField("uri", uri(span.file().name()));
    out.writeEndObject();
    out.writeObjectFieldStart("region");
    out.writeNumberField("startLine", span.line());
    out.writeNumberField("startColumn", span.column());
    out.writeNumberField("endLine", span.endLine());
    out.writeNumberField("endColumn", span.endColumn());
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void message(String name, String text, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeStringField("text", text);
    out.writeEndObject();
  }

  /** Relative names stay relative, so that services find the file in the repository. */
  private static String uri(String name) {
    try {
      return name.startsWith("/")
          ? new URI("file", "", name, null).toASCIIString()
          : new URI(null, null, name.startsWith("./") ? name.substring(2) : name, null)
              .toASCIIString();
    } catch (URISyntaxException _) {
      return "unnamed";
    }
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "note";
    };
  }
}

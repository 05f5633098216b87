package routec.compiler.diag;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import routec.compiler.source.Span;

/** Diagnostics as programs read them: format 1, one object with all of them and a summary. */
public final class JsonRenderer {
  /** The version of the shape; it grows only by fields. */
  private static final int FORMAT = 1;

  /** One entry of {@link #each}: a file that was judged alone. */
  public record Judged(String file, List<Diagnostic> diagnostics) {}

  public String render(List<Diagnostic> diagnostics) {
    return object(out -> body(diagnostics, out));
  }

  /** Files that were judged each alone, one entry a file, and a summary of all. */
  public String each(List<Judged> files) {
    return object(out -> {
      out.writeArrayFieldStart("files");
      for (Judged file : files) {
        out.writeStartObject();
        out.writeStringField("file", file.file());
        body(file.diagnostics(), out);
        out.writeEndObject();
      }
      out.writeEndArray();
      summary(files.stream().flatMap(file -> file.diagnostics().stream()).toList(), out);
    });
  }

  /** What an object holds beside its format. */
  private interface Members {
    void write(JsonGenerator out) throws IOException;
  }

  private static String object(Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeNumberField("format", FORMAT);
      members.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void body(List<Diagnostic> diagnostics, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("diagnostics");
    for (Diagnostic diagnostic : diagnostics) {
      write(diagnostic, out);
    }
    out.writeEndArray();
    summary(diagnostics, out);
  }

  private static void summary(List<Diagnostic> diagnostics, JsonGenerator out) throws IOException {
    Summary summary = Summary.of(diagnostics);
    out.writeObjectFieldStart("summary");
    out.writeNumberField("errors", summary.errors());
    out.writeNumberField("warnings", summary.warnings());
    out.writeNumberField("notes", summary.notes());
    out.writeEndObject();
  }

  private static void write(Diagnostic diagnostic, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("code", diagnostic.code().name());
    out.writeStringField("category", diagnostic.code().category().word());
    out.writeStringField("severity", diagnostic.severity().word());
    out.writeStringField("message", diagnostic.message());
    write(diagnostic.span(), out);
    write("object", diagnostic.object(), out);
    write("hint", diagnostic.hint(), out);
    out.writeArrayFieldStart("related");
    for (Diagnostic.Related related : diagnostic.related()) {
      write(related.message(), related.span(), out);
    }
    for (Span span : diagnostic.alike()) {
      write("the same here", span, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(String message, Span span, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("message", message);
    write(span, out);
    out.writeEndObject();
  }

  private static void write(Span span, JsonGenerator out) throws IOException {
    out.writeStringField("file", span.file().name());
    out.writeNumberField("line", span.line());
    out.writeNumberField("column", span.column());
    out.writeNumberField("endLine", span.endLine());
    out.writeNumberField("endColumn", span.endColumn());
  }

  private static void write(String name, Optional<String> text, JsonGenerator out)
      throws IOException {
    out.writeFieldName(name);
    if (text.isPresent()) {
      out.writeString(text.get());
    } else {
      out.writeNull();
    }
  }
}

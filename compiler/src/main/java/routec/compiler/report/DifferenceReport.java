package routec.compiler.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** Changes as people, programs and pull requests read them. */
public final class DifferenceReport {
  private static final int FORMAT = 1;
  private static final int MOST_SUBJECTS = 8;

  private DifferenceReport() {}

  /** One paragraph a change. */
  public static String text(List<Change> changes) {
    if (changes.isEmpty()) {
      return "Nothing changes for traffic.\n";
    }
    StringBuilder out = new StringBuilder();
    for (Change change : changes) {
      out.append("%-8s %s%n".formatted(change.kind().word(), headline(change)).replace("\r", ""));
      if (change.kind() == Change.Kind.CHANGED) {
        out.append("         - ").append(side(change.before(), change.from())).append('\n');
        out.append("         + ").append(side(change.after(), change.to())).append('\n');
      }
    }
    return out.append(count(changes)).append(".\n").toString();
  }

  /** A table for a comment on a pull request. */
  public static String markdown(List<Change> changes) {
    if (changes.isEmpty()) {
      return "**Nothing changes for traffic.**\n";
    }
    StringBuilder out = new StringBuilder("**" + count(changes) + ".**\n\n");
    out.append("| | what | before | after | for |\n|---|---|---|---|---|\n");
    for (Change change : changes) {
      out.append("| ").append(change.kind().word());
      out.append(" | ").append(cell(change.what()));
      out.append(" | ").append(cell(sideOrNothing(change.before(), change.from())));
      out.append(" | ").append(cell(sideOrNothing(change.after(), change.to())));
      out.append(" | ").append(cell(subjects(change))).append(" |\n");
    }
    return out.toString();
  }

  /** Format 1: every change with everything that it holds for. */
  public static String json(List<Change> changes) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeNumberField("format", FORMAT);
      out.writeArrayFieldStart("changes");
      for (Change change : changes) {
        out.writeStartObject();
        out.writeStringField("kind", change.kind().word());
        out.writeStringField("what", change.what());
        out.writeStringField("before", change.before());
        out.writeStringField("after", change.after());
        out.writeStringField("from", change.from().map(Object::toString).orElse(""));
        out.writeStringField("to", change.to().map(Object::toString).orElse(""));
        out.writeArrayFieldStart("subjects");
        for (String subject : change.subjects()) {
          out.writeString(subject);
        }
        out.writeEndArray();
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static String headline(Change change) {
    return switch (change.kind()) {
      case LOST -> subjects(change) + ", before " + side(change.before(), change.from());
      case GAINED -> subjects(change) + ", now " + side(change.after(), change.to());
      case CHANGED -> change.what() + " of " + subjects(change);
    };
  }

  private static String subjects(Change change) {
    List<String> all = change.subjects();
    String shown = all.stream().limit(MOST_SUBJECTS).collect(Collectors.joining(", "));
    int more = all.size() - MOST_SUBJECTS;
    return oneLine(more > 0 ? shown + " and " + more + " more" : shown);
  }

  private static String side(String text, java.util.Optional<?> origin) {
    return (text.isEmpty() ? "nothing" : oneLine(text))
        + origin.map(line -> "  [" + line + "]").orElse("");
  }

  private static String sideOrNothing(String text, java.util.Optional<?> origin) {
    return text.isEmpty() ? "" : side(text, origin);
  }

  private static String count(List<Change> changes) {
    return changes.size() == 1 ? "1 change for traffic" : changes.size() + " changes for traffic";
  }

  /** Nothing in a manifest's name may end the cell, begin a tag or a link, or call a person. */
  private static String cell(String text) {
    return oneLine(text)
        .replaceAll("[\\\\|`*_\\[\\]~]", "\\\\$0")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }

  /** Headers may match any character, those that move a terminal's cursor among them. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}

package routec.runtime.translate;

import java.util.List;
import java.util.Locale;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;

/**
 * A document that a user shows.
 *
 * @param format Converse's word for it: {@code pdf}, {@code txt} and so on
 * @param title what the client calls it; may be empty
 * @param rawContext words about it, the body of a JSON string; may be empty
 * @param citations whether the model is to cite from it
 */
record Document(String format, Source source, String title, Slice rawContext, boolean citations)
    implements Attachment {

  /** Where its words are. */
  sealed interface Source {}

  /** Its bytes in base64. */
  record Bytes(String base64) implements Source {}

  /** An address in S3. */
  record InS3(String uri) implements Source {}

  /** Passages, each the body of a JSON string. */
  record Passages(List<Slice> rawTexts) implements Source {
    public Passages {
      rawTexts = List.copyOf(rawTexts);
    }
  }

  /** The document of a data URL, of plain base64 or in S3. */
  static Document ofData(String data, String title, String field) {
    if (Media.isS3(data)) {
      return new Document(format("", data, "", field), new InS3(data), title, Slice.EMPTY, false);
    }
    int comma = data.indexOf(',');
    String head = comma < 0 ? "" : data.substring(0, comma).toLowerCase(Locale.ROOT);
    if (comma >= 0 && (!head.startsWith("data:") || !head.endsWith(";base64"))) {
      throw RequestFault.invalid(field, "`" + field + "` must be a data URL with base64.");
    }
    String base64 = Values.base64(data.substring(comma + 1), field);
    String mediaType = head.isEmpty() ? "" : head.substring(5).split(";", 2)[0];
    return new Document(
        format(mediaType, title, base64, field), new Bytes(base64), title, Slice.EMPTY, false);
  }

  /** Whether it is text that can be shown as such. */
  boolean isText() {
    return switch (format) {
      case "txt", "csv", "md", "html" -> true;
      default -> false;
    };
  }

  /** Converse's word for a media type; a title or the first bytes say it where the type doesn't. */
  static String format(String mediaType, String title, String base64, String field) {
    if (base64.startsWith("JVBERi")) {
      return "pdf";
    }
    String word =
        switch (mediaType) {
          case "application/pdf" -> "pdf";
          case "text/csv" -> "csv";
          case "text/html" -> "html";
          case "text/markdown" -> "md";
          case "text/plain" -> "txt";
          case "application/msword" -> "doc";
          case "application/vnd.openxmlformats-officedocument.wordprocessingml.document" -> "docx";
          case "application/vnd.ms-excel" -> "xls";
          case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" -> "xlsx";
          case "", "application/octet-stream" -> Media.ending(title);
          default -> "";
        };
    return switch (word) {
      case "pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md" -> word;
      default ->
          throw RequestFault.invalid(
              field,
              "`"
                  + field
                  + "` must be a PDF, a text, CSV, HTML, Markdown, Word or Excel document.");
    };
  }
}

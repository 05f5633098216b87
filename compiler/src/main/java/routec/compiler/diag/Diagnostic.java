package routec.compiler.diag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routec.compiler.source.Span;

/**
 * One message to the user.
 *
 * @param code which mistake
 * @param severity how much it matters here
 * @param message one sentence that says what is wrong in the user's words
 * @param span where
 * @param object the object it is about, such as {@code AIGatewayRoute default/x}
 * @param hint what to write instead
 * @param related other places that explain it
 * @param alike places of the same mistake that were folded into this one
 */
public record Diagnostic(
    Code code,
    Severity severity,
    String message,
    Span span,
    Optional<String> object,
    Optional<String> hint,
    List<Related> related,
    List<Span> alike) {

  /**
   * Another place that explains a diagnostic.
   *
   * @param message what stands there
   * @param span where
   */
  public record Related(String message, Span span) {}

  public Diagnostic {
    related = List.copyOf(related);
    alike = List.copyOf(alike);
  }

  /** A diagnostic of the code's own severity. */
  public static Diagnostic of(Code code, Span span, String message) {
    return new Diagnostic(
        code,
        code.severity(),
        message,
        span,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  public Diagnostic as(Severity other) {
    return new Diagnostic(code, other, message, span, object, hint, related, alike);
  }

  /** The same under another code. */
  public Diagnostic as(Code other, Severity how) {
    return new Diagnostic(other, how, message, span, object, hint, related, alike);
  }

  public Diagnostic about(String name) {
    return new Diagnostic(code, severity, message, span, Optional.of(name), hint, related, alike);
  }

  public Diagnostic hint(String text) {
    return new Diagnostic(code, severity, message, span, object, Optional.of(text), related, alike);
  }

  /** With a hint where there is one. */
  public Diagnostic hint(Optional<String> text) {
    return text.map(this::hint).orElse(this);
  }

  public Diagnostic related(String text, Span where) {
    List<Related> more = new ArrayList<>(related);
    more.add(new Related(text, where));
    return new Diagnostic(code, severity, message, span, object, hint, more, alike);
  }

  Diagnostic alike(List<Span> places) {
    return new Diagnostic(code, severity, message, span, object, hint, related, places);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}

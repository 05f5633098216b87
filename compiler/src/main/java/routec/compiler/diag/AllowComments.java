package routec.compiler.diag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routec.compiler.source.SourceFile;
import routec.compiler.source.Span;

/** Comments {@code # routec: allow RC0404 reason} on the line above what they allow. */
public final class AllowComments {
  private static final Pattern COMMENT =
      Pattern.compile("\\s*#\\s*routec:\\s*allow\\b\\s*(\\S*)\\s*(.*)");

  private AllowComments() {}

  /** Takes away what the comments of the files allow and reports comments that go wrong. */
  public static void apply(Collection<SourceFile> files, Diagnostics diagnostics) {
    List<Allow> allows = new ArrayList<>();
    List<Diagnostic> wrong = new ArrayList<>();
    for (SourceFile file : files) {
      if (file.text().contains("routec:")) {
        read(file, allows, wrong);
      }
    }
    if (allows.isEmpty() && wrong.isEmpty()) {
      return;
    }
    List<Diagnostic> kept = new ArrayList<>();
    boolean[] used = new boolean[allows.size()];
    for (Diagnostic diagnostic : diagnostics.unfolded()) {
      boolean allowed = false;
      for (int i = 0; i < used.length; i++) {
        if (allows.get(i).covers(diagnostic)) {
          used[i] = true;
          allowed = true;
        }
      }
      if (!allowed) {
        kept.add(diagnostic);
      }
    }
    diagnostics.replace(kept);
    wrong.forEach(diagnostics::add);
    for (int i = 0; i < used.length; i++) {
      if (!used[i]) {
        diagnostics.add(unused(allows.get(i)));
      }
    }
  }

  /** An allow comment; {@code line} is the line that it speaks about. */
  private record Allow(Code code, Span span, int line) {
    boolean covers(Diagnostic diagnostic) {
      return diagnostic.code() == code
          && diagnostic.span().line() == line
          && diagnostic.span().file().equals(span.file());
    }
  }

  private static void read(SourceFile file, List<Allow> allows, List<Diagnostic> wrong) {
    for (int number = 1; number <= file.lineCount(); number++) {
      Matcher comment = COMMENT.matcher(file.line(number));
      if (comment.matches()) {
        Span span = file.lineSpan(number);
        Optional<Code> code = Code.named(comment.group(1));
        if (code.isEmpty() || !code.get().isAllowable()) {
          wrong.add(notAllowable(span, code));
          continue;
        }
        if (comment.group(2).isBlank()) {
          wrong.add(
              Diagnostic.of(Code.RC0191, span, "This comment allows without a reason.")
                  .hint("say why after the code: `# routec: allow " + code.get() + " because …`"));
        }
        allows.add(new Allow(code.get(), span, lineBelow(file, number)));
      }
    }
  }

  private static Diagnostic notAllowable(Span span, Optional<Code> code) {
    return code.map(known ->
            Diagnostic.of(Code.RC0193, span, known + " can't be allowed.")
                .hint("mend what it is about: without that nothing can be compiled"))
        .orElseGet(() ->
            Diagnostic.of(Code.RC0193, span, "This comment names no code of Routec.")
                .hint("write a code with its reason: `# routec: allow RC0404 because …`"));
  }

  private static Diagnostic unused(Allow allow) {
    return Diagnostic.of(
            Code.RC0192,
            allow.span(),
            "Nothing on the next line needs " + allow.code() + " allowed.")
        .hint("remove the comment, or put it on the line above what it allows");
  }

  private static int lineBelow(SourceFile file, int comment) {
    int number = comment + 1;
    while (number < file.lineCount() && isIdle(file.line(number))) {
      number++;
    }
    return number;
  }

  private static boolean isIdle(String line) {
    return line.isBlank() || line.stripLeading().startsWith("#");
  }
}

package routec.compiler.yaml;

import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.source.SourceFile;
import routec.compiler.source.Span;
import routec.compiler.source.Words;

/** Says a parser's complaint in a user's words. */
final class SyntaxErrors {
  private SyntaxErrors() {}

  static Diagnostic explain(
      MarkedYamlEngineException error, SourceFile file, Function<Mark, Span> place) {
    Span at = error.getProblemMark().or(error::getContextMark).map(place).orElse(file.start());
    Span begun = error.getContextMark().map(place).orElse(at);
    String problem = error.getProblem();
    String during = error.getContext();
    int tab = tabInIndent(file, at.line());
    if (tab > 0) {
      Span span = new Span(file, at.line(), tab, at.line(), tab + 1);
      return Diagnostic.of(Code.RC0103, span, "YAML indents with spaces, this is a tab.")
          .hint("put two spaces in its place");
    }
    if (problem.contains("unexpected end of stream") && during.contains("quoted")) {
      return Diagnostic.of(Code.RC0101, character(begun), "This quoted text has no end.")
          .hint("close the quote that opens here");
    }
    if (problem.contains("mapping values are not allowed")) {
      return Diagnostic.of(Code.RC0101, character(at), "A `:` can't stand here.")
          .hint("indent the line like its neighbours, or quote the text if the `:` belongs to it");
    }
    if (problem.contains("could not find expected ':'")) {
      return Diagnostic.of(Code.RC0101, character(begun), "A `:` is missing after this key.")
          .hint("write `key: value`, or indent the line if it belongs to the one above");
    }
    if (problem.contains("expected <block end>")) {
      return Diagnostic.of(
              Code.RC0101, character(at), "The indentation does not fit the lines above.")
          .related("the block that it would belong to", begun)
          .hint("entries of one mapping or list begin in the same column");
    }
    if (problem.contains("expected '<document start>'")) {
      return Diagnostic.of(
              Code.RC0101, character(at), "This line stands outside of the object above it.")
          .hint(
              "begin all lines of an object in the same column, and each object after a line"
                  + " `---`");
    }
    if (problem.contains("expected ',' or")) {
      return Diagnostic.of(Code.RC0101, character(at), "A `,` or a closing bracket is missing.")
          .related("the bracket that opens", character(begun))
          .hint("close the bracket, or put commas between the entries");
    }
    if (problem.contains("cannot start any token") || problem.contains("indicators '-'")) {
      return Diagnostic.of(
              Code.RC0101, character(at), "A plain text can't begin with this character.")
          .hint("put the text in quotes");
    }
    return Diagnostic.of(
            Code.RC0101, character(at), "This is not valid YAML: " + Words.shorten(problem) + ".")
        .hint("check the indentation and the quotes of this line and the one above");
  }

  private static Span character(Span span) {
    return new Span(span.file(), span.line(), span.column(), span.line(), span.column() + 1);
  }

  /** The column of the first tab before a line's first word; 0 without one. */
  private static int tabInIndent(SourceFile file, int number) {
    String line = file.line(number);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\t') {
        return i + 1;
      }
      if (c != ' ' && c != '-') {
        return 0;
      }
    }
    return 0;
  }
}

package routec.compiler.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.source.Nearest;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlScalar;

/** Judges a text or a number of the right type by its schema: range, length, enum, form. */
final class ScalarJudge {
  private final boolean secret;

  /**
   * @param secret whether values must not be quoted
   */
  ScalarJudge(boolean secret) {
    this.secret = secret;
  }

  /** What is wrong with the value; usually nothing. */
  List<Diagnostic> mistakes(YamlScalar scalar, Schema schema, Path path) {
    return switch (scalar.type()) {
      case STRING -> text(scalar, schema, path).map(List::of).orElse(List.of());
      case INTEGER -> number(scalar, schema, path);
      case FLOAT, BOOLEAN, NULL, BROKEN -> List.of();
    };
  }

  private List<Diagnostic> number(YamlScalar scalar, Schema schema, Path path) {
    List<Diagnostic> found = new ArrayList<>();
    Optional<Long> number = Scalars.integer(scalar);
    Schema.Range range =
        schema.format().filter("int32"::equals).isPresent()
            ? new Schema.Range(
                OptionalLong.of(schema.number().least().orElse(Integer.MIN_VALUE)),
                OptionalLong.of(schema.number().most().orElse(Integer.MAX_VALUE)))
            : schema.number();
    if (number.isEmpty() || !range.holds(number.get())) {
      String words = schema.number().equals(range) ? range.words() : words(schema.number());
      found.add(
          Diagnostic.of(
              Code.RC0206,
              scalar.span(),
              "%s is %s, it must be %s.".formatted(path.start(), shown(scalar), words)));
    }
    if (!schema.enums().isEmpty() && !schema.enums().contains(scalar.text())) {
      found.add(notInEnum(scalar, schema, path));
    }
    return found;
  }

  private static String words(Schema.Range range) {
    return range.least().isPresent() || range.most().isPresent()
        ? range.words() + " (and fit 32 bits)"
        : "a number that fits 32 bits";
  }

  private Optional<Diagnostic> text(YamlScalar scalar, Schema schema, Path path) {
    String text = scalar.text();
    if (!schema.enums().isEmpty() && !schema.enums().contains(text)) {
      return Optional.of(notInEnum(scalar, schema, path));
    }
    int length = text.codePointCount(0, text.length());
    if (!schema.length().holds(length)) {
      String message =
          length == 0
              ? path.start() + " is empty."
              : "%s has %d characters, it must have %s."
                  .formatted(path.start(), length, schema.length().words());
      return Optional.of(Diagnostic.of(Code.RC0207, scalar.span(), message));
    }
    Optional<TextPattern> pattern = schema.pattern();
    if (pattern.isPresent() && !pattern.get().isIn(text)) {
      return Optional.of(
          Diagnostic.of(
                  path.isName() ? Code.RC0213 : Code.RC0205,
                  scalar.span(),
                  path.start() + " is " + shown(scalar) + ", which is not of the right form.")
              .hint("write " + pattern.get().words()));
    }
    return schema
        .format()
        .flatMap(format -> Forms.mistake(format, text))
        .map(words ->
            Diagnostic.of(Code.RC0205, scalar.span(), path.start() + " is not " + words + "."));
  }

  private Diagnostic notInEnum(YamlScalar scalar, Schema schema, Path path) {
    Optional<String> nearest = Nearest.to(scalar.text(), schema.enums());
    String all = Words.list(new TreeSet<>(schema.enums()));
    return Diagnostic.of(
            Code.RC0204, scalar.span(), path.start() + " can't be " + shown(scalar) + ".")
        .hint(
            nearest
                .map(other -> "did you mean `" + other + "`? It can be " + all)
                .orElse("it can be " + all));
  }

  private String shown(YamlScalar scalar) {
    return secret ? "this" : "`" + Words.shorten(scalar.text()) + "`";
  }
}

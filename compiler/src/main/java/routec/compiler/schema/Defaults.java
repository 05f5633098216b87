package routec.compiler.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import routec.compiler.source.Span;
import routec.compiler.yaml.YamlEntry;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlScalar;
import routec.compiler.yaml.YamlSequence;

/**
 * Fills in what the API server would fill in; a default stands where the object without it does.
 */
final class Defaults {
  private Defaults() {}

  /** Adds the defaults of fields that a mapping lacks (or has null for) to its kept entries. */
  static void fill(YamlMapping mapping, Schema schema, List<YamlEntry> kept) {
    for (String name : schema.defaulted()) {
      boolean given =
          mapping
              .get(name)
              .filter(value ->
                  !(value instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.NULL))
              .isPresent();
      if (given) {
        continue;
      }
      Optional<Schema> field = schema.property(name);
      field
          .flatMap(Schema::defaults)
          .ifPresent(value ->
              kept.add(
                  new YamlEntry(
                      scalar(name, YamlScalar.Type.STRING, mapping.span()),
                      node(value, field.get(), mapping.span()))));
    }
  }

  private static YamlNode node(Object value, Schema schema, Span span) {
    return switch (value) {
      case Map<?, ?> map -> {
        List<YamlEntry> entries = new ArrayList<>();
        map.forEach((name, inner) ->
            entries.add(
                new YamlEntry(
                    scalar((String) name, YamlScalar.Type.STRING, span),
                    node(inner, schema.property((String) name).orElse(schema), span))));
        YamlMapping given = new YamlMapping(entries, span);
        fill(given, schema, entries);
        yield new YamlMapping(entries, span);
      }
      case List<?> list -> {
        Schema items = schema.items().map(Supplier::get).orElse(schema);
        yield new YamlSequence(list.stream().map(item -> node(item, items, span)).toList(), span);
      }
      case Boolean truth -> scalar(truth.toString(), YamlScalar.Type.BOOLEAN, span);
      case Long number -> scalar(number.toString(), YamlScalar.Type.INTEGER, span);
      case Double number -> scalar(number.toString(), YamlScalar.Type.FLOAT, span);
      default -> scalar(value.toString(), YamlScalar.Type.STRING, span);
    };
  }

  private static YamlScalar scalar(String text, YamlScalar.Type type, Span span) {
    int offset = span.file().offset(span.line(), span.column() - 1);
    return new YamlScalar(text, YamlScalar.Style.DOUBLE_QUOTED, type, span, offset);
  }
}

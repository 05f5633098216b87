package routec.compiler.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.Span;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlEntry;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlScalar;
import routec.compiler.yaml.YamlSequence;

/**
 * Judges one object by its schema: first every value, then, where a part is sound, its defaults are
 * filled in and its rules are asked.
 *
 * <p>What is broken is taken out of the result, so that later stages can go on with the rest.
 */
final class Judge {
  private static final Schema OPEN = SchemaFile.open();

  private final Diagnostics diagnostics;
  private final String object;
  private final boolean secret;
  private final Siblings siblings;
  private final ScalarJudge scalars;
  private final Strays strays = new Strays();
  private final List<BrokenRule> brokenRules = new ArrayList<>();
  private int mistakes;

  /** A rule that does not hold, with the schema that has it. */
  private record BrokenRule(Schema schema, Diagnostic diagnostic) {}

  /** Answers whether another version of the kind has a field at a path. */
  interface Siblings {
    /** The apiVersion that has it. */
    Optional<String> versionWith(List<String> path);
  }

  /**
   * @param object the object's name for messages
   * @param secret whether its values must not be quoted
   */
  Judge(Diagnostics diagnostics, String object, boolean secret, Siblings siblings) {
    this.diagnostics = diagnostics;
    this.object = object;
    this.secret = secret;
    this.siblings = siblings;
    this.scalars = new ScalarJudge(secret);
  }

  /**
   * Judges the whole object and reports what was found.
   *
   * @param whole false if keys stood twice, so that what seems to be missing may be there
   */
  Optional<YamlNode> judgeObject(YamlNode root, Schema schema, boolean whole) {
    Optional<YamlNode> result = judge(root, schema, Path.ROOT);
    if (whole) {
      brokenRules.stream()
          .filter(rule -> !strays.concern(rule.schema()))
          .forEach(rule -> diagnostics.add(rule.diagnostic()));
    }
    strays.diagnostics(whole).forEach(found -> diagnostics.add(found.about(object)));
    return result;
  }

  /** How many mistakes it has found. */
  int mistakes() {
    return mistakes;
  }

  /** The sound part of a value; nothing if no part of it is. */
  private Optional<YamlNode> judge(YamlNode node, Schema schema, Path path) {
    boolean open = schema.isOpen() && schema.items().isEmpty() && schema.additional().isEmpty();
    return switch (node) {
      case YamlScalar scalar when scalar.type() == YamlScalar.Type.BROKEN -> broken();
      case YamlNode any when open -> Optional.of(any);
      case YamlMapping mapping when allows(schema, "object") -> mapping(mapping, schema, path);
      case YamlSequence list when allows(schema, "array") -> list(list, schema, path);
      case YamlScalar scalar -> scalar(scalar, schema, path);
      default -> wrongType(node, schema, path);
    };
  }

  /** A value that is reported already. */
  private Optional<YamlNode> broken() {
    mistakes++;
    return Optional.empty();
  }

  private static boolean allows(Schema schema, String type) {
    return schema.types().isEmpty() || schema.types().contains(type);
  }

  private Optional<YamlNode> mapping(YamlMapping mapping, Schema schema, Path path) {
    int before = mistakes;
    List<YamlEntry> kept = new ArrayList<>();
    List<YamlEntry> unknown = new ArrayList<>();
    for (YamlEntry entry : mapping.entries()) {
      if (isNull(entry.value()) && schema.properties().containsKey(entry.name())) {
        continue; // the API server takes null for absent
      }
      if (entry.key().type() == YamlScalar.Type.BROKEN) {
        mistakes++;
        continue;
      }
      Optional<Schema> field = field(schema, entry);
      if (field.isEmpty()) {
        if (!isNewer(entry, path)) {
          unknown.add(entry);
        }
        continue;
      }
      judge(entry.value(), field.get(), path.field(entry.name(), schema))
          .ifPresent(value -> kept.add(new YamlEntry(entry.key(), value)));
    }
    if (!unknown.isEmpty()) {
      mistakes += unknown.size();
      strays.unknown(unknown, names(mapping), schema, path);
    }
    findMissing(mapping, schema, path);
    int size = mapping.entries().size();
    boolean counts = schema.properties().isEmpty() || schema.entries().most().isPresent();
    if (counts && mistakes == before) {
      entries(size, schema.entries(), path, mapping.span(), "fields");
    }
    Defaults.fill(mapping, schema, kept);
    YamlMapping result = new YamlMapping(kept, mapping.span());
    if (mistakes == before) {
      askRules(result, schema, path);
    }
    return Optional.of(result);
  }

  private static boolean isMissing(YamlMapping mapping, String name) {
    return mapping.get(name).filter(value -> !isNull(value)).isEmpty();
  }

  private Optional<Schema> field(Schema schema, YamlEntry entry) {
    Optional<Schema> known = schema.property(entry.name());
    if (known.isPresent()) {
      return known;
    }
    Optional<Schema> other = schema.additional().map(Supplier::get);
    if (other.isPresent()) {
      Optional<TextPattern> names = schema.propertyNames();
      if (names.isPresent() && !names.get().isIn(entry.name())) {
        String words = names.get().words();
        report(
            Code.RC0205,
            entry.key().span(),
            "The key `" + Words.shorten(entry.name()) + "` is not of the right form.",
            Optional.of("write " + words));
      }
      return other;
    }
    boolean free = !schema.closed() && schema.properties().isEmpty();
    return free ? Optional.of(OPEN) : Optional.empty();
  }

  /** Whether another version of the kind has the field, which is reported. */
  private boolean isNewer(YamlEntry entry, Path path) {
    Optional<String> version = siblings.versionWith(path.fields(entry.name()));
    version.ifPresent(right ->
        report(
            Code.RC0214,
            entry.key().span(),
            "The field `"
                + Words.shorten(entry.name())
                + "` of "
                + path.words()
                + " is not in this apiVersion.",
            Optional.of("write `apiVersion: " + right + "`")));
    return version.isPresent();
  }

  private static Set<String> names(YamlMapping mapping) {
    return mapping.entries().stream().map(YamlEntry::name).collect(Collectors.toSet());
  }

  private void findMissing(YamlMapping mapping, Schema schema, Path path) {
    if (mapping.has("")) {
      return; // a key that could not be read may be the one
    }
    List<String> absent = new ArrayList<>();
    for (String name : schema.required()) {
      if (!isMissing(mapping, name)) {
        continue;
      }
      mistakes++;
      Optional<YamlEntry> empty = mapping.entry(name);
      if (empty.isPresent()) {
        strays.missing(List.of(name), empty.get().key().span(), schema, path, true);
      } else {
        absent.add(name);
      }
    }
    if (!absent.isEmpty()) {
      strays.missing(absent, firstKey(mapping), schema, path, false);
    }
  }

  private static Span firstKey(YamlMapping mapping) {
    return mapping.entries().stream()
        .findFirst()
        .map(entry -> entry.key().span())
        .orElse(mapping.span());
  }

  private Optional<YamlNode> list(YamlSequence list, Schema schema, Path path) {
    int before = mistakes;
    List<YamlNode> kept = new ArrayList<>();
    Schema items = schema.items().map(Supplier::get).orElse(OPEN);
    List<YamlNode> sound = new ArrayList<>();
    boolean reported = false;
    for (int i = 0; i < list.items().size(); i++) {
      int clean = mistakes;
      YamlNode item = list.items().get(i);
      boolean stray = isOtherShape(item, items);
      if (stray && reported) {
        mistakes++; // they have one cause, such as a missing line above the first
        continue;
      }
      reported |= stray;
      judge(item, items, path.item(i)).ifPresent(kept::add);
      if (mistakes == clean) {
        sound.add(item);
      }
    }
    entries(list.items().size(), schema.entries(), path, list.span(), "entries");
    if (!schema.uniqueBy().isEmpty()) {
      findTwins(sound, schema.uniqueBy(), path);
    }
    YamlSequence result = new YamlSequence(kept, list.span());
    if (mistakes == before) {
      askRules(result, schema, path);
    }
    return Optional.of(result);
  }

  /** A mapping where a text is wanted, or the other way round. */
  private static boolean isOtherShape(YamlNode item, Schema schema) {
    return item instanceof YamlMapping
        ? !allows(schema, "object")
        : schema.types().equals(Set.of("object"));
  }

  private void findTwins(List<YamlNode> items, List<String> keys, Path path) {
    Map<String, YamlNode> seen = new HashMap<>();
    for (YamlNode item : items) {
      Optional<String> key = Twins.key(item, keys);
      if (key.isEmpty()) {
        continue;
      }
      YamlNode first = seen.putIfAbsent(key.get(), item);
      if (first != null) {
        String what = keys.equals(List.of("")) ? "entry" : String.join("` and `", keys);
        String message =
            keys.equals(List.of(""))
                ? "This entry stands twice in " + path.words() + "."
                : "Two entries of " + path.words() + " have the same `" + what + "`.";
        mistakes++;
        diagnostics.add(
            Diagnostic.of(Code.RC0209, Twins.span(item, keys), message)
                .about(object)
                .related("the first one", Twins.span(first, keys))
                .hint("keep one of the two"));
      }
    }
  }

  private void entries(int size, Schema.Range range, Path path, Span span, String what) {
    if (!range.holds(size)) {
      report(
          Code.RC0208,
          span,
          "%s has %d %s, it must have %s.".formatted(path.start(), size, what, range.words()),
          Optional.empty());
    }
  }

  private Optional<YamlNode> scalar(YamlScalar scalar, Schema schema, Path path) {
    boolean good =
        switch (scalar.type()) {
          case STRING -> allows(schema, "string") && !Scalars.isSwitch(scalar);
          case INTEGER -> allows(schema, "integer") || allows(schema, "number");
          case FLOAT -> allows(schema, "number");
          case BOOLEAN -> allows(schema, "boolean");
          case NULL, BROKEN -> false;
        };
    if (!good) {
      return wrongType(scalar, schema, path);
    }
    int before = mistakes;
    scalars.mistakes(scalar, schema, path).forEach(this::report);
    if (mistakes == before) {
      askRules(scalar, schema, path);
    }
    return mistakes == before ? Optional.of(scalar) : Optional.empty();
  }

  private Optional<YamlNode> wrongType(YamlNode node, Schema schema, Path path) {
    String wanted = TypeWords.of(schema.types());
    boolean isSwitch = node instanceof YamlScalar scalar && Scalars.isSwitch(scalar);
    String found = isSwitch ? "a boolean to kubectl" : node.what();
    report(
        Code.RC0202,
        node.span(),
        path.start() + " must be " + wanted + ", this is " + found + ".",
        TypeWords.hint(node, schema, secret));
    return Optional.empty();
  }

  private void askRules(YamlNode node, Schema schema, Path path) {
    for (Schema.Rule rule : schema.rules()) {
      if (!CelEvaluator.holds(rule.expression().get(), node)) {
        Span span =
            node instanceof YamlMapping mapping
                ? mapping
                    .entry(rule.at())
                    .map(entry -> entry.value().span())
                    .orElseGet(() -> firstKey(mapping))
                : node.span();
        mistakes++;
        brokenRules.add(
            new BrokenRule(
                schema,
                Diagnostic.of(Code.RC0215, span, path.start() + ": " + rule.says()).about(object)));
        return;
      }
    }
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.NULL;
  }

  private void report(Code code, Span span, String message, Optional<String> hint) {
    report(Diagnostic.of(code, span, message).hint(hint));
  }

  private void report(Diagnostic mistake) {
    mistakes++;
    diagnostics.add(mistake.about(object));
  }
}

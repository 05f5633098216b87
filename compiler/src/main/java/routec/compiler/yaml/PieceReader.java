package routec.compiler.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.source.SourceFile;
import routec.compiler.source.Span;
import routec.compiler.source.Words;

/**
 * Turns the events of one piece of a file into nodes; what stands before a syntax error is kept.
 */
final class PieceReader {
  /** No manifest comes near; below it every walk over nodes may recurse. */
  static final int DEEPEST = 100;

  /** How many nodes aliases may add to a document. */
  static final int MOST_ALIASED = 100_000;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setUseMarks(true).setCodePointLimit(Integer.MAX_VALUE).build();
  private static final Set<String> TAGS =
      Set.of(
          "!",
          "tag:yaml.org,2002:str",
          "tag:yaml.org,2002:int",
          "tag:yaml.org,2002:float",
          "tag:yaml.org,2002:bool",
          "tag:yaml.org,2002:null",
          "tag:yaml.org,2002:map",
          "tag:yaml.org,2002:seq");

  private final SourceFile file;
  private final int firstLine;
  private final Diagnostics diagnostics;
  private final ParserImpl events;
  private final Map<Anchor, Optional<Anchored>> anchors = new HashMap<>();
  private int nodes;
  private int aliased;
  private boolean cut;
  private boolean second;

  private record Anchored(YamlNode node, int size) {}

  /** A key that stands twice in one mapping. */
  private record Twin(YamlScalar first, YamlScalar again) {}

  PieceReader(SourceFile file, int firstLine, String piece, Diagnostics diagnostics) {
    this.file = file;
    this.firstLine = firstLine;
    this.diagnostics = diagnostics;
    this.events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, new WholeCharacters(piece)));
  }

  void read(List<YamlDocument> documents) {
    while (!cut) {
      Optional<Event> event = next();
      if (event.isEmpty() || event.get().getEventId() == Event.ID.StreamEnd) {
        return;
      }
      if (event.get().getEventId() == Event.ID.DocumentStart) {
        readDocument(documents);
      }
    }
  }

  private void readDocument(List<YamlDocument> documents) {
    int before = diagnostics.count();
    anchors.clear();
    nodes = 0;
    aliased = 0;
    second = false;
    Optional<Event> first = next();
    if (first.isEmpty()) {
      return;
    }
    YamlNode root = node(first.get(), 0);
    next(); // the end of the document
    read(events::peekEvent); // what follows may not belong to it as it should
    boolean empty = root instanceof YamlScalar scalar && scalar.text().isEmpty();
    if (!empty) {
      Span line = file.lineSpan(root.span().line());
      documents.add(new YamlDocument(root, line, !cut, diagnostics.count() == before));
    }
    if (second) {
      YamlMapping hidden = new YamlMapping(List.of(), root.span());
      documents.add(new YamlDocument(hidden, root.span(), false, false));
    }
  }

  /** The next event; none after a syntax error, which is reported. */
  private Optional<Event> next() {
    return read(events::next);
  }

  private Optional<Event> read(Supplier<Event> source) {
    if (cut) {
      return Optional.empty();
    }
    try {
      return Optional.of(source.get());
    } catch (MarkedYamlEngineException e) {
      cut = true;
      diagnostics.add(SyntaxErrors.explain(e, file, this::span));
    } catch (YamlEngineException e) {
      cut = true;
      String message = "This can't be read as YAML: " + e.getMessage() + ".";
      diagnostics.add(Diagnostic.of(Code.RC0101, file.lineSpan(firstLine), message));
    }
    return Optional.empty();
  }

  private YamlNode node(Event event, int depth) {
    nodes++;
    int before = nodes + aliased;
    Optional<Anchor> anchor = anchor(event);
    anchor.ifPresent(name -> anchors.put(name, Optional.empty()));
    if (depth > DEEPEST) {
      return tooDeep(event);
    }
    YamlNode node =
        switch (event) {
          case MappingStartEvent start -> mapping(start, depth);
          case SequenceStartEvent start -> sequence(start, depth);
          case AliasEvent alias -> alias(alias);
          case ScalarEvent scalar -> scalar(scalar);
          default -> nothing(event);
        };
    anchor.ifPresent(
        name -> anchors.put(name, Optional.of(new Anchored(node, nodes + aliased - before + 1))));
    return node;
  }

  private static Optional<Anchor> anchor(Event event) {
    return switch (event) {
      case MappingStartEvent start -> start.getAnchor();
      case SequenceStartEvent start -> start.getAnchor();
      case ScalarEvent scalar -> scalar.getAnchor();
      default -> Optional.empty();
    };
  }

  private YamlNode mapping(MappingStartEvent start, int depth) {
    checkTag(start.getTag(), start);
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    List<YamlNode> merged = new ArrayList<>();
    List<Twin> twins = new ArrayList<>();
    boolean outside = false;
    Mark end = mark(start.getStartMark());
    for (Optional<Event> event = next(); event.isPresent(); event = next()) {
      if (event.get().getEventId() == Event.ID.MappingEnd) {
        end = mark(event.get().getEndMark());
        break;
      }
      YamlNode key = node(event.get(), depth + 1);
      Optional<Event> following = next();
      if (following.isEmpty()) {
        break;
      }
      YamlNode value = node(following.get(), depth + 1);
      if (depth == 0 && key instanceof YamlScalar name && beginsObject(name, entries)) {
        outside = true;
      }
      if (outside) {
        continue;
      }
      if (!(key instanceof YamlScalar name)) {
        reportComplexKey(key);
        put(entries, new YamlEntry(missing(key.span()), value), twins);
      } else if (name.text().equals("<<") && name.style() == YamlScalar.Style.PLAIN) {
        merged.add(value);
      } else {
        put(entries, new YamlEntry(name, value), twins);
      }
    }
    if (!twins.isEmpty()) {
      report(twins);
    }
    merged.forEach(value -> merge(entries, value));
    return new YamlMapping(
        List.copyOf(entries.values()), span(mark(start.getStartMark())).to(span(end)));
  }

  /** Whether a key can only begin the next object, which lacks its separator: it is reported. */
  private boolean beginsObject(YamlScalar key, Map<String, YamlEntry> entries) {
    boolean head = key.text().equals("apiVersion") || key.text().equals("kind");
    YamlEntry first = entries.get(key.text());
    if (second || !head || first == null || entries.size() < 3) {
      return second;
    }
    second = true;
    diagnostics.add(
        Diagnostic.of(
                Code.RC0102, key.span(), "A second object begins here without `---` before it.")
            .related("the first one", first.key().span())
            .hint("put a line `---` above, or keep one `" + key.text() + "`"));
    return true;
  }

  /** Of two entries the first counts, unless it has no value. */
  private static void put(Map<String, YamlEntry> entries, YamlEntry entry, List<Twin> twins) {
    YamlEntry first = entries.putIfAbsent(entry.name(), entry);
    if (first != null && entry.key().type() != YamlScalar.Type.BROKEN) {
      twins.add(new Twin(first.key(), entry.key()));
      if (first.value() instanceof YamlScalar scalar && scalar.type() == YamlScalar.Type.NULL) {
        entries.put(entry.name(), entry);
      }
    }
  }

  /** Keys that stand twice in one mapping have one cause: an entry that does not begin anew. */
  private void report(List<Twin> twins) {
    Twin first = twins.getFirst();
    List<String> names = twins.stream().map(twin -> twin.again().text()).distinct().toList();
    boolean one = names.size() == 1;
    diagnostics.add(
        Diagnostic.of(
                Code.RC0102,
                first.again().span(),
                one
                    ? "The key " + Words.list(names) + " stands twice in this mapping."
                    : "The keys " + Words.list(names) + " stand twice in this mapping.")
            .related("the first one", first.first().span())
            .hint(one ? "keep one of the two" : "begin another entry here, or keep one of each"));
  }

  private void merge(Map<String, YamlEntry> entries, YamlNode value) {
    switch (value) {
      case YamlMapping mapping ->
          mapping.entries().forEach(entry -> entries.putIfAbsent(entry.name(), entry));
      case YamlSequence list -> list.items().forEach(item -> merge(entries, item));
      case YamlScalar scalar ->
          diagnostics.add(
              Diagnostic.of(Code.RC0101, scalar.span(), "Only mappings can be merged with `<<`.")
                  .hint("write an alias of a mapping, such as `<<: *defaults`"));
    }
  }

  private void reportComplexKey(YamlNode key) {
    diagnostics.add(
        Diagnostic.of(
                Code.RC0109, key.span(), "A key must be plain text, this is " + key.what() + ".")
            .hint("values with `{` or `[` need quotes"));
  }

  private YamlNode sequence(SequenceStartEvent start, int depth) {
    checkTag(start.getTag(), start);
    List<YamlNode> items = new ArrayList<>();
    Mark end = mark(start.getStartMark());
    for (Optional<Event> event = next(); event.isPresent(); event = next()) {
      if (event.get().getEventId() == Event.ID.SequenceEnd) {
        end = mark(event.get().getEndMark());
        break;
      }
      items.add(node(event.get(), depth + 1));
    }
    return new YamlSequence(items, span(mark(start.getStartMark())).to(span(end)));
  }

  private YamlNode alias(AliasEvent alias) {
    Span span = span(alias);
    Optional<Anchored> target = anchors.getOrDefault(alias.getAlias(), Optional.empty());
    if (target.isEmpty()) {
      boolean inside = anchors.containsKey(alias.getAlias());
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0105,
                  span,
                  inside
                      ? "This alias stands inside its own anchor."
                      : "No anchor of this name stands before the alias in its document.")
              .hint(
                  inside
                      ? "write the value out"
                      : "quote the text if it shall begin with `*`, or define the anchor first"));
      return missing(span);
    }
    aliased += target.get().size();
    if (aliased > MOST_ALIASED) {
      reportBomb(span);
      return missing(span);
    }
    return target.get().node();
  }

  private void reportBomb(Span span) {
    cut = true;
    diagnostics.add(
        Diagnostic.of(
                Code.RC0106,
                span,
                "Aliases would make this document more than %d values long."
                    .formatted(MOST_ALIASED))
            .hint("write the values out, or split the document"));
  }

  private YamlNode tooDeep(Event event) {
    cut = true;
    diagnostics.add(
        Diagnostic.of(
                Code.RC0107,
                span(event),
                "Lists and mappings are nested more than %d levels deep here.".formatted(DEEPEST))
            .hint("no kind needs more than 30"));
    return missing(span(event));
  }

  /** What a cut-off document has in the place of a value. */
  private YamlNode nothing(Event event) {
    return missing(span(event));
  }

  private YamlScalar missing(Span span) {
    int offset = file.offset(span.line());
    return new YamlScalar("", YamlScalar.Style.PLAIN, YamlScalar.Type.BROKEN, span, offset);
  }

  private YamlNode scalar(ScalarEvent event) {
    YamlScalar.Style style = style(event.getScalarStyle());
    checkTag(event.getTag(), event);
    boolean text =
        event.getTag().filter(tag -> tag.equals("!") || tag.endsWith(":str")).isPresent();
    YamlScalar.Type type =
        style == YamlScalar.Style.PLAIN && !text
            ? ScalarTypes.of(event.getValue())
            : YamlScalar.Type.STRING;
    Span span = span(event);
    if (style == YamlScalar.Style.LITERAL || style == YamlScalar.Style.FOLDED) {
      span = withoutBlankEnd(span);
    }
    Mark start = mark(event.getStartMark());
    int offset = file.offset(firstLine + start.getLine(), start.getColumn());
    return new YamlScalar(event.getValue(), style, type, span, offset);
  }

  /** The parser ends a block at the start of the next token; people end it at its last line. */
  private Span withoutBlankEnd(Span span) {
    int last = span.endColumn() == 1 ? span.endLine() - 1 : span.endLine();
    while (last > span.line() && file.line(last).isBlank()) {
      last--;
    }
    String text = file.line(last);
    return new Span(
        file, span.line(), span.column(), last, text.codePointCount(0, text.length()) + 1);
  }

  private static YamlScalar.Style style(ScalarStyle style) {
    return switch (style) {
      case DOUBLE_QUOTED -> YamlScalar.Style.DOUBLE_QUOTED;
      case SINGLE_QUOTED -> YamlScalar.Style.SINGLE_QUOTED;
      case LITERAL -> YamlScalar.Style.LITERAL;
      case FOLDED -> YamlScalar.Style.FOLDED;
      case PLAIN, JSON_SCALAR_STYLE -> YamlScalar.Style.PLAIN;
    };
  }

  private void checkTag(Optional<String> tag, Event event) {
    if (tag.isPresent() && !TAGS.contains(tag.get())) {
      diagnostics.add(
          Diagnostic.of(Code.RC0110, span(event), "This tag has no meaning in a manifest.")
              .hint("leave the tag out; quote the text if it begins with `!`"));
    }
  }

  private Span span(Event event) {
    return span(mark(event.getStartMark())).to(span(mark(event.getEndMark())));
  }

  private Span span(Mark mark) {
    int line = firstLine + mark.getLine();
    return new Span(file, line, mark.getColumn() + 1, line, mark.getColumn() + 1);
  }

  private static Mark mark(Optional<Mark> mark) {
    return mark.orElseThrow();
  }
}

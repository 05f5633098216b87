package routec.compiler.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.source.Nearest;
import routec.compiler.source.Span;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlEntry;

/**
 * Pairs the fields of one object that stand where they are unknown with those that are missing: a
 * mistyped or misplaced field is one mistake, so it makes one message.
 */
final class Strays {
  private final List<Unknown> unknown = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();

  /** Fields of one mapping that its schema does not have. */
  private record Unknown(List<YamlEntry> entries, Set<String> present, Schema schema, Path path) {
    List<String> names() {
      return entries.stream().map(YamlEntry::name).toList();
    }

    Span span() {
      return entries.getFirst().key().span();
    }
  }

  /** Fields that one mapping lacks; taken out one by one as they turn up. */
  private record Missing(List<String> names, Span place, Schema schema, Path path, boolean empty) {}

  /**
   * Fields that a mapping should not have.
   *
   * @param present all names in the mapping
   */
  void unknown(List<YamlEntry> entries, Set<String> present, Schema schema, Path path) {
    unknown.add(new Unknown(List.copyOf(entries), present, schema, path));
  }

  /**
   * Fields that a mapping should have.
   *
   * @param empty whether they are there, but without a value
   */
  void missing(List<String> names, Span place, Schema schema, Path path, boolean empty) {
    missing.add(new Missing(new ArrayList<>(names), place, schema, path, empty));
  }

  /** Whether some unknown field is one that a mapping of this schema could have. */
  boolean concern(Schema schema) {
    return unknown.stream()
        .flatMap(one -> one.names().stream())
        .anyMatch(name -> schema.properties().containsKey(name));
  }

  /**
   * One diagnostic a mistake.
   *
   * @param whole false if keys stood twice, so that whole entries may have run together: then only
   *     what is clearly mistyped is a mistake of its own
   */
  List<Diagnostic> diagnostics(boolean whole) {
    List<Diagnostic> found = new ArrayList<>();
    Set<List<Object>> told = new HashSet<>(); // entries of one list have one cause
    for (Unknown one : unknown) {
      List<YamlEntry> rest = new ArrayList<>();
      for (YamlEntry entry : one.entries()) {
        boolean elsewhere = !rest.isEmpty() || one.path().around(entry.name()).isPresent();
        Optional<String> meant = elsewhere ? Optional.empty() : meant(entry.name(), one);
        meant.ifPresentOrElse(name -> found.add(mistyped(entry, name, one)), () -> rest.add(entry));
      }
      if (!rest.isEmpty()) {
        Unknown misplaced = new Unknown(rest, one.present(), one.schema(), one.path());
        boolean again = !told.add(List.of(one.schema(), rest.getFirst().name()));
        if (whole && !again) {
          found.add(misplaced(misplaced));
        }
        if (rest.size() == one.present().size()) {
          missing.removeIf(gap -> gap.path() == one.path()); // nothing here belongs here
        }
      }
    }
    missing.stream()
        .filter(one -> whole && !one.names().isEmpty())
        .map(Strays::lacking)
        .forEach(found::add);
    return found;
  }

  /** The field that a name was meant for: a missing one rather than another. */
  private Optional<String> meant(String name, Unknown where) {
    Optional<Missing> here =
        missing.stream().filter(gap -> gap.path() == where.path() && !gap.empty()).findFirst();
    Optional<String> wanted = here.flatMap(gap -> Nearest.to(name, gap.names()));
    if (wanted.isPresent()) {
      here.get().names().remove(wanted.get());
      return wanted;
    }
    Set<String> free = new TreeSet<>(where.schema().properties().keySet());
    free.removeAll(where.present());
    return Nearest.to(name, free).or(() -> Nearest.to(name, where.schema().properties().keySet()));
  }

  private static Diagnostic mistyped(YamlEntry entry, String meant, Unknown where) {
    return unknown(entry.key().span(), List.of(entry.name()), where.path())
        .hint("did you mean `" + meant + "`?");
  }

  private Diagnostic misplaced(Unknown one) {
    return unknown(one.span(), one.names(), one.path()).hint(home(one));
  }

  private static Diagnostic unknown(Span span, List<String> names, Path path) {
    String what = names.size() == 1 ? "Unknown field " : "Unknown fields ";
    return Diagnostic.of(Code.RC0201, span, what + Words.list(names) + " in " + path.words() + ".");
  }

  /** Where unknown fields belong; what is missing there, or is missing for them, is found. */
  private String home(Unknown one) {
    List<String> names = one.names();
    String first = names.getFirst();
    for (Missing gap : missing) {
      if (gap.names().contains(first)) {
        gap.names().removeAll(names);
        return belongs(first, gap.path());
      }
      Optional<String> parent = parent(gap.names(), gap.schema(), names);
      if (parent.isPresent()) {
        gap.names().remove(parent.get());
        return under(names, parent.get());
      }
    }
    Optional<Path> around = one.path().around(first);
    if (around.isPresent()) {
      return belongs(first, around.get());
    }
    Set<String> known = one.schema().properties().keySet();
    List<String> free = known.stream().filter(name -> !one.present().contains(name)).toList();
    Optional<Missing> here = missing.stream().filter(gap -> gap.path() == one.path()).findFirst();
    if (here.isPresent() && here.get().names().size() == 1 && names.size() == 1) {
      return "write `" + here.get().names().removeFirst() + "`, which is missing here";
    }
    return parent(free, one.schema(), names)
        .or(() ->
            one.path().holders().stream()
                .flatMap(holder -> parent(holder.properties().keySet(), holder, names).stream())
                .findFirst())
        .map(parent -> under(names, parent))
        .orElseGet(() -> known.isEmpty() ? "it has no fields" : "it has " + Words.list(known));
  }

  private static String belongs(String name, Path path) {
    return "`"
        + Words.shorten(name)
        + "` belongs in "
        + path.words()
        + ": indent it like the fields there";
  }

  private static String under(List<String> names, String parent) {
    return "put " + (names.size() == 1 ? "it" : "them") + " under `" + parent + ":`";
  }

  /** The one field of some whose own fields include all the names. */
  private static Optional<String> parent(
      Collection<String> candidates, Schema schema, List<String> names) {
    return candidates.stream()
        .filter(name ->
            schema
                .property(name)
                .map(Schema::withoutLists)
                .filter(inner -> inner.properties().keySet().containsAll(names))
                .isPresent())
        .findFirst();
  }

  private static Diagnostic lacking(Missing gap) {
    List<String> names = gap.names();
    String message =
        names.size() == 1
            ? Words.list(names) + (gap.empty() ? " has no value in " : " is missing in ")
            : Words.list(names) + (gap.empty() ? " have no value in " : " are missing in ");
    return Diagnostic.of(Code.RC0203, gap.place(), message + gap.path().words() + ".")
        .hint(
            "add "
                + names.stream()
                    .map(name -> "`" + name + ": …`")
                    .collect(Collectors.joining(", ")));
  }
}

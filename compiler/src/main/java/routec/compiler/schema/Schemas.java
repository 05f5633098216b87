package routec.compiler.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.Severity;
import routec.compiler.source.Nearest;
import routec.compiler.source.Span;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlDocument;
import routec.compiler.yaml.YamlEntry;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlScalar;

/** Judges the shape of documents and fills in their defaults. */
public final class Schemas {
  /** What a document begins with; where a syntax error cuts in there, not even its name is sure. */
  private static final Set<String> HEAD = Set.of("apiVersion", "kind", "metadata");

  private final SchemaStore store;
  private final Diagnostics diagnostics;

  public Schemas(SchemaStore store, Diagnostics diagnostics) {
    this.store = store;
    this.diagnostics = diagnostics;
  }

  /** The objects of the documents; lists of objects are taken apart. */
  public List<JudgedDocument> judge(List<YamlDocument> documents) {
    return diagnostics
        .each(documents, (document, found) -> new Schemas(store, found).judge(document))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private List<JudgedDocument> judge(YamlDocument document) {
    List<JudgedDocument> judged = new ArrayList<>();
    judge(document.root(), document, judged);
    return judged;
  }

  private void judge(YamlNode node, YamlDocument document, List<JudgedDocument> judged) {
    if (!(node instanceof YamlMapping root)) {
      if (document.whole()) {
        report(
            Code.RC0212,
            node.span(),
            "This is " + node.what() + ", not a Kubernetes object.",
            "an object begins with `apiVersion:` and `kind:`");
      }
      judged.add(JudgedDocument.unknown(new YamlMapping(List.of(), node.span())));
      return;
    }
    Optional<YamlScalar> apiVersion = root.scalar("apiVersion");
    Optional<YamlScalar> kind = root.scalar("kind");
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      if (document.whole()) {
        reportHeadless(root, apiVersion.isEmpty() ? "apiVersion" : "kind", kind);
      }
      judged.add(JudgedDocument.unknown(root));
      return;
    }
    if (kind.get().text().endsWith("List") && root.has("items")) {
      root.items("items").forEach(item -> judge(item, document, judged));
      return;
    }
    judgeObject(root, apiVersion.get(), kind.get(), document).ifPresent(judged::add);
  }

  /** None if nothing of the object matters, which is reported. */
  private Optional<JudgedDocument> judgeObject(
      YamlMapping root, YamlScalar apiVersion, YamlScalar kind, YamlDocument document) {
    String text = apiVersion.text();
    int slash = text.indexOf('/');
    String group = slash < 0 ? "" : text.substring(0, slash);
    String version = text.substring(slash + 1);
    List<String> versions = Kinds.versions(group, kind.text());
    JudgedDocument unjudged =
        new JudgedDocument(group, version, kind.text(), root, false, false, true);
    if (!document.whole()) {
      boolean named = versions.contains(version) && !HEAD.contains(last(root));
      return Optional.of(named ? unjudged : JudgedDocument.unknown(root));
    }
    if (versions.isEmpty()) {
      return judgeUnknown(unjudged, apiVersion, kind);
    }
    if (!versions.contains(version)) {
      report(
          Code.RC0210,
          apiVersion.span(),
          "%s has no version `%s`.".formatted(kind.text(), Words.shorten(version)),
          "write `apiVersion: " + apiVersion(group, versions.getFirst()) + "`");
      return Optional.of(unjudged);
    }
    Judge judge =
        new Judge(
            diagnostics,
            name(kind.text(), root),
            kind.text().equals("Secret"),
            path -> versionWith(group, kind.text(), versions, version, path));
    Schema schema = store.of(group, version, kind.text());
    YamlNode result = judge.judgeObject(root, schema, document.sound()).orElse(root);
    boolean sound = document.sound() && judge.mistakes() == 0;
    return Optional.of(
        new JudgedDocument(group, version, kind.text(), (YamlMapping) result, sound, true, true));
  }

  private static String last(YamlMapping root) {
    return root.entries().stream().reduce((_, next) -> next).map(YamlEntry::name).orElse("");
  }

  private Optional<JudgedDocument> judgeUnknown(
      JudgedDocument unjudged, YamlScalar apiVersion, YamlScalar kind) {
    String group = unjudged.group();
    String name = Words.shorten(kind.text());
    String right = Kinds.all().getOrDefault(kind.text(), "");
    if (!right.isEmpty()) {
      report(
          Code.RC0210,
          apiVersion.span(),
          name + " is not of `" + Words.shorten(apiVersion.text()) + "`.",
          "write `apiVersion: " + right + "`");
      return Optional.of(unjudged);
    }
    if (Kinds.isForeign(group, kind.text())) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0518, kind.span(), "Routec does not know what " + name + " objects do.")
              .as(Severity.ERROR)
              .about(name(name, unjudged.root()))
              .hint("it may change where traffic goes: do without it, or allow it with a reason"));
      return Optional.empty();
    }
    boolean own = Kinds.isOwn(group);
    Optional<String> nearest =
        Nearest.to(kind.text(), own ? Kinds.of(group) : new TreeSet<>(Kinds.all().keySet()));
    if (own) {
      report(
          Code.RC0211,
          kind.span(),
          "`" + Words.shorten(group) + "` has no kind `" + name + "`.",
          nearest
              .map(other -> "did you mean `" + other + "`?")
              .orElse("it has " + String.join(", ", Kinds.of(group))));
      return Optional.of(unjudged.meant(nearest));
    }
    if (!Character.isUpperCase((kind.text() + " ").charAt(0))) {
      report(
          Code.RC0211,
          kind.span(),
          "`" + name + "` is no kind.",
          "kinds are spelled like `Secret`");
      return Optional.of(JudgedDocument.unknown(unjudged.root()));
    }
    Optional<String> core =
        group.isEmpty() ? Nearest.to(kind.text(), Kinds.of("")) : Optional.empty();
    if (core.isPresent()) {
      report(
          Code.RC0211,
          kind.span(),
          "Kubernetes has no kind `" + name + "`.",
          "did you mean `" + core.get() + "`?");
      return Optional.of(unjudged.meant(core));
    }
    if (Kinds.isWorkload(group)) {
      return Optional.of(
          new JudgedDocument(
              group, unjudged.version(), kind.text(), unjudged.root(), true, false, false));
    }
    Optional<String> groups = Nearest.to(group, List.of(Kinds.AI, Kinds.ENVOY, Kinds.GATEWAY));
    if (groups.isPresent()) {
      report(
          Code.RC0210,
          apiVersion.span(),
          "There is no API group `" + Words.shorten(group) + "`.",
          "did you mean `" + groups.get() + "`?");
      return Optional.of(unjudged.meant(nearest));
    }
    diagnostics.add(
        Diagnostic.of(
                Code.RC0518,
                kind.span(),
                "Routec does not know " + name + " of `" + Words.shorten(group) + "`.")
            .about(name(name, unjudged.root()))
            .hint("nothing of it reaches the gateway; keep it out of the input, or allow it"));
    return Optional.empty();
  }

  /** Another version of the kind that has a field which this one lacks. */
  private Optional<String> versionWith(
      String group, String kind, List<String> versions, String version, List<String> path) {
    for (String other : versions) {
      if (!other.equals(version)) {
        Optional<Schema> at = Optional.of(store.of(group, other, kind));
        for (String name : path) {
          at = at.map(Schema::withoutLists).flatMap(schema -> schema.property(name));
        }
        if (at.isPresent()) {
          return Optional.of(apiVersion(group, other));
        }
      }
    }
    return Optional.empty();
  }

  private void reportHeadless(YamlMapping root, String missing, Optional<YamlScalar> kind) {
    Optional<YamlEntry> mistyped =
        Nearest.to(missing, root.entries().stream().map(YamlEntry::name).toList())
            .filter(name -> !name.equals("kind") && !name.equals("apiVersion"))
            .flatMap(root::entry);
    if (mistyped.isPresent()) {
      report(
          Code.RC0201,
          mistyped.get().key().span(),
          "Unknown field `" + Words.shorten(mistyped.get().name()) + "` in the object.",
          "did you mean `" + missing + "`?");
      return;
    }
    Span span =
        root.entry(missing)
            .or(() -> root.entries().stream().findFirst())
            .map(entry -> entry.key().span())
            .orElse(root.span());
    String hint =
        kind.map(YamlScalar::text)
            .map(name -> Kinds.all().getOrDefault(name, ""))
            .filter(right -> !right.isEmpty())
            .map(right -> "write `apiVersion: " + right + "`")
            .orElse("an object begins with `apiVersion:` and `kind:`");
    report(
        Code.RC0212,
        span,
        root.has(missing)
            ? "`" + missing + "` of this object is no text."
            : "This object has no `" + missing + "`.",
        hint);
  }

  private static String apiVersion(String group, String version) {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code AIGatewayRoute default/x}. */
  private static String name(String kind, YamlMapping root) {
    Optional<YamlMapping> metadata = root.mapping("metadata");
    String name =
        metadata.flatMap(map -> map.scalar("name")).map(YamlScalar::text).orElse("(no name)");
    String namespace =
        metadata.flatMap(map -> map.scalar("namespace")).map(YamlScalar::text).orElse("default");
    return kind + " " + (Kinds.hasNamespace(kind) ? namespace + "/" : "") + Words.shorten(name);
  }

  private void report(Code code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}

package routec.compiler.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.Severity;
import routec.compiler.manifest.Manifest;
import routec.compiler.manifest.Meta;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Ref;
import routec.compiler.manifest.ReferenceGrant;
import routec.compiler.manifest.WorkloadManifest;
import routec.compiler.source.Located;
import routec.compiler.source.Nearest;
import routec.compiler.source.Words;

/** Follows references, and says where one leads nowhere and what may have been meant. */
final class References {
  private final ObjectIndex objects;
  private final Diagnostics diagnostics;
  private final List<ReferenceGrant> grants;
  private final Map<ObjectId, List<Diagnostic>> missing = new TreeMap<>();

  References(ObjectIndex objects, Diagnostics diagnostics) {
    this.objects = objects;
    this.diagnostics = diagnostics;
    this.grants = objects.of(ReferenceGrant.class).toList();
  }

  /**
   * The object that a reference means, if it is there and may be referred to.
   *
   * @param code what to report if it isn't there
   */
  <M extends Manifest> Optional<M> resolve(Ref ref, Meta from, Class<M> kind, Code code) {
    if (ref.isPlaceholder()) {
      return Optional.empty();
    }
    ObjectId target = ref.target(from.id().namespace());
    Optional<Manifest> found = objects.find(target);
    if (found.isEmpty() || !kind.isInstance(found.get())) {
      if (found.isEmpty() && !objects.isExcused(target) && !isMistyped(target, from)) {
        missing
            .computeIfAbsent(target, _ -> new ArrayList<>())
            .add(missing(ref, target, from, code).as(severity(target, from, code)));
      }
      return Optional.empty();
    }
    return isGranted(ref, from, target) ? found.map(kind::cast) : Optional.empty();
  }

  /**
   * Reports what is missing, once all references are followed: one object that is missing is one
   * mistake, however many refer to it and however grave each of them is.
   */
  void report() {
    for (List<Diagnostic> same : missing.values()) {
      Diagnostic gravest =
          same.stream()
              .min(Comparator.comparing(Diagnostic::severity).thenComparing(Diagnostic::code))
              .orElseThrow();
      same.forEach(each -> diagnostics.add(each.as(gravest.code(), gravest.severity())));
    }
  }

  /** Looks for an object of a kind that has no namespace. */
  void resolveCluster(Ref ref, Meta from, Code code) {
    ObjectId target = new ObjectId(ref.kind().value(), "", ref.name().value());
    if (!ref.isPlaceholder() && objects.find(target).isEmpty() && !objects.isExcused(target)) {
      diagnostics.add(
          Diagnostic.of(
                  code,
                  ref.name().span(),
                  "No %s named `%s` in the input."
                      .formatted(target.kind(), Words.shorten(target.name())))
              .about(from.id().toString())
              .hint(suggestion(target, from)));
    }
  }

  /** Whether a reference stays in its namespace or a grant lets it out; otherwise reports it. */
  boolean isGranted(Ref ref, Meta from, ObjectId target) {
    if (target.namespace().equals(from.id().namespace())
        || grants.stream().anyMatch(g -> lets(g, ref, from, target))) {
      return true;
    }
    String group = group(from);
    diagnostics.add(
        Diagnostic.of(
                Code.RC0306,
                ref.namespace().map(Located::span).orElse(ref.name().span()),
                "%s in namespace `%s` does not let %ss of `%s` refer to `%s`."
                    .formatted(
                        target.kind(),
                        target.namespace(),
                        from.id().kind(),
                        from.id().namespace(),
                        target.name()))
            .about(from.id().toString())
            .hint(
                ("add a ReferenceGrant to namespace `%s`: from group `%s`, kind `%s`, namespace"
                        + " `%s`; to group `%s`, kind `%s`")
                    .formatted(
                        target.namespace(),
                        group,
                        from.id().kind(),
                        from.id().namespace(),
                        ref.group().value(),
                        target.kind())));
    return false;
  }

  private static boolean lets(ReferenceGrant grant, Ref ref, Meta from, ObjectId target) {
    return grant.meta().id().namespace().equals(target.namespace())
        && grant.from().stream()
            .anyMatch(given ->
                given.group().value().equals(group(from))
                    && given.kind().value().equals(from.id().kind())
                    && given.namespace().value().equals(from.id().namespace()))
        && grant.to().stream()
            .anyMatch(given ->
                given.group().value().equals(ref.group().value())
                    && given.kind().value().equals(target.kind())
                    && given.name().filter(name -> !name.value().equals(target.name())).isEmpty());
  }

  private static String group(Meta meta) {
    int slash = meta.apiVersion().indexOf('/');
    return slash < 0 ? "" : meta.apiVersion().substring(0, slash);
  }

  /** Whether the reference's kind is no kind at all, which the judge of its form has said. */
  private boolean isMistyped(ObjectId target, Meta from) {
    return !from.sound()
        && objects.all().noneMatch(one -> one.meta().id().kind().equals(target.kind()));
  }

  private Diagnostic missing(Ref ref, ObjectId target, Meta from, Code code) {
    return Diagnostic.of(
            code,
            ref.name().span(),
            "No %s named `%s` in namespace `%s`."
                .formatted(
                    Words.shorten(target.kind()), Words.shorten(target.name()), target.namespace()))
        .about(from.id().toString())
        .hint(suggestion(target, from));
  }

  /** A policy that protects a connection must not miss its target by a mistyped name. */
  private Severity severity(ObjectId target, Meta from, Code code) {
    boolean protects =
        from.id().kind().equals("BackendTLSPolicy")
            || from.id().kind().equals("BackendSecurityPolicy");
    boolean near =
        code == Code.RC0303
            && protects
            && (Nearest.to(target.name(), names(target.kind(), target.namespace())).isPresent()
                || nearKind(target).isPresent());
    return near ? Severity.ERROR : code.severity();
  }

  /** An object of that name whose kind is almost the one that is written. */
  private Optional<Meta> nearKind(ObjectId target) {
    return objects.at(target.path()).stream()
        .map(Manifest::meta)
        .filter(meta -> Nearest.to(target.kind(), List.of(meta.id().kind())).isPresent())
        .findFirst();
  }

  private List<String> names(String kind, String namespace) {
    return objects
        .all()
        .map(manifest -> manifest.meta().id())
        .filter(id -> id.kind().equals(kind) && id.namespace().equals(namespace))
        .map(ObjectId::name)
        .toList();
  }

  /** What may have been meant: a near name, another namespace, another kind. */
  private Optional<String> suggestion(ObjectId target, Meta from) {
    if (target.kind().equals("HTTPRoute")) {
      return Optional.of(
          "an AIGatewayRoute makes an HTTPRoute of its own name: give its file too, or mend the"
              + " name");
    }
    Optional<Meta> sameName = nearKind(target);
    if (sameName.isPresent()) {
      return Optional.of("did you mean `kind: " + sameName.get().id().kind() + "`?");
    }
    Map<String, Meta> near = new TreeMap<>();
    Optional<Manifest> elsewhere = Optional.empty();
    for (Manifest manifest : objects.all().toList()) {
      ObjectId id = manifest.meta().id();
      if (!id.kind().equals(target.kind())) {
        continue;
      }
      if (id.namespace().equals(target.namespace())) {
        near.put(id.name(), manifest.meta());
      } else if (id.name().equals(target.name())) {
        elsewhere = elsewhere.or(() -> Optional.of(manifest));
      }
    }
    Optional<String> nearest = Nearest.to(target.name(), near.keySet());
    Optional<Meta> meant = nearest.flatMap(name -> Optional.ofNullable(near.get(name)));
    if (meant.isPresent()) {
      return meant.map(other ->
          "did you mean `%s`? It is defined at %s.".formatted(other.id().name(), other.span()));
    }
    if (elsewhere.isPresent()) {
      Meta other = elsewhere.get().meta();
      return Optional.of(
          "one of that name is in namespace `%s` (%s): write `namespace: %s`"
              .formatted(other.id().namespace(), other.span(), other.id().namespace()));
    }
    return objects.at(target.path()).stream()
        .filter(manifest -> !(manifest instanceof WorkloadManifest))
        .map(Manifest::meta)
        .filter(other -> !other.id().equals(from.id()))
        .findFirst()
        .map(other ->
            "%s of that name exists (%s); %s is wanted"
                .formatted(
                    Words.withArticle(other.id().kind()),
                    other.span(),
                    Words.withArticle(target.kind())))
        .or(() -> Optional.of("define it in one of the inputs, or mend the name"));
  }
}

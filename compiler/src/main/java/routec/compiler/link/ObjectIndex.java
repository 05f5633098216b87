package routec.compiler.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.manifest.BrokenManifest;
import routec.compiler.manifest.Manifest;
import routec.compiler.manifest.Manifests;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.WorkloadManifest;

/** The objects of the input, each once. */
final class ObjectIndex {
  private final Map<ObjectId, Manifest> objects;
  private final Map<String, List<Manifest>> byPath = new HashMap<>();
  private final Map<Class<?>, List<Manifest>> byKind = new HashMap<>();
  private final boolean complete;

  private ObjectIndex(Map<ObjectId, Manifest> objects, boolean complete) {
    this.objects = objects;
    this.complete = complete;
    for (Manifest manifest : objects.values()) {
      byPath.computeIfAbsent(manifest.meta().id().path(), _ -> new ArrayList<>()).add(manifest);
      byKind.computeIfAbsent(manifest.getClass(), _ -> new ArrayList<>()).add(manifest);
    }
  }

  /** Of the same object twice the first counts; the second is reported. */
  static ObjectIndex of(Manifests manifests, Diagnostics diagnostics) {
    Map<ObjectId, Manifest> objects = new LinkedHashMap<>(); // the manifests come in order
    for (Manifest manifest : manifests.all()) {
      if (manifest instanceof WorkloadManifest) {
        objects.putIfAbsent(manifest.meta().id(), manifest);
        continue;
      }
      Manifest first = objects.putIfAbsent(manifest.meta().id(), manifest);
      if (first != null) {
        diagnostics.add(twice(first, manifest));
      }
    }
    return new ObjectIndex(objects, manifests.complete());
  }

  private static Diagnostic twice(Manifest first, Manifest second) {
    boolean equal = Content.isSame(first.meta().root(), second.meta().root());
    ObjectId id = second.meta().id();
    return Diagnostic.of(
            equal ? Code.RC0308 : Code.RC0307,
            second.meta().span(),
            equal
                ? id + " is in the input twice, with the same content."
                : id + " is in the input twice, with different content.")
        .about(id.toString())
        .related("the first one, " + first.meta().apiVersion(), first.meta().span())
        .hint(equal ? "one of them is enough" : "keep one, or give one another name");
  }

  Optional<Manifest> find(ObjectId id) {
    return Optional.ofNullable(objects.get(id));
  }

  /** The objects of one kind, by namespace and name. */
  <M extends Manifest> Stream<M> of(Class<M> kind) {
    return byKind.getOrDefault(kind, List.of()).stream().map(kind::cast);
  }

  Stream<Manifest> all() {
    return objects.values().stream();
  }

  /** Objects of any kind at {@code namespace/name}. */
  List<Manifest> at(String path) {
    return byPath.getOrDefault(path, List.of());
  }

  /** Whether an object that seems to be missing may be one that could not be read. */
  boolean isExcused(ObjectId id) {
    return !complete || at(id.path()).stream().anyMatch(BrokenManifest.class::isInstance);
  }
}

package routec.compiler.manifest;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All objects of the input, by namespace and name, whatever the order of files.
 *
 * @param all the objects
 * @param complete false if some document could not be identified, so that an object which seems to
 *     be missing may be that one
 */
public record Manifests(List<Manifest> all, boolean complete) {

  public Manifests {
    all =
        all.stream()
            .sorted(
                Comparator.comparing((Manifest manifest) -> manifest.meta().id())
                    .thenComparing(manifest -> manifest.meta().span()))
            .toList();
  }

  /**
   * Whether an object of a kind may be there that could not be read whole, so that what seems to be
   * missing is no mistake of its own.
   */
  public boolean mayHide(String kind) {
    return !complete
        || all.stream()
            .map(Manifest::meta)
            .anyMatch(meta -> meta.id().kind().equals(kind) && !meta.sound());
  }

  /** The objects of one kind. */
  public <M extends Manifest> Stream<M> of(Class<M> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast);
  }
}

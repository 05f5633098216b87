package routec.compiler.manifest;

import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;

/** A ReferenceGrant: who from other namespaces may refer to objects of its own. */
public record ReferenceGrant(Meta meta, List<From> from, List<To> to) implements Manifest {

  public record From(Located<String> group, Located<String> kind, Located<String> namespace) {}

  /**
   * @param name the one object that is granted; without it all of the kind
   */
  public record To(Located<String> group, Located<String> kind, Optional<Located<String>> name) {}
}

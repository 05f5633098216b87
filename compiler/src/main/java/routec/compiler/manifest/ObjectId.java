package routec.compiler.manifest;

import java.util.Comparator;

/**
 * Which object: its kind, namespace and name.
 *
 * @param kind such as {@code AIGatewayRoute}
 * @param namespace {@code default} where the manifest names none; empty for kinds without one
 * @param name the object's name
 */
public record ObjectId(String kind, String namespace, String name) implements Comparable<ObjectId> {
  private static final Comparator<ObjectId> ORDER =
      Comparator.comparing(ObjectId::namespace)
          .thenComparing(ObjectId::name)
          .thenComparing(ObjectId::kind);

  /** {@code namespace/name}. */
  public String path() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  @Override
  public int compareTo(ObjectId other) {
    return ORDER.compare(this, other);
  }

  /** {@code AIGatewayRoute default/x}. */
  @Override
  public String toString() {
    return kind + " " + path();
  }
}

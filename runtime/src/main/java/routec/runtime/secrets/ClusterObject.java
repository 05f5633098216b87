package routec.runtime.secrets;

import java.util.Comparator;

/**
 * A Secret or ConfigMap of the cluster that the gateway reads.
 *
 * @param kind which of both
 * @param namespace its namespace
 * @param name its name
 */
public record ClusterObject(Kind kind, String namespace, String name)
    implements Comparable<ClusterObject> {
  private static final Comparator<ClusterObject> ORDER =
      Comparator.comparing(ClusterObject::kind)
          .thenComparing(ClusterObject::namespace)
          .thenComparing(ClusterObject::name);

  /** The kinds that hold files. */
  public enum Kind {
    SECRET("Secret", "secrets"),
    CONFIG_MAP("ConfigMap", "configmaps");

    private final String title;
    private final String resource;

    Kind(String title, String resource) {
      this.title = title;
      this.resource = resource;
    }

    /** As roles (RBAC) name it. */
    String resource() {
      return resource;
    }
  }

  /**
   * @param path {@code namespace/name}, perhaps with {@code /key} behind
   */
  public static ClusterObject of(Kind kind, String path) {
    String[] parts = path.split("/", 3);
    return new ClusterObject(kind, parts[0], parts[1]);
  }

  /** {@code namespace/name/}, with which the paths of its files begin. */
  String prefix() {
    return namespace + "/" + name + "/";
  }

  @Override
  public int compareTo(ClusterObject other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "the " + kind.title + " " + namespace + "/" + name;
  }
}

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
    SECRET("Secret", "secrets", ""),
    CONFIG_MAP("ConfigMap", "configmaps", ".configmaps");

    private final String title;
    private final String resource;
    private final String suffix;

    /**
     * @param suffix of a namespace's folder for this kind; no namespace has a dot
     */
    Kind(String title, String resource, String suffix) {
      this.title = title;
      this.resource = resource;
      this.suffix = suffix;
    }

    /** As roles (RBAC) name it. */
    String resource() {
      return resource;
    }
  }

  /**
   * @param path as {@link #prefix} has it, perhaps with a key behind
   */
  public static ClusterObject of(Kind kind, String path) {
    String[] parts = path.split("/", 3);
    return new ClusterObject(kind, parts[0].replace(kind.suffix, ""), parts[1]);
  }

  /**
   * {@code namespace/name/}, or of a ConfigMap {@code namespace.configmaps/name/}: with it the
   * paths of its files begin.
   */
  String prefix() {
    return namespace + kind.suffix + "/" + name + "/";
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

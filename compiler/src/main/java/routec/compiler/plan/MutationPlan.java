package routec.compiler.plan;

import java.util.List;
import java.util.Optional;

/**
 * What changes in an attempt's requests after translation and before signing.
 *
 * @param headers in the order in which they are applied
 * @param fields of the body, in the order in which they are applied
 */
public record MutationPlan(List<HeaderChange> headers, List<FieldChange> fields) {
  public static final MutationPlan NONE = new MutationPlan(List.of(), List.of());

  /**
   * A header.
   *
   * @param name in lower case
   * @param value none to remove it
   */
  public record HeaderChange(String name, Optional<String> value, Origin origin) {}

  /**
   * A field of the body.
   *
   * @param path from the outside in
   * @param json none to remove it
   */
  public record FieldChange(List<String> path, Optional<String> json, Origin origin) {
    public FieldChange {
      path = List.copyOf(path);
    }
  }

  public MutationPlan {
    headers = List.copyOf(headers);
    fields = List.copyOf(fields);
  }

  public boolean isEmpty() {
    return headers.isEmpty() && fields.isEmpty();
  }
}

package routec.runtime.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routec.runtime.bytes.Slice;

/**
 * What a manifest changes in a backend's requests after translation and before signing.
 *
 * @param headers set in place of any of the same name, or removed
 * @param fields of the body, set or removed in this order
 */
public record Mutation(List<HeaderChange> headers, List<FieldChange> fields) {

  /**
   * A header to set or remove.
   *
   * @param name in lower case
   * @param value none to remove it
   */
  public record HeaderChange(String name, Optional<String> value) {
    @Override
    public String toString() {
      return name + ": …"; // a value may be a key
    }
  }

  /**
   * A field of the body to set or remove.
   *
   * @param path names from the outside in
   * @param value JSON, or none to remove it
   */
  public record FieldChange(List<String> path, Optional<Slice> value) {
    public FieldChange {
      path = List.copyOf(path);
    }
  }

  public Mutation {
    headers = List.copyOf(headers);
    fields = List.copyOf(fields);
  }

  /** No change. */
  public static final Mutation NONE = new Mutation(List.of(), List.of());

  /** Sets a header, whatever values it had. */
  public Mutation setHeader(String lowerCaseName, String value) {
    return withHeader(new HeaderChange(lowerCaseName, Optional.of(value)));
  }

  public Mutation removeHeader(String lowerCaseName) {
    return withHeader(new HeaderChange(lowerCaseName, Optional.empty()));
  }

  /** Sets a field of the body, with the objects around it where they are missing. */
  public Mutation setField(String json, String... path) {
    return withField(new FieldChange(List.of(path), Optional.of(Slice.utf8(json))));
  }

  public Mutation removeField(String... path) {
    return withField(new FieldChange(List.of(path), Optional.empty()));
  }

  /** The request as the manifest wants it. */
  public Outbound apply(Outbound outbound) {
    return new Outbound(
        outbound.path(),
        headers.isEmpty() ? outbound.headers() : changed(outbound.headers()),
        outbound.bodies().stream().map(this::changed).toList(),
        outbound.dropped(),
        outbound.answer(),
        outbound.refusals());
  }

  private Slice changed(Slice given) {
    Slice body = given;
    for (FieldChange field : given.isEmpty() ? List.<FieldChange>of() : fields) {
      body = new JsonEdit(field.path(), field.value()).in(body);
    }
    return body;
  }

  private Headers changed(Headers given) {
    List<Header> list = new ArrayList<>(given.list());
    for (HeaderChange change : headers) {
      list.removeIf(header -> header.name().equals(change.name()));
      change.value().ifPresent(value -> list.add(new Header(change.name(), value)));
    }
    return Headers.of(list);
  }

  private Mutation withHeader(HeaderChange change) {
    List<HeaderChange> more = new ArrayList<>(headers);
    more.add(change);
    return new Mutation(more, fields);
  }

  private Mutation withField(FieldChange change) {
    List<FieldChange> more = new ArrayList<>(fields);
    more.add(change);
    return new Mutation(headers, more);
  }
}

package routec.runtime.spi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The headers of one message, in order, found by lower-case name. */
public final class Headers implements Iterable<Header> {
  /** No headers. */
  public static final Headers NONE = new Headers(List.of());

  private final List<Header> headers;

  private Headers(List<Header> headers) {
    this.headers = headers;
  }

  /** Headers whose names are in lower case already. */
  public static Headers of(List<Header> headers) {
    return headers.isEmpty() ? NONE : new Headers(List.copyOf(headers));
  }

  /** Headers from name, value, name, value … */
  public static Headers of(String... namesAndValues) {
    List<Header> list = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      list.add(new Header(namesAndValues[i].toLowerCase(Locale.ROOT), namesAndValues[i + 1]));
    }
    return of(list);
  }

  /** The first value of a header. */
  public Optional<String> first(String lowerCaseName) {
    for (Header header : headers) {
      if (header.name().equals(lowerCaseName)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  /** All values of a header. */
  public List<String> all(String lowerCaseName) {
    List<String> values = new ArrayList<>();
    for (Header header : headers) {
      if (header.name().equals(lowerCaseName)) {
        values.add(header.value());
      }
    }
    return values;
  }

  /** All of them, in order. */
  public List<Header> list() {
    return headers;
  }

  public int size() {
    return headers.size();
  }

  @Override
  public Iterator<Header> iterator() {
    return headers.iterator();
  }

  @Override
  public String toString() {
    return headers.toString();
  }
}

package routec.runtime.spi;

/**
 * One HTTP header.
 *
 * @param name in lower case
 * @param value without line breaks
 */
public record Header(String name, String value) {
  /** The name only: values may be credentials. */
  @Override
  public String toString() {
    return name + ": …";
  }
}

package routec.compiler.output;

/** One value of a Secret or ConfigMap that the runtime reads as a file; it never prints it. */
public final class SecretFile {
  private final String path;
  private final byte[] bytes;

  /**
   * @param path {@code namespace/name/key}
   */
  public SecretFile(String path, byte[] bytes) {
    this.path = path;
    this.bytes = bytes.clone();
  }

  public String path() {
    return path;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return path;
  }
}

package routec.runtime.spi;

/** The version of this package, so that a runtime refuses routes that were compiled for another. */
public final class Contract {
  /** Raised whenever generated code of before would not run as it was meant. */
  public static final int VERSION = 3;

  private Contract() {}

  /**
   * @throws IllegalStateException if the routes were compiled for another version
   */
  public static void require(int version) {
    if (version != VERSION) {
      throw new IllegalStateException(
          "These routes were compiled for contract "
              + version
              + " and this runtime has contract "
              + VERSION
              + ": compile the manifests again with the routec of the same release.");
    }
  }
}

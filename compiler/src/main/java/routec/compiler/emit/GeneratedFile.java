package routec.compiler.emit;

/**
 * One file that the compiler makes.
 *
 * @param path relative to the output folder, with {@code /} between its parts
 * @param text its content
 */
public record GeneratedFile(String path, String text) {
  /** Stands in every generated file: by it the writer knows its own files again. */
  public static final String MARK = "Written by routec from the manifests: change those instead.";
}

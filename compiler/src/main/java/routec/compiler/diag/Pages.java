package routec.compiler.diag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The page of each code, as {@code routec explain RC0301} prints it. */
public final class Pages {
  private Pages() {}

  /** The page as Markdown; none if the build lacks it. */
  public static Optional<String> of(Code code) {
    try (InputStream page = Pages.class.getResourceAsStream("/diagnostics/" + code + ".md")) {
      return page == null
          ? Optional.empty()
          : Optional.of(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

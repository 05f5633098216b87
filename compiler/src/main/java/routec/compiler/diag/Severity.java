package routec.compiler.diag;

import java.util.Locale;

/** How much a diagnostic matters; any error stops the compile line before something is written. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE;

  /** As it is printed: {@code error}, {@code warning}, {@code note}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

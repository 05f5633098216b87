package routec.compiler.diag;

import java.util.Locale;

/** The stage of judging that a code belongs to. */
public enum Category {
  SYNTAX,
  SHAPE,
  REFERENCE,
  MEANING,
  SUPPORT;

  /** As it is printed: {@code syntax}, {@code shape}, and so on. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

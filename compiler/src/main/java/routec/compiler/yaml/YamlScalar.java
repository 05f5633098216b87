package routec.compiler.yaml;

import routec.compiler.source.SourceFile;
import routec.compiler.source.Span;

/** A text, number, boolean or null; it never prints its text, which may be a secret. */
public final class YamlScalar implements YamlNode {
  private final String text;
  private final Style style;
  private final Type type;
  private final Span span;
  private final int offset;

  /** How it is written. */
  public enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL,
    FOLDED
  }

  /** What it means by the rules of YAML 1.2's core schema. */
  public enum Type {
    STRING("a text"),
    BOOLEAN("a boolean"),
    INTEGER("a number"),
    FLOAT("a number"),
    NULL("null"),
    /** Stands for a value that a syntax error took away; it is reported already. */
    BROKEN("unreadable");

    private final String words;

    Type(String words) {
      this.words = words;
    }
  }

  /**
   * @param offset where it begins in the file's text, in UTF-16 units
   */
  public YamlScalar(String text, Style style, Type type, Span span, int offset) {
    this.text = text;
    this.style = style;
    this.type = type;
    this.span = span;
    this.offset = offset;
  }

  public String text() {
    return text;
  }

  public Style style() {
    return style;
  }

  public Type type() {
    return type;
  }

  @Override
  public Span span() {
    return span;
  }

  /** Where a part of its text stands: exact for plain one-line and literal text, else the whole. */
  public Span span(int start, int end) {
    return ScalarPlaces.span(this, start, end);
  }

  int offset() {
    return offset;
  }

  SourceFile file() {
    return span.file();
  }

  @Override
  public String what() {
    return type.words;
  }

  @Override
  public String toString() {
    return "scalar at " + span;
  }
}

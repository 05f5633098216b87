package routec.compiler.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import routec.compiler.source.Span;
import routec.compiler.yaml.YamlScalar;

/** One value of a Secret; it never prints what it holds. */
public final class SecretValue {
  private final byte[] bytes;
  private final YamlScalar scalar;
  private final boolean plain;

  SecretValue(byte[] bytes, YamlScalar scalar, boolean plain) {
    this.bytes = bytes.clone();
    this.scalar = scalar;
    this.plain = plain;
  }

  /** The bytes as a mounted volume would hold them. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Where the value stands. */
  public Span span() {
    return scalar.span();
  }

  /** Where a part of the text stands: inside {@code stringData} exactly, else the whole value. */
  public Span span(int start, int end) {
    return plain ? scalar.span(start, end) : scalar.span();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretValue value && Arrays.equals(bytes, value.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}

package routec.compiler.schema;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import routec.compiler.yaml.YamlScalar;

/** What scalars are worth: numbers, booleans and texts out of their spelling. */
public final class Scalars {
  private static final Set<String> SWITCHES = Set.of("y", "yes", "on", "n", "no", "off");

  private Scalars() {}

  /** Whether kubectl (YAML 1.1) would read this plain text as a boolean. */
  static boolean isSwitch(YamlScalar scalar) {
    return scalar.style() == YamlScalar.Style.PLAIN
        && SWITCHES.contains(scalar.text().toLowerCase(Locale.ROOT));
  }

  /** The number that an integer scalar writes; none if it isn't one or needs more than 64 bits. */
  public static Optional<Long> integer(YamlScalar scalar) {
    if (scalar.type() != YamlScalar.Type.INTEGER) {
      return Optional.empty();
    }
    String text = scalar.text().replace("_", "");
    boolean minus = text.startsWith("-");
    String digits = minus || text.startsWith("+") ? text.substring(1) : text;
    try {
      BigInteger number = magnitude(digits);
      return Optional.of((minus ? number.negate() : number).longValueExact());
    } catch (ArithmeticException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static BigInteger magnitude(String digits) {
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.startsWith("0b")) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (digits.length() > 1 && digits.startsWith("0")) {
      return new BigInteger(digits.substring(digits.charAt(1) == 'o' ? 2 : 1), 8);
    }
    return new BigInteger(digits);
  }

  /** The scalar as a {@code String}, {@code Long}, {@code Double} or {@code Boolean}. */
  static Object value(YamlScalar scalar) {
    return switch (scalar.type()) {
      case STRING, NULL, BROKEN -> scalar.text();
      case BOOLEAN -> Boolean.valueOf(scalar.text().toLowerCase(Locale.ROOT));
      case INTEGER -> integer(scalar).map(Object.class::cast).orElse(scalar.text());
      case FLOAT -> number(scalar.text());
    };
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}

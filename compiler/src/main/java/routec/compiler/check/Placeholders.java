package routec.compiler.check;

import com.google.re2j.Pattern;

/** Knows values that examples put where a secret belongs. */
final class Placeholders {
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "<[^>]*>|\\$\\{[^}]*\\}|\\$[A-Z_]+|\\{\\{.*\\}\\}|\\.{3,}|x{3,}|X{3,}|\\*{3,}"
              + "|(?i:to-?do|changeme|change-me|change_me|placeholder|dummy|secret|password)"
              + "|(?i:your|my|replace|insert|enter|put|add)[-_ ].*"
              + "|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|ID|TOKEN|SECRET|PASSWORD|CREDENTIALS|HERE)"
              + "|.*EXAMPLE(?:KEY)?");

  private Placeholders() {}

  static boolean isOne(String value) {
    return PLACEHOLDER.matcher(value.strip()).matches();
  }
}

package routec.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * The only way from a manifest's text to a Java name or comment: nothing but letters, digits and
 * underscores becomes a name, and nothing in a comment can end it.
 *
 * <p>Names of one scope are unique without regard to case, since class names become file names.
 */
final class JavaNames {
  private static final int LONGEST = 120;
  private static final List<String> OF_OBJECT =
      List.of(
          "clone",
          "equals",
          "finalize",
          "getclass",
          "hashcode",
          "notify",
          "notifyall",
          "tostring",
          "wait");

  private final Set<String> taken = new HashSet<>(OF_OBJECT);

  /** {@code default/my-aws} becomes {@code DefaultMyAws} and the suffix. */
  String type(String text, String suffix) {
    return unique(capitalised(text), suffix);
  }

  /** {@code default/my-aws/0} becomes {@code defaultMyAws0}. */
  String method(String text) {
    String name = capitalised(text);
    return unique(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), "");
  }

  /** {@code default/my-aws/0} becomes {@code DEFAULT_MY_AWS_0}. */
  String constant(String text) {
    String name = String.join("_", words(text)).toUpperCase(Locale.ROOT);
    return unique(started(name), "");
  }

  /** A manifest's text as it may stand in a comment. */
  static String comment(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .limit(300)
        .forEach(c -> out.append(c >= ' ' && c < 0x7F && c != '\\' && c != '@' ? (char) c : '?'));
    return out.toString().replace("*/", "* /").replace("/*", "/ *");
  }

  /**
   * A manifest's text as a string literal.
   *
   * <p>JavaPoet breaks the line at U+2028 even inside a literal; and what is no ASCII is written as
   * an escape, so that look-alikes show.
   */
  static CodeBlock text(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
      return CodeBlock.of("$S", text);
    }
    StringBuilder literal = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '"' -> literal.append("\\\"");
            case '\\' -> literal.append("\\\\");
            case '\n' -> literal.append("\\n");
            case '\r' -> literal.append("\\r");
            case '\t' -> literal.append("\\t");
            default ->
                literal.append(c >= ' ' && c < 0x7F ? "" + (char) c : "\\u%04x".formatted(c));
          }
        });
    return CodeBlock.of("$L", literal.append('"'));
  }

  private String unique(String stem, String suffix) {
    String kept =
        stem.length() <= LONGEST ? stem : stem.substring(0, LONGEST - 9) + "_" + hash(stem);
    String name = kept + suffix;
    for (int i = 2; SourceVersion.isKeyword(name) || !taken.add(lower(name)); i++) {
      name = kept + "_" + i + suffix;
    }
    return name;
  }

  private static String capitalised(String text) {
    StringBuilder out = new StringBuilder();
    for (String word : words(text)) {
      out.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return started(out.toString());
  }

  private static String started(String name) {
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "N" + name : name;
  }

  private static List<String> words(String text) {
    return List.of(text.split("[^A-Za-z0-9]+", -1)).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

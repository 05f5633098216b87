package routec.compiler.compile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Breaks manifests the way that people, merges and machines do; the same seed breaks the same. */
final class Mutator {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "~",
          "0",
          "-1",
          "1e400",
          "99999999999999999999",
          "\"\"",
          "[]",
          "{}",
          "[[]]",
          "{a: b}",
          "*x",
          "&x y",
          "!!int a",
          "|",
          ">-",
          "'",
          "\"",
          "a: b",
          "- a",
          "\t",
          "\u0000",
          "\uD83D\uDE00",
          "\u2028",
          "a\u0301",
          "../../etc/passwd",
          "*/ class X {} /*",
          "\\u002a/",
          "%REQ(x)%",
          "${x}",
          "$S",
          "x".repeat(300),
          "1s",
          "0s",
          "1h1m1s1ms",
          "arn:aws:bedrock:::",
          "us.",
          "global.",
          "<<",
          "? a",
          "---",
          "...",
          "#",
          "2026-01-31T12:00:00Z");
  private static final List<String> NAMES =
      List.of(
          "name", "kind", "spec", "metadata", "rules", "matches", "type", "value", "<<", "", "x");

  private final Random random;

  /** Each round of a seed has its own numbers, whoever plays it. */
  Mutator(long seed, int round) {
    this.random = new Random(seed * 1_000_003 + round * 0x9E3779B97F4A7C15L);
  }

  /**
   * One text changed in one to four places, lines of another spliced in; most texts are good. One
   * in eight is only tinkered with, so that much of what is made compiles.
   */
  String mutate(List<String> all, List<String> good) {
    if (random.nextInt(8) == 0) {
      return new Tinker(random).change(any(good));
    }
    String text = random.nextInt(4) == 0 ? any(all) : any(good);
    String other = any(all);
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && !lines.isEmpty(); i++) {
      change(lines, other);
    }
    String result = String.join("\n", lines);
    return random.nextInt(20) == 0 && !result.isEmpty()
        ? result.substring(0, random.nextInt(result.length()))
        : result;
  }

  private String any(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private void change(List<String> lines, String other) {
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(10)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, line);
      case 2 -> lines.set(at, retyped(line));
      case 3 -> lines.set(at, renamed(line));
      case 4 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
      case 5 -> {
        List<String> others = Arrays.asList(other.split("\n", -1));
        int from = random.nextInt(others.size());
        int to = Math.min(others.size(), from + 1 + random.nextInt(12));
        lines.addAll(at, others.subList(from, to));
      }
      case 6 -> lines.set(at, " ".repeat(random.nextInt(6)) + line);
      case 7 -> lines.set(at, line.stripLeading());
      case 8 -> lines.set(at, scratched(line));
      default -> {
        int to = Math.min(lines.size(), at + 1 + random.nextInt(8));
        lines.subList(at, to).clear();
      }
    }
  }

  private String retyped(String line) {
    int colon = line.indexOf(": ");
    String value = VALUES.get(random.nextInt(VALUES.size()));
    return colon < 0 ? line + " " + value : line.substring(0, colon + 2) + value;
  }

  private String renamed(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return line;
    }
    int start = line.length() - line.stripLeading().replaceFirst("^- ", "").length();
    String name = line.substring(Math.min(start, colon), colon);
    boolean swap = random.nextBoolean() && name.length() > 1;
    String other =
        swap
            ? name.substring(1, 2) + name.charAt(0) + name.substring(2)
            : NAMES.get(random.nextInt(NAMES.size()));
    return line.substring(0, Math.min(start, colon)) + other + line.substring(colon);
  }

  /** One byte changed: what is left may not even be UTF-8, which becomes U+FFFD here. */
  private String scratched(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

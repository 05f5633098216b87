package routec.compiler.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes manifests as their owners do: other models, weights, limits and names, all of them valid.
 */
final class Tinker {
  private static final Pattern NAME = Pattern.compile("(?m)^ *(?:- )?name: ([a-z0-9][a-z0-9-]*)$");
  private static final Pattern NUMBER =
      Pattern.compile("(?m)^( *(?:- )?(?:weight|priority|numRetries|maxConnections): )(\\d+)$");
  private static final Pattern LIMIT =
      Pattern.compile(
          "(?m)^( *(?:request|streamIdleTimeout|requestTimeout|connectTimeout|timeout"
              + "|baseEjectionTime): )(\\d+m?s)$");
  private static final Pattern MODEL =
      Pattern.compile("(?m)^( *(?:value|modelNameOverride): )([a-z.0-9-]+:0)$");
  private static final Pattern TEXT =
      Pattern.compile("(?m)^( *(?:modelsOwnedBy|profile): )([A-Za-z-]+)$");

  private static final List<String> MODELS =
      List.of(
          "us.amazon.nova-micro-v1:0",
          "us.amazon.nova-lite-v1:0",
          "us.meta.llama3-2-1b-instruct-v1:0",
          "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
          "us.deepseek.r1-v1:0");
  private static final List<String> NAMES =
      List.of("a", "zz-9", "class", "con", "routes", "package-info", "x".repeat(63), "0", "a-b--c");

  private final Random random;

  Tinker(Random random) {
    this.random = random;
  }

  /** A valid text with one to four other values; what refers to a name goes on doing so. */
  String change(String text) {
    String changed = text;
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      changed =
          switch (random.nextInt(5)) {
            case 0 -> renamed(changed);
            case 1 -> other(changed, NUMBER, String.valueOf(random.nextInt(4)));
            case 2 -> other(changed, LIMIT, (1 + random.nextInt(90)) + "s");
            case 3 -> other(changed, MODEL, any(MODELS));
            default -> other(changed, TEXT, any(NAMES));
          };
    }
    return changed;
  }

  /** One name everywhere by another. */
  private String renamed(String text) {
    SortedSet<String> names = new TreeSet<>();
    NAME.matcher(text).results().forEach(found -> names.add(found.group(1)));
    names.removeIf(name -> name.startsWith("x-"));
    if (names.isEmpty()) {
      return text;
    }
    String old = any(List.copyOf(names));
    return text.replaceAll(
        "(?m)(?<=name: )" + Pattern.quote(old) + "$", Matcher.quoteReplacement(any(NAMES)));
  }

  /** One of the values that a pattern finds by another. */
  private String other(String text, Pattern pattern, String value) {
    List<MatchResult> found = new ArrayList<>(pattern.matcher(text).results().toList());
    if (found.isEmpty()) {
      return text;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    return text.substring(0, one.start(2)) + value + text.substring(one.end(2));
  }

  private String any(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}

package routec.simulator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a value of a Bedrock request may look like, as the service model says it. */
sealed interface Shape {

  /** An object with known members; of a union exactly one is set. */
  record Struct(String name, Map<String, Shape> members, Set<String> required, boolean union)
      implements Shape {}

  /** A list; the counts are inclusive. */
  record Sequence(Shape of, int min, int max) implements Shape {}

  /** An object with free keys. */
  record Table(Text key, Shape value, int min, int max) implements Shape {}

  /** A string; an empty pattern or an empty set allows everything. */
  record Text(int min, int max, Pattern pattern, Set<String> oneOf) implements Shape {}

  /** A whole number. */
  record Whole(int min, int max) implements Shape {}

  /** A number. */
  record Decimal(double min, double max) implements Shape {}

  /** True or false. */
  record Flag() implements Shape {}

  /** Base64. */
  record Blob() implements Shape {}

  /** Any JSON. */
  record Document() implements Shape {}

  /** A shape that contains itself. */
  record Later(Supplier<Shape> shape) implements Shape {}

  Pattern ANY_TEXT = Pattern.compile("(?s).*");

  static Struct struct(String name, Object... members) {
    return struct(name, false, members);
  }

  static Struct union(String name, Object... members) {
    return struct(name, true, members);
  }

  /** Names and shapes in turn; a name with {@code *} behind it is required. */
  private static Struct struct(String name, boolean union, Object... members) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Set<String> required = new LinkedHashSet<>();
    for (int i = 0; i < members.length; i += 2) {
      String member = (String) members[i];
      if (member.endsWith("*")) {
        member = member.substring(0, member.length() - 1);
        required.add(member);
      }
      shapes.put(member, (Shape) members[i + 1]);
    }
    return new Struct(name, shapes, required, union);
  }

  static Sequence list(Shape of) {
    return new Sequence(of, 0, Integer.MAX_VALUE);
  }

  static Text text() {
    return text(0, Integer.MAX_VALUE);
  }

  static Text text(int min, int max) {
    return new Text(min, max, ANY_TEXT, Set.of());
  }

  static Text text(int min, int max, String pattern) {
    return new Text(min, max, Pattern.compile(pattern), Set.of());
  }

  static Text oneOf(String... values) {
    return new Text(0, Integer.MAX_VALUE, ANY_TEXT, Set.of(values));
  }
}

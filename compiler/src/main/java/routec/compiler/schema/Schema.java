package routec.compiler.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a value must be like: one node of a JSON Schema, ready to judge with.
 *
 * @param types allowed JSON types; empty for any
 * @param properties the fields by name, resolved when they are needed
 * @param closed whether no other field is allowed
 * @param additional what the values of other fields must be like
 * @param propertyNames what the names of other fields must be like
 * @param defaulted the fields that have a default
 * @param defaults the value to fill in where there is none: maps, lists and scalars of JSON
 * @param uniqueBy fields that make an entry of a list unique; {@code [""]} means the whole entry
 */
record Schema(
    Set<String> types,
    SortedMap<String, Supplier<Schema>> properties,
    Set<String> required,
    boolean closed,
    Optional<Supplier<Schema>> additional,
    Optional<TextPattern> propertyNames,
    Optional<Supplier<Schema>> items,
    List<String> enums,
    Optional<TextPattern> pattern,
    Range number,
    Range length,
    Range entries,
    Optional<String> format,
    Set<String> defaulted,
    Optional<Object> defaults,
    List<String> uniqueBy,
    List<Rule> rules) {

  /** From a least to a greatest number; either may be missing. */
  record Range(OptionalLong least, OptionalLong most) {
    boolean holds(long number) {
      return number >= least.orElse(Long.MIN_VALUE) && number <= most.orElse(Long.MAX_VALUE);
    }

    /** {@code 1 to 65535}, {@code at least 1}, {@code at most 16}. */
    String words() {
      if (least.isPresent() && most.isPresent()) {
        return least.getAsLong() == most.getAsLong()
            ? "exactly " + most.getAsLong()
            : least.getAsLong() + " to " + most.getAsLong();
      }
      return least.isPresent() ? "at least " + least.getAsLong() : "at most " + most.orElse(0);
    }
  }

  /**
   * A rule between fields.
   *
   * @param expression CEL over {@code self}
   * @param says what to tell the user when it doesn't hold
   * @param at the field to point at; empty for the whole
   */
  record Rule(Supplier<CelExpression> expression, String says, String at) {}

  Optional<Schema> property(String name) {
    return Optional.ofNullable(properties.get(name)).map(Supplier::get);
  }

  /** What the entries must be like if it is a list, and itself otherwise. */
  Schema withoutLists() {
    return items.map(entries -> entries.get().withoutLists()).orElse(this);
  }

  /** Whether it allows anything. */
  boolean isOpen() {
    return types.isEmpty() && properties.isEmpty() && enums.isEmpty();
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(@Nullable Object tree) {
    return tree instanceof Map ? (Map<String, Object>) tree : Map.of();
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(@Nullable Object tree) {
    return tree instanceof List ? (List<Object>) tree : List.of();
  }
}

package routec.compiler.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A credentials file as AWS tools read it (AWS SDKs and Tools Reference, "Format of the shared
 * config and credentials files").
 *
 * @param sections its profiles by name
 * @param loose entries before the first section
 */
record CredentialsFile(Map<String, Map<String, Entry>> sections, List<Entry> loose) {

  /**
   * One {@code key = value}.
   *
   * @param start where the value begins in the text
   */
  record Entry(String key, String value, int start) {
    int end() {
      return start + value.length();
    }

    @Override
    public String toString() {
      return key;
    }
  }

  static CredentialsFile parse(String text) {
    Map<String, Map<String, Entry>> sections = new TreeMap<>();
    List<Entry> loose = new ArrayList<>();
    Optional<Map<String, Entry>> section = Optional.empty();
    int start = 0;
    for (String line : text.split("\n", -1)) {
      String words = line.strip();
      if (words.startsWith("[") && words.contains("]")) {
        String name = words.substring(1, words.indexOf(']')).strip();
        section = Optional.of(sections.computeIfAbsent(profile(name), _ -> new TreeMap<>()));
      } else if (!words.isEmpty() && !words.startsWith("#") && !words.startsWith(";")) {
        Optional<Entry> entry = entry(line, start);
        if (entry.isPresent() && section.isPresent()) {
          section.get().put(entry.get().key(), entry.get());
        } else {
          entry.ifPresent(loose::add);
        }
      }
      start += line.length() + 1;
    }
    return new CredentialsFile(sections, loose);
  }

  /** {@code [profile x]} is how the other of the two files spells it; tools take both. */
  private static String profile(String section) {
    return section.startsWith("profile ")
        ? section.substring("profile ".length()).strip()
        : section;
  }

  private static Optional<Entry> entry(String line, int start) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      return Optional.empty();
    }
    String value = line.substring(equals + 1);
    int indent = value.length() - value.stripLeading().length();
    return Optional.of(
        new Entry(
            line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            value.strip(),
            start + equals + 1 + indent));
  }
}

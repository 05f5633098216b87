package routec.runtime.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Finds the line of a dotted key in YAML of the usual block style. */
final class YamlLines {
  private record Open(int indent, String key) {}

  private YamlLines() {}

  /** {@code :LINE}; empty where the key is not found, as in flow style. */
  static String of(String yaml, String key) {
    Deque<Open> open = new ArrayDeque<>();
    List<String> lines = yaml.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String text = line.strip();
      int colon = text.indexOf(':');
      if (colon <= 0 || text.startsWith("#")) {
        continue;
      }
      int indent = line.indexOf(text);
      while (!open.isEmpty() && open.peek().indent() >= indent) {
        open.pop();
      }
      String outer = open.isEmpty() ? "" : open.peek().key() + ".";
      String whole = outer + text.substring(0, colon).replaceAll("[\"']", "").strip();
      if (whole.equals(key)) {
        return ":" + (i + 1);
      }
      open.push(new Open(indent, whole));
    }
    return "";
  }
}

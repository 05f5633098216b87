package routec.runtime.dialect.converse;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import routec.runtime.bytes.Slice;

/**
 * Tool names as Bedrock takes them, and back.
 *
 * <p>Bedrock wants 1 to 64 of {@code [a-zA-Z0-9_-]}. A name that fits stays; any other gets its odd
 * characters replaced and a hash behind it, the same for ever, so that prompts stay cacheable.
 */
public final class ToolNames {
  private static final int LONGEST = 64;

  private final Map<String, String> toClient = new HashMap<>();
  private final Set<String> texts = new HashSet<>();

  /** Bedrock's name for a client's. */
  public String toBackend(String name) {
    if (fits(name)) {
      return name;
    }
    StringBuilder out = new StringBuilder(LONGEST);
    for (int i = 0; i < name.length() && out.length() < LONGEST - 9; i++) {
      out.append(usual(name.charAt(i)) ? name.charAt(i) : '_');
    }
    String mapped = out.append('_').append(hash(name)).toString();
    toClient.put(mapped, name);
    return mapped;
  }

  /** Notes a tool of the client's whose input is one text. */
  public void takesText(String name) {
    texts.add(name);
  }

  /** Whether the client's tool of this name takes one text. */
  public boolean isText(Slice clientName) {
    return !texts.isEmpty() && texts.contains(clientName.text());
  }

  /**
   * The client's name for Bedrock's, as UTF-8. What follows {@code <|} is cut: gpt-oss leaks marks
   * of its own template into names.
   */
  public Slice toClient(String name) {
    int leak = name.indexOf("<|");
    String clean = leak > 0 ? name.substring(0, leak) : name;
    return Slice.utf8(toClient.getOrDefault(clean, clean));
  }

  private static boolean fits(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!usual(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean usual(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  /** Eight hexadecimal digits of FNV-1a, which never changes. */
  static String hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return String.format(Locale.ROOT, "%08x", (int) (hash ^ hash >>> 32));
  }
}

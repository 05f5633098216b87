package routec.runtime.dialect.converse;

import java.util.Locale;

/** Ids of tool calls as Bedrock takes them: 1 to 64 of {@code [a-zA-Z0-9_.:-]}. */
public final class ToolIds {
  private static final int LONGEST = 64;
  private static final int SHORT = 9;

  private ToolIds() {}

  /** Bedrock's id for a client's: itself where it fits, else a hash of it. */
  public static String toBackend(String id) {
    boolean fits = !id.isEmpty() && id.length() <= LONGEST;
    for (int i = 0; fits && i < id.length(); i++) {
      char c = id.charAt(i);
      fits = c < 128 && (Character.isLetterOrDigit(c) || "_.:-".indexOf(c) >= 0);
    }
    return fits ? id : "call_" + ToolNames.hash(id) + ToolNames.hash(id + "2");
  }

  /** The same for Claude's own API, which takes no {@code .} and no {@code :}. */
  public static String toClaude(String id) {
    String fit = toBackend(id);
    return fit.indexOf('.') < 0 && fit.indexOf(':') < 0
        ? fit
        : "call_" + ToolNames.hash(id) + ToolNames.hash(id + "2");
  }

  /** The same for models that want exactly nine letters and digits. */
  public static String toNineCharacters(String id) {
    boolean fits = id.length() == SHORT;
    for (int i = 0; fits && i < SHORT; i++) {
      fits = id.charAt(i) < 128 && Character.isLetterOrDigit(id.charAt(i));
    }
    return fits ? id : ("t" + ToolNames.hash(id)).toLowerCase(Locale.ROOT);
  }
}

package routec.runtime.server;

import java.util.Collection;
import java.util.Set;

/** Refuses settings that do not exist: a mistyped limit must not be no limit. */
final class UnknownSettings {
  private static final String PREFIX = "routec.";

  /** Not settings, but properties that the launcher and this program give themselves. */
  private static final Set<String> OWN = Set.of("routec.config", "routec.home");

  private static final int FARTHEST = 4;

  private UnknownSettings() {}

  /** Looks through the keys of a settings file. */
  static void refuse(Collection<String> keys, String file, String text) throws SettingsRefused {
    for (String key : keys) {
      if (!exists(key)) {
        throw new SettingsRefused(
            file + YamlLines.of(text, key) + ": there is no setting `" + key + "`" + nearest(key));
      }
    }
  }

  /** Looks through the names of system properties. */
  static void refuse(Collection<String> properties) throws SettingsRefused {
    for (String name : properties) {
      boolean ours = name.startsWith(PREFIX) && !OWN.contains(name);
      if (ours && !exists(name.substring(PREFIX.length()))) {
        throw new SettingsRefused(
            "-D" + name + ": there is no such setting" + nearest(name.substring(PREFIX.length())));
      }
    }
  }

  private static boolean exists(String key) {
    for (Setting setting : Setting.values()) {
      if (setting.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  private static String nearest(String key) {
    String best = "";
    int least = FARTHEST;
    for (Setting setting : Setting.values()) {
      int distance = distance(key, setting.key());
      if (distance < least) {
        least = distance;
        best = setting.key();
      }
    }
    return best.isEmpty()
        ? "; docs/settings.md lists those that there are."
        : "; did you mean `" + best + "`?";
  }

  /** How many letters must change (Levenshtein). */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}

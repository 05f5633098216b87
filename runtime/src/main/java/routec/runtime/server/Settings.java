package routec.runtime.server;

import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the runtime is told when it starts, by Helidon Config: system properties ({@code
 * -Droutec.KEY}), else the environment ({@code ROUTEC_KEY}, dots
 * and dashes as underscores), else {@code runtime.yaml}, else the default.
 */
public final class Settings {
  private static final String PREFIX = "routec.";

  private final Map<Setting, String> values;

  private Settings(Map<Setting, String> values) {
    this.values = values;
  }

  /** The settings of this process. */
  public static Settings load() throws SettingsRefused {
    Map<String, String> environment = System.getenv();
    Map<String, String> properties = new LinkedHashMap<>();
    System.getProperties()
        .forEach((name, value) -> properties.put(name.toString(), value.toString()));
    return read(properties, environment);
  }

  static Settings read(Map<String, String> properties, Map<String, String> environment)
      throws SettingsRefused {
    Optional<Path> file = file(properties, environment);
    Config yaml = file.isPresent() ? yaml(file.get()) : Config.empty();
    if (file.isPresent()) {
      refuseUnknown(yaml, file.get());
    }
    refuseUnknownProperties(properties);
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String property = properties.get(PREFIX + setting.key());
      String variable = environment.get(variable(setting));
      values.put(
          setting,
          property != null
              ? property
              : variable != null
                  ? variable
                  : yaml.get(setting.key()).asString().orElse(setting.byDefault()));
    }
    return new Settings(values);
  }

  String text(Setting setting) {
    return values.getOrDefault(setting, setting.byDefault()).strip();
  }

  boolean flag(Setting setting) throws SettingsRefused {
    return switch (text(setting).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(setting, "must be true or false");
    };
  }

  /** A whole number of at least zero. */
  int number(Setting setting) throws SettingsRefused {
    try {
      int number = Integer.parseInt(text(setting));
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong(setting, "must be a whole number of at least 0");
  }

  long millis(Setting setting) throws SettingsRefused {
    return number(setting) * 1_000L;
  }

  /** Pairs {@code from=to}, separated by commas. */
  Map<String, String> pairs(Setting setting) throws SettingsRefused {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text(setting).split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      } else if (!pair.isBlank()) {
        throw wrong(setting, "must be host:port=address:port, comma-separated");
      }
    }
    return pairs;
  }

  static SettingsRefused wrong(Setting setting, String what) {
    return new SettingsRefused("The setting `" + setting.key() + "` " + what + ".");
  }

  /** The environment variable of a setting. */
  static String variable(Setting setting) {
    return "ROUTEC_" + setting.key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private static Optional<Path> file(
      Map<String, String> properties, Map<String, String> environment) throws SettingsRefused {
    String named = properties.getOrDefault(PREFIX + "config", environment.get("ROUTEC_CONFIG"));
    if (named == null) {
      Path usual = Path.of("runtime.yaml");
      return Files.isRegularFile(usual) ? Optional.of(usual) : Optional.empty();
    }
    Path path = Path.of(named);
    if (!Files.isReadable(path)) {
      throw new SettingsRefused("The settings file " + named + " can't be read.");
    }
    return Optional.of(path);
  }

  private static Config yaml(Path file) throws SettingsRefused {
    try {
      return Config.builder()
          .disableEnvironmentVariablesSource()
          .disableSystemPropertiesSource()
          .sources(ConfigSources.file(file))
          .build();
    } catch (ConfigException e) {
      throw new SettingsRefused("The settings file " + file + " is not valid YAML.");
    }
  }

  private static void refuseUnknown(Config yaml, Path file) throws SettingsRefused {
    for (String key : yaml.asMap().orElse(Map.of()).keySet()) {
      if (Arrays.stream(Setting.values()).noneMatch(setting -> setting.key().equals(key))) {
        throw new SettingsRefused(
            file + " has a setting that the runtime doesn't know: `" + key + "`" + nearest(key));
      }
    }
  }

  private static void refuseUnknownProperties(Map<String, String> properties)
      throws SettingsRefused {
    List<String> known = new ArrayList<>(List.of("config", "home"));
    for (Setting setting : Setting.values()) {
      known.add(setting.key());
    }
    for (String name : properties.keySet()) {
      if (name.startsWith(PREFIX) && !known.contains(name.substring(PREFIX.length()))) {
        String key = name.substring(PREFIX.length());
        throw new SettingsRefused("The runtime has no setting `" + key + "`" + nearest(key));
      }
    }
  }

  private static String nearest(String key) {
    String best = "";
    int least = 4;
    for (Setting setting : Setting.values()) {
      int distance = distance(key, setting.key());
      if (distance < least) {
        least = distance;
        best = setting.key();
      }
    }
    return best.isEmpty() ? ". See docs/settings.md." : "; did you mean `" + best + "`?";
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

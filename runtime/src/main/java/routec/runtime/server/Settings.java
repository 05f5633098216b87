package routec.runtime.server;

import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the runtime is told when it starts, by Helidon Config: system properties ({@code
 * -Droutec.KEY}), else the environment ({@code ROUTEC_KEY}, dots and dashes as underscores), else
 * {@code runtime.yaml}, else the default. All of it is checked before anything starts.
 */
public final class Settings {
  private static final String PREFIX = "routec.";
  private static final String USUAL_FILE = "runtime.yaml";

  /** What a Unix socket's address holds on Linux, but for the byte that ends it. */
  private static final int LONGEST_SOCKET = 107;

  private final Map<Setting, String> values;

  private Settings(Map<Setting, String> values) {
    this.values = values;
  }

  /**
   * The settings of this process.
   *
   * @param arguments of the program: nothing, or {@code --config FILE}
   */
  public static Settings load(String... arguments) throws SettingsRefused {
    Map<String, String> properties = new LinkedHashMap<>();
    System.getProperties()
        .forEach((name, value) -> properties.put(name.toString(), value.toString()));
    if (arguments.length == 2 && arguments[0].equals("--config")) {
      properties.put(PREFIX + "config", arguments[1]);
    } else if (arguments.length > 0) {
      throw new SettingsRefused("The only argument is --config FILE; all else is a setting.");
    }
    return read(properties, System.getenv());
  }

  /** Exactly these settings, by key, and defaults for the others. */
  public static Settings of(Map<String, String> settings) throws SettingsRefused {
    Map<String, String> properties = new LinkedHashMap<>();
    settings.forEach((key, value) -> properties.put(PREFIX + key, value));
    return read(properties, Map.of("ROUTEC_CONFIG", ""));
  }

  static Settings read(Map<String, String> properties, Map<String, String> environment)
      throws SettingsRefused {
    String file = file(properties, environment);
    String text = file.isEmpty() ? "" : text(file);
    Config yaml = file.isEmpty() ? Config.empty() : yaml(file, text);
    UnknownSettings.refuse(yaml.asMap().orElse(Map.of()).keySet(), file, text);
    UnknownSettings.refuse(properties.keySet());
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String key = setting.key();
      String property = properties.get(PREFIX + key);
      String variable = environment.get(setting.variable());
      if (property != null) {
        values.put(setting, checked(setting, property, "-D" + PREFIX + key));
      } else if (variable != null) {
        values.put(setting, checked(setting, variable, setting.variable()));
      } else {
        String value = yaml.get(key).asString().orElse(setting.byDefault());
        values.put(setting, checked(setting, value, file + YamlLines.of(text, key) + ": " + key));
      }
    }
    return new Settings(values);
  }

  String text(Setting setting) {
    return values.getOrDefault(setting, setting.byDefault());
  }

  boolean flag(Setting setting) {
    return text(setting).equals("true");
  }

  int number(Setting setting) {
    return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text(setting)));
  }

  long millis(Setting setting) {
    return new BigDecimal(text(setting)).movePointRight(3).longValue();
  }

  /** Pairs {@code from=to}, separated by commas. */
  Map<String, String> pairs(Setting setting) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text(setting).split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    return pairs;
  }

  /** Hosts with their ports, in lower case. */
  Set<String> hosts(Setting setting, int usualPort) {
    Set<String> hosts = new LinkedHashSet<>();
    for (String host : text(setting).toLowerCase(Locale.ROOT).split(",", -1)) {
      String name = host.strip();
      if (!name.isEmpty()) {
        hosts.add(name.indexOf(':') < 0 ? name + ":" + usualPort : name);
      }
    }
    return hosts;
  }

  private static String checked(Setting setting, String given, String origin)
      throws SettingsRefused {
    String value = given.strip();
    Optional<String> wanted = setting.problem(value);
    if (wanted.isPresent()) {
      throw new SettingsRefused(origin + " must be " + wanted.get() + ", not `" + value + "`.");
    }
    if (setting == Setting.SERVER_SOCKET
        && value.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET) {
      throw new SettingsRefused(
          origin + " is a path of more than " + LONGEST_SOCKET + " bytes; choose a shorter one.");
    }
    return value;
  }

  /** The settings file; empty for none. */
  private static String file(Map<String, String> properties, Map<String, String> environment)
      throws SettingsRefused {
    String named =
        properties.getOrDefault(
            PREFIX + "config", environment.getOrDefault("ROUTEC_CONFIG", USUAL_FILE));
    boolean there = !named.isEmpty() && Files.isReadable(Path.of(named));
    if (there || named.isEmpty()) {
      return named;
    }
    if (named.equals(USUAL_FILE)) {
      return "";
    }
    throw new SettingsRefused("The settings file " + named + " can't be read.");
  }

  private static String text(String file) throws SettingsRefused {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new SettingsRefused("The settings file " + file + " is not a text in UTF-8.");
    }
  }

  private static Config yaml(String file, String text) throws SettingsRefused {
    try {
      return text.isBlank()
          ? Config.empty()
          : Config.just(ConfigSources.file(Path.of(file)).build());
    } catch (ConfigException | ClassCastException e) {
      throw new SettingsRefused("The settings file " + file + " is not valid YAML.");
    }
  }
}

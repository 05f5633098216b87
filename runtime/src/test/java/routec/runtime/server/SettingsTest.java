package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir private Path folder;

  @Test
  void whatNobodySetsHasItsDefault() throws Exception {
    Settings settings = Settings.of(Map.of());
    for (Setting setting : Setting.values()) {
      assertEquals(setting.byDefault(), settings.text(setting));
      assertTrue(setting.problem(setting.byDefault()).isEmpty(), setting.key());
    }
  }

  @Test
  void aPropertyWinsOverTheEnvironmentOverTheFileOverTheDefault() throws Exception {
    String file = file("timeouts:\n  head: 1\n  body: 2\n  keep: 3\n");
    Map<String, String> environment =
        Map.of("ROUTEC_CONFIG", file, "ROUTEC_TIMEOUTS_HEAD", "4", "ROUTEC_TIMEOUTS_BODY", "5");
    Settings settings = Settings.read(Map.of("routec.timeouts.head", "6"), environment);
    assertEquals(6_000, settings.millis(Setting.TIMEOUTS_HEAD));
    assertEquals(5_000, settings.millis(Setting.TIMEOUTS_BODY));
    assertEquals(3_000, settings.millis(Setting.TIMEOUTS_KEEP));
    assertEquals(60_000, settings.millis(Setting.TIMEOUTS_WRITE));
  }

  @Test
  void theFileOfTheArgumentIsRead() throws Exception {
    Settings settings = Settings.load("--config", file("limits:\n  calls: 7\n"));
    assertEquals(7, settings.number(Setting.LIMITS_CALLS));
    assertEquals(
        "The only argument is --config FILE; all else is a setting.",
        assertThrows(SettingsRefused.class, () -> Settings.load("--port", "1")).getMessage());
  }

  @Test
  void anUnknownKeyIsRefusedWithItsLineAndTheNearestOne() throws IOException {
    String file = file("# limits\nlimits:\n  calls: 7\n  boddy: 1\n");
    assertRefused(
        file + ":4: there is no setting `limits.boddy`; did you mean `limits.body`?",
        Map.of("routec.config", file));
    assertRefused(
        "-Droutec.server.prot: there is no such setting; did you mean `server.port`?",
        Map.of("routec.config", "", "routec.server.prot", "1"));
    assertRefused(
        "-Droutec.something.else: there is no such setting; docs/settings.md lists those that"
            + " there are.",
        Map.of("routec.config", "", "routec.something.else", "1"));
  }

  @Test
  void aValueOutsideItsLimitsIsRefusedWithTheLimits() throws IOException {
    String file = file("server:\n  port: 70000\n");
    assertRefused(
        file + ":2: server.port must be a whole number from 0 to 65535, not `70000`.",
        Map.of("routec.config", file));
    assertRefused(
        "-Droutec.timeouts.head must be a number of seconds from 0.1 to 3600, not `0`.",
        Map.of("routec.config", "", "routec.timeouts.head", "0"));
    assertRefused(
        "-Droutec.log.access must be true or false, not `yes`.",
        Map.of("routec.config", "", "routec.log.access", "yes"));
    assertRefused(
        "-Droutec.upstream.resolve must be host:port=address:port, comma-separated, not `x`.",
        Map.of("routec.config", "", "routec.upstream.resolve", "x"));
    assertRefused(
        "-Droutec.server.socket is a path of more than 107 bytes; choose a shorter one.",
        Map.of("routec.config", "", "routec.server.socket", "/" + "x".repeat(107)));
  }

  @Test
  void everyMeasuredSettingKeepsItsEnds() {
    for (Setting setting : Setting.values()) {
      String[] ends = setting.limits().split(", | to ", -1);
      if (ends.length == 3) {
        assertTrue(setting.problem(ends[1]).isEmpty(), setting.key() + " " + ends[1]);
        assertTrue(setting.problem(ends[2]).isEmpty(), setting.key() + " " + ends[2]);
        assertTrue(setting.problem(ends[2] + "0").isPresent(), setting.key() + " " + ends[2] + "0");
        assertTrue(setting.problem("-1").isPresent(), setting.key());
        assertTrue(setting.problem("").isPresent(), setting.key());
      }
    }
  }

  @Test
  void aFileThatIsNoYamlOrNotThereIsRefused() throws IOException {
    for (String bad : new String[] {"a: [1\n", "\tlimits: 1\n", "- a\n- b\n", "just a text\n"}) {
      String file = file(bad);
      String message = refusal(Map.of("routec.config", file));
      assertTrue(message.startsWith("The settings file " + file + " is not valid YAML"), message);
    }
    Path binary = folder.resolve("binary.yaml");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertRefused(
        "The settings file " + binary + " is not a text in UTF-8.",
        Map.of("routec.config", binary.toString()));
    assertRefused(
        "The settings file nowhere.yaml can't be read.", Map.of("routec.config", "nowhere.yaml"));
    assertEquals("", refusal(Map.of("routec.config", file(""))));
    assertEquals("", refusal(Map.of("routec.config", file("# nothing yet\n"))));
  }

  private String file(String text) throws IOException {
    return Files.writeString(
            Files.createTempFile(folder, "runtime", ".yaml"), text, StandardCharsets.UTF_8)
        .toString();
  }

  private static void assertRefused(String message, Map<String, String> properties) {
    assertEquals(message, refusal(properties));
  }

  /** The message of the refusal; empty for none. */
  private static String refusal(Map<String, String> properties) {
    try {
      Settings.read(properties, Map.of());
      return "";
    } catch (SettingsRefused refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}

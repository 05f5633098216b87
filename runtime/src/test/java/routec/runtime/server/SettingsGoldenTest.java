package routec.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in docs/settings.md is the one in the code; {@code -Dgolden=update} rewrites it. */
class SettingsGoldenTest {
  private static final String HEAD = "| key | default | what it may be | what it is for |\n";
  private static final String END = "\n## ";

  @Test
  void theTableNamesEverySettingAsItIs() throws IOException {
    Path page = root().resolve("docs/settings.md");
    String text = Files.readString(page);
    int begin = text.indexOf(HEAD);
    assertTrue(begin >= 0, "the page has no table");
    int end = text.indexOf(END, begin);
    String wanted = text.substring(0, begin) + table() + text.substring(end);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(page, wanted);
      return;
    }
    assertEquals(wanted, text);
  }

  private static String table() {
    StringBuilder table = new StringBuilder(HEAD).append("|---|---|---|---|\n");
    for (Setting setting : Setting.values()) {
      String byDefault = setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "`";
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(setting.key(), byDefault, setting.limits(), setting.purpose()));
    }
    return table.toString();
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    return Files.exists(folder.resolve("Makefile")) ? folder : folder.resolve("..").normalize();
  }
}

package routec.compiler.emit.envoy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class YamlTextTest {
  private static final List<String> HOSTILE =
      List.of(
          "",
          "y",
          "No",
          "null",
          "~",
          "1",
          "1e3",
          "0x1F",
          "a: b",
          "a #b",
          "- a",
          "*",
          "&a",
          "!t",
          "%PROTOCOL%",
          "'",
          "\"",
          "\\",
          "a\nb",
          "\t",
          "ä",
          "\u2028",
          "😀",
          "@type",
          "{}",
          "a:",
          "2026-01-01",
          "0.0.0.0",
          "::",
          ".routec/run",
          "-",
          "=",
          "<<",
          "true");

  @Test
  void whatIsReadAgainIsWhatWasWritten() {
    for (String text : HOSTILE) {
      Map<String, Object> document =
          Nodes.map("k", text, "list", Nodes.list(text, Nodes.map("a", text, "b", 1)), "n", 0.25);
      assertEquals(document, read(YamlText.of(document)), text);
      assertEquals(Map.of("x" + text, text), read(YamlText.of(Nodes.map("x" + text, text))));
    }
  }

  @Test
  void commentsStandBeforeTheirMapping() {
    Map<String, Object> item = Nodes.map(YamlText.COMMENT, "aws.yaml:3\nb: c", "a", 1);
    assertEquals("l:\n# aws.yaml:3?b: c\n- a: 1\n", YamlText.of(Nodes.map("l", Nodes.list(item))));
  }

  @Test
  void emptyMapsAndListsStandInOneLine() {
    assertEquals("a: {}\nb: []\n", YamlText.of(Nodes.map("a", Nodes.map(), "b", List.of())));
  }

  private static Object read(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }
}

package routec.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;

/** The inside of JSON strings. */
class JsonTextTest {
  private static final List<String> PIECES =
      List.of("a", "\u00fc", "\u20ac", "\ud83d\ude00", "\\n", "\\\"", "\\\\", "\\u00fc", "\\u0041");

  @Test
  void charactersAreCountedAsTheyAreRead() {
    Random random = new Random(5);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
        text.append(random.nextInt(4) == 0 ? "\\ud83d\\ude00" : "");
      }
      assertCounted(text.toString());
    }
  }

  @Test
  void aLoneSurrogateIsOneCharacter() {
    for (String text :
        List.of(
            "\\ud83d", "\\ude00", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00", "\\ud83dx\\ude00")) {
      assertCounted(text);
    }
  }

  private static void assertCounted(String body) {
    Slice raw = Slice.utf8(body);
    String read = JsonText.unescaped(raw);
    assertEquals(read.codePointCount(0, read.length()), JsonText.codePoints(raw), body);
  }
}

package routec.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;

class JsonReaderTest {
  private static final JsonFactory JACKSON = new JsonFactory();

  @Test
  void valuesAreHandedOutByteForByte() {
    String json =
        "{ \"a\" : {\"z\":1e400,\"y\":[ -0.0 , 12345678901234567890 ]} , \"b\":\"\\u00e9\\ud83d\"}";
    JsonMembers members = JsonMembers.read(Slice.utf8(json), JsonOrigin.CLIENT);
    assertEquals("{\"z\":1e400,\"y\":[ -0.0 , 12345678901234567890 ]}", members.value(0).text());
    assertEquals("\"\\u00e9\\ud83d\"", members.value(1).text());
  }

  @Test
  void escapesDecodeAndALoneSurrogateBecomesTheReplacementCharacter() {
    String json = "\"a\\n\\t\\\\\\\"\\/\\u0041\\u00e9\\u20ac\\ud83d\\ude00\\ud800x\"";
    assertEquals("a\n\t\\\"/Aé€😀\uFFFDx", JsonReader.ofClient(Slice.utf8(json)).string());
  }

  @Test
  void aTextSurvivesEscapingAndUnescaping() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
        text.appendCodePoint(Character.isSurrogate((char) point) && point < 0x10000 ? 'x' : point);
      }
      ByteWriter out = new ByteWriter(16);
      new JsonWriter(out).string(text.toString());
      assertEquals(text.toString(), JsonReader.ofClient(out.slice()).string());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\"}",
        "{\"a\":1,}",
        "[1,]",
        "[1 2]",
        "{a:1}",
        "01",
        "1.",
        ".5",
        "1e",
        "+1",
        "-",
        "tru",
        "nul",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\t\"",
        "{\"a\":1}}",
        "[]]",
        "NaN",
        "'a'",
        "{\"a\":1 \"b\":2}",
        "[,1]",
        "{,}",
        "\u00e9"
      })
  void brokenTextIsTheClientsFault(String json) {
    Fault fault = assertThrows(Fault.class, () -> readAll(Slice.utf8(json)));
    assertEquals(FaultKind.INVALID_REQUEST, fault.kind());
  }

  @Test
  void aMemberThatStandsTwiceIsRefused() {
    Slice json = Slice.utf8("{\"model\":\"a\",\"mo\\u0064el\":\"b\"}");
    Fault fault = assertThrows(Fault.class, () -> JsonMembers.read(json, JsonOrigin.CLIENT));
    assertTrue(fault.message().contains("`model` stands twice"), fault.message());
  }

  @Test
  void nestingHasALimitAndNeverOverflowsTheStack() {
    String fine = "[".repeat(JsonReader.MAX_DEPTH) + "]".repeat(JsonReader.MAX_DEPTH);
    readAll(Slice.utf8(fine));
    String deep = "[".repeat(100_000);
    Fault fault = assertThrows(Fault.class, () -> readAll(Slice.utf8(deep)));
    assertTrue(fault.message().contains("nested deeper"), fault.message());
  }

  @Test
  void wholeNumbersMayBeWrittenAsFloats() {
    assertEquals(28, JsonReader.ofProvider(Slice.utf8("28.0")).integer());
    assertEquals(-1200, JsonReader.ofProvider(Slice.utf8("-1.2e3")).integer());
    assertThrows(Fault.class, () -> JsonReader.ofProvider(Slice.utf8("1.5")).integer());
    assertThrows(Fault.class, () -> JsonReader.ofProvider(Slice.utf8("1e999999999")).integer());
    assertEquals(Long.MAX_VALUE, JsonReader.ofProvider(Slice.utf8("" + Long.MAX_VALUE)).integer());
  }

  @Test
  void agreesWithJacksonOnWhatIsJson() {
    Random random = new Random(42);
    String[] seeds = {
      "{\"a\":[1,2.5e-3,true,false,null,\"x\\u00e9é😀\"],\"b\":{\"c\":{}},\"d\":\"\"}",
      "[{\"role\":\"user\",\"content\":\"Grüße \\\"x\\\" \\\\ \"},-0,0.1,1E+2]"
    };
    int good = 0;
    for (int round = 0; round < 60_000; round++) {
      byte[] bytes = seeds[round % 2].getBytes(StandardCharsets.UTF_8);
      for (int edits = random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextInt(4) == 0
                ? (byte) random.nextInt(256)
                : (byte) "{}[]:,\"\\0123456789.eE+-truefalsn \n\t".charAt(random.nextInt(34));
      }
      boolean ours = accepts(bytes);
      assertEquals(
          oracleAccepts(bytes), ours, () -> new String(bytes, StandardCharsets.ISO_8859_1));
      good += ours ? 1 : 0;
    }
    assertTrue(good > 20_000 && good < 55_000, "good texts: " + good);
  }

  @Test
  void blankTextIsSeenThroughItsEscapes() {
    assertTrue(JsonText.isBlank(Slice.utf8("")));
    assertTrue(JsonText.isBlank(Slice.utf8(" \\n\\t \\r")));
    assertTrue(JsonText.isBlank(Slice.utf8("\\u0020\\n")));
    assertFalse(JsonText.isBlank(Slice.utf8(" .")));
    assertFalse(JsonText.isBlank(Slice.utf8("\\u0041")));
  }

  private static void readAll(Slice json) {
    JsonReader reader = JsonReader.ofClient(json);
    reader.skip();
    reader.end();
  }

  private static boolean accepts(byte[] json) {
    try {
      readAll(Slice.of(json));
      return true;
    } catch (Fault e) {
      return false;
    }
  }

  /** Jackson with the two checks that it leaves out: UTF-8 in full, and one value only. */
  private static boolean oracleAccepts(byte[] json) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
    } catch (CharacterCodingException e) {
      return false;
    }
    try (JsonParser parser = JACKSON.createParser(json)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      if (parser.currentToken().isScalarValue()) {
        parser.getText();
      }
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}

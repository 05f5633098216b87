package routec.compiler.emit.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;

final class JavaNamesTest {
  private static final List<String> HOSTILE =
      List.of(
          "",
          "/",
          "a/b",
          "A/B",
          "a-b",
          "class",
          "default/class",
          "wait",
          "notify/all",
          "1/2",
          "a\"b",
          "*/",
          "\\u002a/",
          "a\nb",
          "..",
          "ä/ö",
          "\u0430ws",
          "con",
          "x".repeat(253),
          "x".repeat(253) + "y",
          "$S",
          "java.lang/String",
          "-",
          "a.b/c",
          "a/b.c");

  @Test
  void namesReadLikeTheObjectsTheyComeFrom() {
    JavaNames names = new JavaNames();
    assertEquals("DefaultMyAwsBackend", names.type("default/my-aws", "Backend"));
    assertEquals("defaultMyAws0", names.method("default/my-aws/0"));
    assertEquals("DEFAULT_MY_AWS_10", names.constant("default/my-aws/10"));
  }

  @Test
  void everyNameIsAnIdentifierAndUniqueOnAnyFileSystem() {
    JavaNames types = new JavaNames();
    JavaNames methods = new JavaNames();
    JavaNames constants = new JavaNames();
    Set<String> seen = new HashSet<>();
    for (String text : HOSTILE) {
      for (String name :
          List.of(
              types.type(text, "Backend"),
              "m." + methods.method(text),
              "C." + constants.constant(text))) {
        String identifier = name.substring(name.indexOf('.') + 1);
        assertTrue(SourceVersion.isName(identifier), identifier);
        assertTrue(identifier.length() < 200, identifier);
        assertTrue(seen.add(name.toLowerCase(Locale.ROOT)), name);
      }
    }
  }

  @Test
  void longNamesThatDifferAtTheEndStayApart() {
    JavaNames names = new JavaNames();
    assertNotEquals(
        names.type("x".repeat(253), "Backend"), names.type("x".repeat(252) + "y", "Backend"));
  }

  @Test
  void nothingInACommentCanEndIt() {
    for (String text : HOSTILE) {
      String comment = JavaNames.comment(text + " */ /* \\u002a\\u002f @deprecated\r\n class X {}");
      assertFalse(comment.contains("*/"), comment);
      assertFalse(comment.contains("/*"), comment);
      assertFalse(comment.contains("\\"), comment);
      assertFalse(comment.contains("\n"), comment);
      assertFalse(comment.contains("\r"), comment);
      assertFalse(comment.contains("@"), comment);
    }
  }
}

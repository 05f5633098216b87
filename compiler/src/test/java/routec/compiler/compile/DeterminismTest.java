package routec.compiler.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import routec.compiler.emit.GeneratedFile;

/** The same manifests give the same bytes, wherever, whenever and in whatever order. */
@ResourceLock(Resources.LOCALE)
@ResourceLock(Resources.TIME_ZONE)
final class DeterminismTest {
  private static final String CASE = "guide-with-gateway";

  @Test
  void localeAndTimeZoneChangeNothing() {
    List<GeneratedFile> expected = Cases.generated("everything");
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertEquals(expected, Cases.generated("everything"));
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals(expected, Cases.generated("everything"));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void theOrderOfOptionsChangesNothing() {
    Path input = Cases.folder().resolve(CASE).resolve("input");
    String aws = input.resolve("aws.yaml").toString();
    String basic = input.resolve("basic.yaml").toString();
    List<GeneratedFile> expected = Cases.generated(Cases.gateway(List.of(aws, basic)));
    assertEquals(expected, Cases.generated(Cases.gateway(List.of(basic, aws))));
    assertEquals(expected, Cases.generated(Cases.gateway(List.of(input.toString(), aws, basic))));
  }

  @Test
  void anotherFolderChangesNothing(@TempDir Path elsewhere) throws IOException {
    Path input = Cases.folder().resolve(CASE).resolve("input");
    List<String> copies = new ArrayList<>();
    for (String name : List.of("basic.yaml", "aws.yaml")) {
      Path copy = elsewhere.resolve(name.equals("aws.yaml") ? "z" : "a").resolve(name);
      Files.createDirectories(elsewhere.resolve(name.equals("aws.yaml") ? "z" : "a"));
      Files.copy(input.resolve(name), copy);
      copies.add(copy.toString());
    }
    List<GeneratedFile> expected = Cases.generated(CASE);
    assertEquals(expected, Cases.generated(Cases.gateway(copies)));
    Collections.reverse(copies);
    List<GeneratedFile> again = Cases.generated(Cases.gateway(copies));
    assertEquals(expected, again);
    again.forEach(
        file -> assertFalse(file.text().contains(elsewhere.toString()), () -> file.path()));
  }

  @Test
  void noSecretReachesAGeneratedFile() {
    for (String name : Cases.names()) {
      Cases.generated(name)
          .forEach(file -> assertFalse(file.text().contains("AKIDEXAMPLE"), file.path()));
    }
  }
}

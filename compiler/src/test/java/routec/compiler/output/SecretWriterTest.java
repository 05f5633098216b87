package routec.compiler.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretWriterTest {
  private static final String VALUE = "not-a-real-secret";

  @TempDir private Path folder;

  @Test
  void valuesAreForTheOwnerAlone() throws IOException {
    assertEquals(1, write(secret("default/aws/credentials", VALUE)));
    Path file = folder.resolve("secrets/default/aws/credentials");
    assertEquals(VALUE, Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    for (Path parent : List.of(folder.resolve("secrets"), folder.resolve("secrets/default"))) {
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)));
    }
  }

  @Test
  void onlyChangesAreWrittenAndNothingIsLeftBeside() throws IOException {
    write(secret("default/aws/credentials", VALUE));
    assertEquals(0, write(secret("default/aws/credentials", VALUE)));
    assertEquals(1, write(secret("default/aws/credentials", "other")));
    try (Stream<Path> files = Files.list(folder.resolve("secrets/default/aws"))) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void noPathLeavesTheFolder() {
    for (String path : List.of("../a/b", "a/../../b", "a//b", "", "a/.")) {
      assertThrows(OutputRefused.class, () -> write(secret(path, VALUE)), path);
    }
  }

  @Test
  void aValueIsNeverPrinted() {
    assertFalse(secret("a/b/c", VALUE).toString().contains(VALUE));
  }

  private int write(SecretFile secret) throws IOException {
    return new SecretWriter(folder.resolve("secrets")).write(List.of(secret));
  }

  private static SecretFile secret(String path, String value) {
    return new SecretFile(path, value.getBytes(StandardCharsets.UTF_8));
  }
}

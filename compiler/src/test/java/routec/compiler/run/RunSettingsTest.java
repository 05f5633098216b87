package routec.compiler.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RunSettingsTest {
  @Test
  void theSocketLiesUnderThePortSoThatGatewaysRunSideBySide() throws RunRefused {
    assertEquals(".routec/run/1975/gateway.sock", settings(".routec").socketPath());
  }

  @Test
  void aSocketPathThatIsTooLongIsRefusedWithASentence() throws RunRefused {
    String fits = "/" + "x".repeat(107 - 1 - "/run/1975/gateway.sock".length());
    assertEquals(107, settings(fits).socketPath().length());
    RunRefused refused = assertThrows(RunRefused.class, () -> settings(fits + "x").socketPath());
    assertTrue(String.valueOf(refused.getMessage()).contains("--state"));
  }

  private static RunSettings settings(String state) {
    return new RunSettings("127.0.0.1", 1975, Path.of(state), true, new TreeMap<>());
  }
}

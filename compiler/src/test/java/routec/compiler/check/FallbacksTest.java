package routec.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import routec.runtime.attempt.AttemptSettings;

final class FallbacksTest {
  @Test
  void theUsualNumberOfRetriesIsTheRuntimes() {
    assertEquals(AttemptSettings.defaults().maxAttempts() - 1, Fallbacks.USUAL);
  }
}

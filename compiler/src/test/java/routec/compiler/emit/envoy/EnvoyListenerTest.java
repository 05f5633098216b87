package routec.compiler.emit.envoy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EnvoyListenerTest {
  @Test
  void everyTextButTheOneIsMatched() {
    Pattern others = Pattern.compile(EnvoyListener.anythingBut("strict"));
    assertFalse(others.matches("strict"));
    for (String text :
        List.of("", "s", "stric", "strictly", "listener", "xstrict", "strikt", "sstrict")) {
      assertTrue(others.matches(text), text);
    }
  }
}

package routec.compiler.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real Envoy accepts every bootstrap that we write. */
final class EnvoyValidateTest {
  static List<String> names() {
    return Cases.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void envoyAcceptsTheBootstrap(String name, @TempDir Path folder) throws IOException {
    assertEquals("", Envoy.orSkip().validate(Cases.generated(name), folder));
  }
}

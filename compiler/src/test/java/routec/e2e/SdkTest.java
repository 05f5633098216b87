package routec.e2e;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The official SDKs of OpenAI and Anthropic, unmodified, through Envoy and the runtime: the same
 * list of checks (checks.txt) in each language.
 */
class SdkTest {
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static SdkGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = SdkGateway.start(folder);
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> python() throws Exception {
    return SdkChecks.run("python", "checks.py", gateway);
  }

  @TestFactory
  Stream<DynamicTest> node() throws Exception {
    return SdkChecks.run("node", "checks.mjs", gateway);
  }

  @TestFactory
  Stream<DynamicTest> java() throws Exception {
    return SdkChecks.inJava(gateway);
  }
}

package routec.runtime.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routec.runtime.fault.RequestFault;

class BedrockModelTest {
  @Test
  void aColonAndASlashAreEncodedInOneSegment() {
    assertEquals(
        "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse",
        BedrockModel.of("us.anthropic.claude-sonnet-4-5-20250929-v1:0").converse());
    assertEquals(
        "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc123"
            + "/invoke-with-response-stream",
        BedrockModel.of(
                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123")
            .invokeStream());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a%2Fb", "modèle", "a?b", "a#b", "a\nb", "a\\b"})
  void aClientCanNotNameWhatIsNoModel(String id) {
    assertThrows(RequestFault.class, () -> BedrockModel.ofClient(id));
  }

  @Test
  void aClientCanNotNameAMileOfModel() {
    assertThrows(RequestFault.class, () -> BedrockModel.ofClient("a".repeat(2_049)));
  }
}

package routec.runtime.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  @CsvSource({
    "anthropic.claude-sonnet-4-20250514-v1:0, anthropic.claude-sonnet-4-20250514-v1%3A0",
    "us.anthropic.claude-sonnet-4-20250514-v1:0, anthropic.claude-sonnet-4-20250514-v1%3A0",
    "us-gov.anthropic.claude-x, anthropic.claude-x",
    "global.anthropic.claude-x, anthropic.claude-x",
    "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-x, anthropic.claude-x",
    "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-x,"
        + " anthropic.claude-x",
    "arn:aws:bedrock:us-east-1:1:imported-model/my.anthropic.one,"
        + " arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aimported-model%2Fmy.anthropic.one",
    "us.amazon.nova-lite-v1:0, us.amazon.nova-lite-v1%3A0"
  })
  void tokensAreCountedByTheFoundationModel(String id, String segment) {
    assertEquals("/model/" + segment + "/count-tokens", BedrockModel.of(id).countTokens());
  }

  @Test
  void anArnThatHidesItsModelIsCountedByTheModelThatTheManifestNames() {
    String arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123";
    BedrockModel model = BedrockModel.of(arn, "us.anthropic.claude-x");
    assertEquals("/model/anthropic.claude-x/count-tokens", model.countTokens());
    assertEquals(BedrockModel.of(arn).invoke(), model.invoke());
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

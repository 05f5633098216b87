package routec.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts of Bedrock in every partition and of every kind. */
final class BedrockIdsTest {
  @ParameterizedTest
  @CsvSource({
    "bedrock-runtime.us-east-1.amazonaws.com, us-east-1",
    "bedrock-runtime-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
    "bedrock-runtime.eu-central-1.api.aws, eu-central-1",
    "bedrock-runtime-fips.us-east-1.api.aws, us-east-1",
    "bedrock-runtime.cn-north-1.amazonaws.com.cn, cn-north-1",
    "bedrock-runtime.cn-north-1.api.amazonwebservices.com.cn, cn-north-1",
    "bedrock-runtime.eusc-de-east-1.amazonaws.eu, eusc-de-east-1",
    "bedrock-runtime.us-iso-east-1.c2s.ic.gov, us-iso-east-1",
    "vpce-0abc-1def.bedrock-runtime.us-west-2.vpce.amazonaws.com, us-west-2",
    "bedrock-mantle.us-east-1.api.aws, us-east-1",
  })
  void knowsTheRegionOfAHost(String host, String region) {
    assertEquals(Optional.of(region), BedrockIds.hostRegion(host));
  }

  @Test
  void takesNoOtherHostForBedrock() {
    assertFalse(BedrockIds.isBedrock("api.openai.com"));
    assertFalse(BedrockIds.isBedrock("bedrock-runtime.us-east-1.amazonaws.com.evil.example"));
    assertFalse(BedrockIds.isBedrock("evil.example.bedrock-runtime.us-east-1.amazonaws.com"));
  }
}

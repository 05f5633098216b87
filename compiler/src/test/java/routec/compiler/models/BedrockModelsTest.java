package routec.compiler.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import routec.compiler.source.SourceFile;
import routec.runtime.translate.Trait;

final class BedrockModelsTest {
  private final BedrockModels models = BedrockModels.ofBuild();

  @Test
  void aModelIsFoundByIdByInferenceProfileAndByArn() {
    for (String id :
        List.of(
            "anthropic.claude-sonnet-4-5-20250929-v1:0",
            "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "global.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0")) {
      assertEquals(Optional.of("claude-4-5"), family(id), id);
    }
  }

  @Test
  void theLongestStemWins() {
    assertEquals(Optional.of("mistral-vision"), family("mistral.pixtral-large-2502-v1:0"));
    assertEquals(Optional.of("mistral-instruct"), family("mistral.mistral-7b-instruct-v0:2"));
  }

  @Test
  void anUnknownModelIsUnknown() {
    assertEquals(Optional.empty(), family("nobody.knows-me-v1:0"));
    assertEquals(Optional.empty(), family(""));
    assertEquals(
        Optional.empty(), family("arn:aws:bedrock:us-east-1:1:application-inference-profile/abc"));
  }

  @Test
  void everyTraitIsOneOfTheRuntimes() {
    Set<String> used = new HashSet<>();
    models.all().forEach(model -> used.addAll(model.traits()));
    used.removeAll(Arrays.stream(Trait.values()).map(Trait::name).toList());
    assertEquals(Set.of(), used);
  }

  @Test
  void noStemStandsTwice() {
    List<String> stems = models.all().stream().map(KnownModel::stem).toList();
    assertEquals(new HashSet<>(stems).size(), stems.size());
  }

  @Test
  void dataThatIsNotInTheFormatIsABug() {
    for (String text : List.of("[", "families: [a]", "families:\n  - name: a\n    stems: [b]")) {
      assertThrows(
          IllegalStateException.class,
          () -> BedrockModels.read(SourceFile.of("models.yaml", text)),
          text);
    }
  }

  private Optional<String> family(String id) {
    return models.find(id).map(KnownModel::family);
  }
}

package routec.compiler.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import routec.compiler.source.SourceFile;

final class KnownIdsTest {
  private final KnownIds ids = KnownIds.ofBuild();

  @Test
  void whatIsRecommendedIsKnownAndHasNoEnd() {
    for (String id : ids.all()) {
      KnownId known = ids.find(id).orElseThrow();
      Optional<KnownId> instead = known.instead().map(other -> ids.find(other).orElseThrow());
      assertTrue(instead.flatMap(KnownId::endOfLife).isEmpty(), id);
    }
  }

  @Test
  void aBareIdIsRefusedWhereOnlyAnInferenceProfileServesIt() {
    assertTrue(ids.find("anthropic.claude-sonnet-4-6").orElseThrow().needsProfile("us-west-2"));
    KnownId llama = ids.find("meta.llama3-1-8b-instruct-v1:0").orElseThrow();
    assertFalse(llama.needsProfile("us-west-2"));
    assertTrue(llama.needsProfile("us-east-1"));
    assertFalse(ids.find("amazon.nova-micro-v1:0").orElseThrow().needsProfile("us-east-1"));
  }

  @Test
  void everyIdHasAFamilyOrIsAnEmbeddingsModel() {
    BedrockModels models = BedrockModels.ofBuild();
    assertEquals(
        List.of(),
        ids.all().stream()
            .filter(id -> models.find(id).isEmpty() && !id.contains("embed"))
            .toList());
  }

  @Test
  void dataThatIsNotInTheFormatIsABug() {
    for (String text : List.of("[", "asOf: 2026-01-01\nids: [{id: a}, {id: a}]", "ids: [x]")) {
      assertThrows(
          RuntimeException.class, () -> KnownIds.read(SourceFile.of("ids.yaml", text)), text);
    }
  }
}

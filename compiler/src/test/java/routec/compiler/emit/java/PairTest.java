package routec.compiler.emit.java;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import routec.compiler.manifest.SchemaName;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.Origin;
import routec.compiler.source.SourceFile;

/** What is judged of endpoints is what is emitted for them. */
final class PairTest {
  private static final Origin ORIGIN = Origin.of(SourceFile.of("gateway.yaml", "a: 1").start());

  @ParameterizedTest
  @EnumSource(SchemaName.class)
  void aSchemaHasTheEndpointsOfItsPairs(SchemaName schema) {
    Set<String> emitted =
        switch (schema) {
          case OPENAI -> paths(new BackendPlan.OpenAi("/v1", ORIGIN));
          case ANTHROPIC -> paths(new BackendPlan.Anthropic("/v1", ORIGIN));
          case AWS_BEDROCK -> paths(new BackendPlan.Converse(ORIGIN));
          case AWS_ANTHROPIC -> paths(new BackendPlan.Claude("bedrock-2023-05-31", ORIGIN));
          case COHERE, AZURE_OPENAI, GCP_VERTEX_AI, GCP_ANTHROPIC -> Set.of();
        };
    assertEquals(emitted, new TreeSet<>(schema.endpoints()));
  }

  private static Set<String> paths(BackendPlan.Shape shape) {
    return Pair.of(shape).stream()
        .map(pair -> pair.endpoint().path())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

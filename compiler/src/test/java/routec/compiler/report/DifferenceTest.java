package routec.compiler.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import routec.compiler.compile.Cases;
import routec.compiler.plan.GatewayPlan;

final class DifferenceTest {
  private static final String GUIDE = guide();
  private static final String NOVA = "us.amazon.nova-micro-v1:0";

  @Test
  void theSameGatewayHasNoChange() {
    assertEquals(List.of(), changes(GUIDE));
    assertEquals("Nothing changes for traffic.\n", DifferenceReport.text(List.of()));
  }

  @Test
  void whatOnlyChangesAsTextIsNoChange() {
    assertEquals(
        List.of(),
        changes("# a comment\n" + GUIDE.replace("value: " + NOVA, "value: '" + NOVA + "'")));
  }

  @Test
  void aModelThatIsRenamedIsOneLostAndOneGained() {
    String text = text(GUIDE.replace(NOVA, "us.amazon.nova-lite-v1:0"));
    assertTrue(text.contains("lost     " + NOVA + ", before to default/aws"), text);
    assertTrue(text.contains("gained   us.amazon.nova-lite-v1:0, now to default/aws"), text);
    assertTrue(text.endsWith("2 changes for traffic.\n"), text);
  }

  @Test
  void aRegionThatMovedIsSaidForEveryModelOnce() {
    String text = text(GUIDE.replace("us-east-1", "us-west-2"));
    assertTrue(text.contains("changed  region of anthropic.claude"), text);
    assertTrue(text.contains("- signed for us-east-1"), text);
    assertTrue(text.contains("+ signed for us-west-2"), text);
    assertTrue(text.contains("changed  endpoint of "), text);
    assertEquals(1, text.split("- signed for us-east-1", -1).length - 1, text);
  }

  @Test
  void anotherSecretIsAnotherSourceOfCredentials() {
    String text = text(GUIDE.replace("aws-credentials", "other-keys"));
    assertTrue(text.contains("changed  credentials of "), text);
    assertTrue(text.contains("+ with Secret default/other-keys"), text);
    assertFalse(text.contains("region of"), text);
  }

  @Test
  void anotherRetryPlanIsSaid() {
    String text =
        text(
            GUIDE.replaceFirst(
                "( +)- name: aws\n( +)timeouts|( +)backendRefs:\n( +)- name: ([a-z-]+)\n",
                "$3backendRefs:\n$4- name: $5\n$4- name: $5\n$4  priority: 1\n"));
    assertTrue(text.contains("changed  backends of "), text);
    assertTrue(text.contains(", then "), text);
  }

  @Test
  void aTimeoutThatIsNewIsSaid() {
    String text =
        text(
            GUIDE.replaceFirst(
                "( +)backendRefs:\n", "$1timeouts:\n$1  request: 30s\n$1backendRefs:\n"));
    assertTrue(text.contains("changed  request timeout of "), text);
    assertTrue(text.contains("+ at most 30 s for the whole call"), text);
  }

  @Test
  void markdownAndJsonHoldTheSame() {
    List<Change> changes = changes(GUIDE.replace("us-east-1", "us-west-2"));
    String markdown = DifferenceReport.markdown(changes);
    assertTrue(markdown.startsWith("**"), markdown);
    assertTrue(markdown.contains("| changed | region | signed for us-east-1"), markdown);
    String json = DifferenceReport.json(changes);
    assertTrue(json.contains("\"after\" : \"signed for us-west-2\""), json);
  }

  private static String text(String now) {
    return DifferenceReport.text(changes(now));
  }

  private static List<Change> changes(String now) {
    return Difference.between(plan(GUIDE), plan(now));
  }

  private static GatewayPlan plan(String text) {
    return Cases.ofText(text).plan();
  }

  private static String guide() {
    try {
      return Files.readString(Cases.folder().resolve("guide/input/aws.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package routec.compiler.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import routec.compiler.compile.Cases;
import routec.compiler.plan.GatewayPlan;

final class DifferenceTest {
  private static final String GUIDE = guide();
  private static final String NOVA = "us.amazon.nova-micro-v1:0";
  private static final String BACKENDS =
      "        - name: aws\n          weight: %d\n        - name: aws-bedrock-anthropic\n"
          + "          modelNameOverride: anthropic.claude-3-5-sonnet-20241022-v2:0\n";

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
  void documentsInAnotherOrderChangeNothing() {
    List<String> documents = new ArrayList<>(List.of(GUIDE.split("(?m)^---\n", -1)));
    Collections.reverse(documents);
    assertEquals(List.of(), changes(String.join("\n---\n", documents)));
  }

  @Test
  void otherKindsOfCredentialsAreAnotherSource() {
    String chain =
        text(GUIDE.replaceFirst("    credentialsFile:\n      secretRef:\n        name: .*\n", ""));
    assertTrue(chain.contains("- with Secret default/aws-credentials, profile default"), chain);
    assertTrue(chain.contains("+ with AWS's default chain"), chain);
    String profile =
        text(
            GUIDE
                .replace("    credentialsFile:\n", "    credentialsFile:\n      profile: other\n")
                .replace("[default]", "[other]"));
    assertTrue(profile.contains("+ with Secret default/aws-credentials, profile other"), profile);
  }

  @Test
  void aRetryPolicyIsSaidTriggerByTrigger() {
    String policy =
        """
        ---
        apiVersion: gateway.envoyproxy.io/v1alpha1
        kind: BackendTrafficPolicy
        metadata:
          name: retries
        spec:
          targetRefs:
            - group: gateway.networking.k8s.io
              kind: HTTPRoute
              name: aws
          retry:
            numRetries: 3
            retryOn:
              triggers: [reset]
          timeout:
            http:
              requestTimeout: 20s
        """;
    String now = text(GUIDE + policy);
    assertTrue(now.contains("changed  retries of " + NOVA), now);
    assertTrue(now.contains("- tries each backend once"), now);
    assertTrue(now.contains("+ tries again at most 3 times"), now);
    assertTrue(now.contains("+ tries again upon reset"), now);
    assertTrue(now.contains("+ at most 20 s for the whole call"), now);
    assertFalse(now.contains("claude"), "the policy is for one route\n" + now);
    String more =
        DifferenceReport.text(
            Difference.between(
                plan(GUIDE + policy),
                plan(GUIDE + policy.replace("numRetries: 3", "numRetries: 5"))));
    assertTrue(more.contains("- tries again at most 3 times"), more);
    assertTrue(more.contains("+ tries again at most 5 times"), more);
    assertTrue(more.endsWith("1 change for traffic.\n"), more);
  }

  @Test
  void weightsMutationsAndHostnamesAreSaid() {
    String two = GUIDE.replaceFirst("        - name: aws\n", BACKENDS.formatted(1));
    String moved = GUIDE.replaceFirst("        - name: aws\n", BACKENDS.formatted(9));
    String weights = DifferenceReport.text(Difference.between(plan(two), plan(moved)));
    assertTrue(weights.contains("changed  backends of " + NOVA), weights);
    assertTrue(weights.contains("default/aws (priority 0, weight 9)"), weights);
    assertTrue(weights.endsWith("1 change for traffic.\n"), weights);
    String header =
        text(
            GUIDE.replaceFirst(
                "        - name: aws\n",
                "        - name: aws\n          headerMutation:\n            set:\n"
                    + "              - name: x-team\n                value: research\n"));
    assertTrue(header.contains("changed  header x-team of " + NOVA), header);
    assertTrue(header.contains("- nothing"), header);
    assertTrue(header.contains("+ sets header x-team: research"), header);
    String host =
        text(GUIDE.replaceFirst("  rules:\n", "  hostnames: [api.example.com]\n  rules:\n"));
    assertTrue(host.contains("lost     " + NOVA + ", before to default/aws"), host);
    assertTrue(host.endsWith("1 change for traffic.\n"), "at that name it goes on\n" + host);
  }

  @Test
  void noNameCanBreakOutOfMarkdown() {
    String odd = "a|b`c*d_e<img>&[x](http://evil)@team~f";
    List<Change> changes = changes(onlyWhere("'" + odd + "'"));
    String markdown = DifferenceReport.markdown(changes);
    String told = "a\\|b\\`c\\*d\\_e&lt;img&gt;&amp;\\[x\\](http://evil)&#64;team\\~f";
    assertTrue(markdown.contains(told), markdown);
    markdown
        .lines()
        .filter(line -> line.startsWith("|"))
        .forEach(line -> assertEquals(6, line.split("(?<!\\\\)\\|", -1).length - 1, line));
    String plain = DifferenceReport.text(changes(onlyWhere("\"a\\eb\"")));
    assertFalse(plain.contains("\u001b"), "nothing moves the terminal's cursor");
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

  /** The first rule only for calls with a header of a value as YAML writes it. */
  private static String onlyWhere(String value) {
    return GUIDE.replace(
        "value: " + NOVA + "\n",
        "value: "
            + NOVA
            + "\n            - type: Exact\n              name: x-class\n              value: "
            + value
            + "\n");
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

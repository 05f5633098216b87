package routec.compiler.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import routec.compiler.compile.Cases;

/** Each fact of an explanation stands with the line that decided it. */
final class ExplanationTest {
  /** A comment names the facts that its line decides. */
  private static final String GATEWAY =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata:
        name: gw
        annotations:
          aigateway.envoyproxy.io/gateway-config: outside
      spec:
        gatewayClassName: gw
        listeners:
          - name: http
            protocol: HTTP
            port: 8080 # port 8080
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: GatewayClass
      metadata:
        name: gw
      spec:
        controllerName: gateway.envoyproxy.io/gatewayclass-controller
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: GatewayConfig
      metadata:
        name: outside
      spec:
        forwardProxy:
          address: proxy.internal:3128 # through the proxy proxy.internal:3128
      ---
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: ClientTrafficPolicy
      metadata:
        name: clients
      spec:
        targetRefs:
          - group: gateway.networking.k8s.io
            kind: Gateway
            name: gw
        connection:
          bufferLimit: 8Mi # bodies up to 8 MiB
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: AIGatewayRoute
      metadata:
        name: route
      spec:
        parentRefs:
          - name: gw
        rules:
          - matches:
              - headers:
                  - type: Exact
                    name: x-ai-eg-model
                    value: smart
            timeouts:
              request: 30s # at most 30 s for the whole call
            backendRefs:
              - name: private
                weight: 3 # weight 3
                modelNameOverride: arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-3-5-sonnet-20241022-v2:0 # model arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-3-5-sonnet-20241022-v2:0
                headerMutation:
                  set:
                    - name: x-team # sets header x-team: research
                      value: research
                  remove:
                    - x-secret # removes header x-secret
              - name: direct
                priority: 1 # priority 1
                modelNameOverride: gpt-4o # model gpt-4o (unknown: treated with care)
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: AIServiceBackend
      metadata:
        name: private
        annotations:
          routec.io/base-model: anthropic.claude-3-5-sonnet-20241022-v2:0 # treated as anthropic.claude-3-5-sonnet-20241022-v2:0 (family claude-3-5)
      spec:
        schema:
          name: AWSBedrock # speaks AWSBedrock (Converse)
        backendRef:
          group: gateway.envoyproxy.io
          kind: Backend
          name: bedrock
        bodyMutation:
          set:
            - path: serviceTier # sets body field serviceTier to {"type":"flex"}
              value: '{"type":"flex"}'
      ---
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: Backend
      metadata:
        name: bedrock
      spec:
        endpoints:
          - fqdn:
              hostname: bedrock-runtime.us-east-1.amazonaws.com # at bedrock-runtime.us-east-1.amazonaws.com:443
              port: 443
        tls:
          clientCertificateRef:
            name: own # showing Secret default/own
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata:
        name: bedrock-tls
      spec:
        targetRefs:
          - group: gateway.envoyproxy.io
            kind: Backend
            name: bedrock
        validation:
          hostname: bedrock-runtime.us-east-1.amazonaws.com # TLS as bedrock-runtime.us-east-1.amazonaws.com
          caCertificateRefs:
            - group: ""
              kind: Secret
              name: ca # trusting Secret default/ca/ca.crt
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: BackendSecurityPolicy
      metadata:
        name: keys
      spec:
        targetRefs:
          - group: aigateway.envoyproxy.io
            kind: AIServiceBackend
            name: private
        type: AWSCredentials
        awsCredentials:
          region: us-east-1 # signed for us-east-1
          credentialsFile:
            secretRef:
              name: aws # with Secret default/aws, profile default
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: AIServiceBackend
      metadata:
        name: direct
      spec:
        schema:
          name: OpenAI # speaks OpenAI under /v1
        backendRef:
          group: gateway.envoyproxy.io
          kind: Backend
          name: openai
      ---
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: Backend
      metadata:
        name: openai
      spec:
        endpoints:
          - ip:
              address: 10.0.0.7 # at 10.0.0.7:8080
              port: 8080
      ---
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: BackendTrafficPolicy
      metadata:
        name: traffic
      spec:
        targetRefs:
          - group: gateway.networking.k8s.io
            kind: HTTPRoute
            name: route
        retry:
          numRetries: 3 # tries again at most 3 times
          numAttemptsPerPriority: 2 # tries a priority at most 2 times
          perRetry:
            timeout: 10s # at most 10 s for one attempt
            backOff:
              baseInterval: 50ms # tries again after 50 to 500 ms
          retryOn:
            triggers: [connect-failure, retriable-status-codes] # tries again upon connect failure, status
            httpStatusCodes: [502, 503] # tries again upon status 502, 503
        timeout:
          tcp:
            connectTimeout: 3s # connections made within 3000 ms
          http:
            streamIdleTimeout: 5s # at most 5 s for silence in a stream
            requestTimeout: 40s
        circuitBreaker:
          maxParallelRequests: 9 # at most 9 connections
          maxParallelRetries: 4 # at most 4 retries at once
        healthCheck:
          passive: # a backend rests 40000 ms after failures in a row (any 7, gateway errors 0, connections 0)
            consecutive5XxErrors: 7
            baseEjectionTime: 40s
      """;

  @Test
  void everyFactNamesTheLineThatDecidedIt() {
    List<String> tree = tree(GATEWAY, "smart", List.of());
    List<String> lines = GATEWAY.lines().toList();
    int facts = 0;
    for (int i = 0; i < lines.size(); i++) {
      int comment = lines.get(i).indexOf(" # ");
      if (comment >= 0) {
        says(tree, lines.get(i).substring(comment + 3) + "  [gateway.yaml:" + (i + 1) + "]");
        facts++;
      }
    }
    assertTrue(facts > 25, () -> "few facts are told in comments");
  }

  @Test
  void whatNoLineDecidesIsADefault() throws IOException {
    String guide = Files.readString(Cases.folder().resolve("guide/input/aws.yaml"));
    List<String> tree = tree(guide, "us.amazon.nova-micro-v1:0", List.of());
    says(tree, "port 10080  [default]");
    says(tree, "bodies up to 50 MiB  [default]");
    says(tree, "for the whole call as the gateway's setting `timeouts.call` says  [default]");
    says(tree, "as long for one attempt as for the whole call  [default]");
    says(tree, "for silence in a stream as the gateway's setting `timeouts.idle` says  [default]");
    says(tree, "tries each backend once  [default]");
    says(tree, "a backend that fails rests as docs/operations.md says  [default]");
    says(tree, "priority 0  [default]");
    says(tree, "weight 1  [default]");
  }

  @Test
  void aBackendWithoutPolicyAndTlsSaysSo() {
    List<String> tree = tree(GATEWAY, "smart", List.of());
    says(tree, "plain HTTP  [default]");
    says(tree, "not authorized  [default]");
  }

  @Test
  void whatTheNearerOfTwoPoliciesLeavesOpenTheWiderOneDecides() {
    String both =
        GATEWAY
            + """
            ---
            apiVersion: gateway.envoyproxy.io/v1alpha1
            kind: BackendTrafficPolicy
            metadata:
              name: wide
            spec:
              targetRefs:
                - group: gateway.networking.k8s.io
                  kind: Gateway
                  name: gw
              timeout:
                http:
                  connectionIdleTimeout: 7s
                  streamIdleTimeout: 9s
            """;
    String merged =
        both.replace(
            "  retry:\n    numRetries", "  mergeType: StrategicMerge\n  retry:\n    numRetries");
    List<String> tree = tree(merged, "smart", List.of());
    says(tree, "connections idle for at most 7000 ms  [gateway.yaml:" + line(merged, "7s") + "]");
    says(tree, "at most 5 s for silence in a stream  [gateway.yaml:" + line(merged, "5s #") + "]");
  }

  @Test
  void theShorterOfAPolicysTwoLimitsForCallsIsNamed() {
    String text =
        GATEWAY
            .replace("      timeouts:\n        request: 30s", "      streamIdleTimeout: 2s")
            .replace("requestTimeout: 40s", "requestTimeout: 40s\n      maxStreamDuration: 20s");
    says(
        tree(text, "smart", List.of()),
        "at most 20 s for the whole call  [gateway.yaml:" + line(text, "maxStreamDuration") + "]");
  }

  @Test
  void whatIsDroppedNamesTheApiAndTheModel() {
    List<String> tree = tree(GATEWAY, "smart", List.of("drops seed"));
    int api = line(GATEWAY, "name: AWSBedrock");
    int model = line(GATEWAY, "routec.io/base-model");
    says(tree, "drops seed  [gateway.yaml:%d, gateway.yaml:%d]".formatted(api, model));
  }

  @Test
  void aModelThatNothingTakesGetsTheOnesThatAreTaken() {
    Explanation none =
        Explanation.of(Cases.ofText(GATEWAY).plan(), "smrt", (_, _, _, _) -> List.of());
    assertEquals(false, none.found());
    assertTrue(none.text().contains("did you mean `smart`?"), none.text());
  }

  private static List<String> tree(String manifest, String model, List<String> losses) {
    return Explanation.of(Cases.ofText(manifest).plan(), model, (_, _, _, _) -> losses)
        .text()
        .lines()
        .map(String::strip)
        .toList();
  }

  private static void says(List<String> tree, String line) {
    assertTrue(tree.contains(line), () -> "no line `" + line + "` in\n" + String.join("\n", tree));
  }

  private static int line(String text, String words) {
    return (int) text.substring(0, text.indexOf(words)).lines().count();
  }
}

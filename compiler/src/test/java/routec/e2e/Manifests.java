package routec.e2e;

/** Manifests of gateways that a test needs with its own hosts and ports. */
final class Manifests {
  /** A Secret {@code aws} whose profile {@code app} is a role that its default keys may assume. */
  static final String KEYS =
      """
      ---
      apiVersion: v1
      kind: Secret
      metadata:
        name: aws
      stringData:
        credentials: |
          [default]
          aws_access_key_id = AKIDEXAMPLE
          aws_secret_access_key = test-only-not-a-real-secret
          [app]
          role_arn = arn:aws:iam::123456789012:role/gateway
          source_profile = default
      """;

  /** The default profile of {@link #KEYS}, as a policy names it. */
  static final String BY_FILE =
      """
          credentialsFile:
            secretRef:
              name: aws
      """;

  private Manifests() {}

  /**
   * A Gateway.
   *
   * @param config its GatewayConfig, or nothing
   */
  static String gateway(String config) {
    return """
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: GatewayClass
    metadata:
      name: envoy
    spec:
      controllerName: gateway.envoyproxy.io/gatewayclass-controller
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata:
      name: models
    %s
    spec:
      gatewayClassName: envoy
      listeners:
        - name: http
          protocol: HTTP
          port: 80
    """
        .formatted(
            config.isEmpty()
                ? ""
                : "  annotations:\n    aigateway.envoyproxy.io/gateway-config: " + config);
  }

  /** A route of one model to backends, the first before the second. */
  static String route(String model, String... backends) {
    StringBuilder refs = new StringBuilder();
    for (int i = 0; i < backends.length; i++) {
      refs.append("        - name: ").append(backends[i]).append('\n');
      refs.append("          modelNameOverride: us.amazon.nova-micro-v1:0\n");
      refs.append("          priority: ").append(i).append('\n');
    }
    return """
    ---
    apiVersion: aigateway.envoyproxy.io/v1beta1
    kind: AIGatewayRoute
    metadata:
      name: %1$s
    spec:
      parentRefs:
        - name: models
          kind: Gateway
          group: gateway.networking.k8s.io
      rules:
        - matches:
            - headers:
                - name: x-ai-eg-model
                  value: %1$s
          backendRefs:
    %2$s
    """
        .formatted(model, refs);
  }

  /**
   * A Bedrock in a region, over TLS.
   *
   * @param credentials how {@code awsCredentials} goes on after its region
   */
  static String bedrock(String name, String region, int port, String credentials) {
    return """
    ---
    apiVersion: aigateway.envoyproxy.io/v1beta1
    kind: AIServiceBackend
    metadata:
      name: %1$s
    spec:
      schema:
        name: AWSBedrock
      backendRef:
        name: %1$s
        kind: Backend
        group: gateway.envoyproxy.io
    ---
    apiVersion: aigateway.envoyproxy.io/v1beta1
    kind: BackendSecurityPolicy
    metadata:
      name: %1$s
    spec:
      targetRefs:
        - group: aigateway.envoyproxy.io
          kind: AIServiceBackend
          name: %1$s
      type: AWSCredentials
      awsCredentials:
        region: %2$s
    %4$s
    ---
    apiVersion: gateway.envoyproxy.io/v1alpha1
    kind: Backend
    metadata:
      name: %1$s
    spec:
      endpoints:
        - fqdn:
            hostname: bedrock-runtime.%2$s.amazonaws.com
            port: %3$d
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: BackendTLSPolicy
    metadata:
      name: %1$s
    spec:
      targetRefs:
        - group: gateway.envoyproxy.io
          kind: Backend
          name: %1$s
      validation:
        wellKnownCACertificates: System
        hostname: bedrock-runtime.%2$s.amazonaws.com
    """
        .formatted(name, region, port, credentials);
  }
}

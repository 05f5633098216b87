package routec.compiler.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which kinds there are, in which versions, and which Routec leaves to Kubernetes. */
final class Kinds {
  static final String AI = "aigateway.envoyproxy.io";
  static final String ENVOY = "gateway.envoyproxy.io";
  static final String GATEWAY = "gateway.networking.k8s.io";

  private static final Map<String, Map<String, List<String>>> JUDGED =
      Map.of(
          AI,
          Map.of(
              "AIGatewayRoute", List.of("v1beta1", "v1alpha1"),
              "AIServiceBackend", List.of("v1beta1", "v1alpha1"),
              "BackendSecurityPolicy", List.of("v1beta1", "v1alpha1"),
              "GatewayConfig", List.of("v1beta1", "v1alpha1"),
              "MCPRoute", List.of("v1beta1", "v1alpha1"),
              "QuotaPolicy", List.of("v1alpha1")),
          ENVOY,
          Map.of(
              "Backend", List.of("v1alpha1"),
              "BackendTrafficPolicy", List.of("v1alpha1"),
              "ClientTrafficPolicy", List.of("v1alpha1"),
              "EnvoyProxy", List.of("v1alpha1"),
              "HTTPRouteFilter", List.of("v1alpha1"),
              "SecurityPolicy", List.of("v1alpha1")),
          GATEWAY,
          Map.of(
              "BackendTLSPolicy", List.of("v1", "v1alpha3"),
              "Gateway", List.of("v1", "v1beta1"),
              "GatewayClass", List.of("v1", "v1beta1"),
              "HTTPRoute", List.of("v1", "v1beta1"),
              "ReferenceGrant", List.of("v1", "v1beta1")),
          "",
          Map.of("Secret", List.of("v1"), "ConfigMap", List.of("v1")));

  /** Kinds of our groups that change traffic in ways that Routec knows nothing of. */
  private static final Map<String, Set<String>> FOREIGN =
      Map.of(
          ENVOY,
          Set.of("EnvoyExtensionPolicy", "EnvoyPatchPolicy"),
          GATEWAY,
          Set.of("GRPCRoute", "ListenerSet", "TCPRoute", "TLSRoute", "UDPRoute"));

  private static final Set<String> WORKLOAD_GROUPS =
      Set.of(
          "",
          "apps",
          "autoscaling",
          "batch",
          "policy",
          "inference.networking.k8s.io",
          "networking.k8s.io",
          "rbac.authorization.k8s.io",
          "storage.k8s.io",
          "scheduling.k8s.io",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "kustomize.config.k8s.io");

  private static final Set<String> CLUSTER_KINDS = Set.of("GatewayClass");

  private Kinds() {}

  /** The versions of a kind, the preferred one first; none if no schema judges it. */
  static List<String> versions(String group, String kind) {
    return JUDGED.getOrDefault(group, Map.of()).getOrDefault(kind, List.of());
  }

  /** Whether all kinds of a group are known here. */
  static boolean isOwn(String group) {
    return JUDGED.containsKey(group) && !group.isEmpty();
  }

  static boolean isForeign(String group, String kind) {
    return FOREIGN.getOrDefault(group, Set.of()).contains(kind);
  }

  static boolean isWorkload(String group) {
    return WORKLOAD_GROUPS.contains(group);
  }

  static boolean hasNamespace(String kind) {
    return !CLUSTER_KINDS.contains(kind);
  }

  /** The judged kinds of a group. */
  static Set<String> of(String group) {
    return new TreeSet<>(JUDGED.getOrDefault(group, Map.of()).keySet());
  }

  /** Every judged kind with the apiVersion to write for it. */
  static Map<String, String> all() {
    Map<String, String> all = new TreeMap<>();
    JUDGED.forEach((group, kinds) ->
        kinds.forEach((kind, versions) ->
            all.put(
                kind, group.isEmpty() ? versions.getFirst() : group + "/" + versions.getFirst())));
    return all;
  }
}

package routec.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Manifests of many AIGatewayRoutes, each of three rules, over twenty backends. */
final class ManyRoutes {
  /** Rules of each route. */
  static final int RULES = 3;

  private static final int BACKENDS = 20;

  private ManyRoutes() {}

  /** Their backends are Bedrock's own. */
  static String toBedrock(int routes) throws IOException {
    String endpoint = "fqdn: {hostname: " + Contenders.HOST + ", port: 443}";
    return gateway(
        routes, endpoint, Files.readString(Path.of("bench/src/main/resources/tls.yaml")));
  }

  /** Their backends are all one port of this machine. */
  static String toLoopback(int routes, int port) throws IOException {
    return gateway(routes, "ip: {address: 127.0.0.1, port: " + port + "}", "");
  }

  /** The model that one of the rules takes. */
  static String model(int route, int rule) {
    return "model-" + route + "-" + rule;
  }

  private static String gateway(int routes, String endpoint, String policy) throws IOException {
    String example =
        Files.readString(Path.of("bench/src/main/resources/gateway.yaml"))
                .replace("fqdn: {}", endpoint)
            + policy;
    String[] objects = example.split("(?m)^---\n", -1);
    StringBuilder all = new StringBuilder();
    for (int backend = 0; backend < BACKENDS; backend++) {
      for (String object : Arrays.asList(objects).subList(1, objects.length)) {
        all.append(object.replaceAll("name: bench\\b", "name: bench-" + backend));
        all.append("---\n");
      }
    }
    for (int route = 0; route < routes; route++) {
      all.append(route(route)).append(route + 1 < routes ? "---\n" : "");
    }
    return all.toString();
  }

  private static String route(int route) {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: aigateway.envoyproxy.io/v1beta1
            kind: AIGatewayRoute
            metadata:
              name: route-%d
            spec:
              parentRefs:
                - name: bench
                  kind: Gateway
                  group: gateway.networking.k8s.io
              rules:
            """
                .formatted(route));
    for (int rule = 0; rule < RULES; rule++) {
      text.append(
          """
              - matches:
                  - headers:
                      - name: x-ai-eg-model
                        value: %s
                backendRefs:
                  - name: bench-%d
                    modelNameOverride: %s
          """
              .formatted(model(route, rule), (route + rule) % BACKENDS, Contenders.MODEL));
    }
    return text.toString();
  }
}

package routec.compiler.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.rehearse.CompiledRoutes;
import routec.compiler.rehearse.Trial;
import routec.compiler.source.SourceFile;
import routec.runtime.bytes.Slice;
import routec.runtime.server.Rehearsal;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Header;

/**
 * No text of a manifest breaks out of generated code: each hostile text is planted in each place
 * that a user controls; it is refused with a message, or it arrives as it is.
 */
final class InjectionTest {
  /** Part of every hostile text, and of nothing else. */
  private static final String MARK = "zq7";

  private static final String MODEL = "the-model";

  /** Where a user's text stands. */
  enum Place {
    GATEWAY_NAME,
    LISTENER_NAME,
    ROUTE_NAME,
    ROUTE_NAMESPACE,
    RULE_NAME,
    SERVICE_NAME,
    BACKEND_NAME,
    SECRET_NAME,
    HOSTNAME,
    MODEL_MATCH,
    HEADER_NAME,
    HEADER_VALUE,
    HEADER_REGEX,
    OVERRIDE,
    OWNER,
    SET_NAME,
    SET_VALUE,
    REMOVE_NAME,
    BODY_PATH,
    BODY_VALUE,
    ENDPOINT,
    TLS_NAME,
    ALT_NAME,
    PREFIX,
    VERSION,
    REGION,
    PROFILE,
    SECRET_KEY,
    BASE_MODEL
  }

  static Stream<String> hostile() {
    return Stream.of(
        "zq7\" + evil() + \"",
        "zq7'x",
        "zq7*/ class X {} /*",
        "zq7\\u0022; int x = 1; //",
        "zq7\\\\u002a\\\\u002f",
        "zq7\\",
        "zq7\n}\nclass Y {}",
        "zq7\r\nx-evil: 1",
        "../../zq7/..",
        "zq7\"\"\" + evil() + \"\"\"",
        "zq7$S $L $T $$ ${x} %REQ(x)% {{x}}",
        "zq7\u2028\u2029\u0085x",
        "zq7\uD83D\uDE00\u00E4",
        "zq7-\u0430\uFF41",
        "\u202Ezq7",
        "zq7: - # [a]{b}, &x *y !z | > %",
        " zq7 ",
        "zq7\0x",
        "zq7\tx",
        "zq7.class.int.null",
        "zq7-" + "a".repeat(59),
        "zq7" + (".a" + "b".repeat(48)).repeat(5),
        "zq7" + "a".repeat(250),
        "zq7.a-b--c.0",
        "{zq7}",
        "*.zq7.example",
        "zq7.*",
        "(zq7",
        "zq7<a&b>",
        "zq7;x=1,y=2");
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileTextIsRefusedOrArrivesAsItIs(String text) throws Exception {
    Compiler compiler = new Compiler();
    Set<Place> taken = EnumSet.noneOf(Place.class);
    for (Place place : Place.values()) {
      if (compiles(compiler, manifest(text, EnumSet.of(place)))) {
        taken.add(place);
      }
    }
    assertTrue(taken.contains(Place.OWNER), "a plain text takes anything");
    if (taken.contains(Place.HEADER_VALUE)) {
      taken.remove(Place.HEADER_REGEX); // asked for apart below, as the two exclude each other
    }
    Compilation.Gateway gateway =
        run(compiler, manifest(text, taken))
            .gateway()
            .orElseThrow(() -> new AssertionError("alone they compile: " + taken));
    List<GeneratedFile> files = Cases.generated(gateway);
    boolean plain = text.matches("[a-z0-9.-]+"); // may be part of an identifier
    for (GeneratedFile file : files) {
      if (file.path().endsWith(".java")) {
        String code = JavaText.withoutLiterals(file.text());
        assertFalse(
            !plain && code.contains(MARK), () -> file.path() + " has input as code:\n" + code);
        assertFalse(code.contains("evil"), () -> file.path() + ":\n" + code);
      }
    }
    checkBootstrap(Envoy.bootstrap(files), text);
    CompiledRoutes routes = CompiledRoutes.of(files);
    checkCall(routes, text, taken);
    Optional<Envoy> envoy = Envoy.find();
    if (envoy.isPresent()) {
      assertEquals("", envoy.get().validate(files, folder));
    } else {
      System.out.println("SKIPPED: no Envoy in .tools/envoy to ask; run: make envoy");
    }
  }

  /** What reaches the provider is what the manifest says. */
  private static void checkCall(CompiledRoutes routes, String text, Set<Place> taken)
      throws IOException {
    String model = taken.contains(Place.MODEL_MATCH) ? text : MODEL;
    String host = taken.contains(Place.HOSTNAME) ? text.replace("*", "x") : "api.example.com";
    String name = taken.contains(Place.HEADER_NAME) ? text : "x-tier";
    String value = taken.contains(Place.HEADER_VALUE) ? text : "gold";
    Rehearsal.Request request =
        new Rehearsal.Request(
            Endpoint.CHAT_COMPLETIONS,
            host,
            List.of(new Header(name, value), new Header("x-old", "1")),
            Slice.utf8(
                "{\"model\":"
                    + json(model)
                    + ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"));
    Rehearsal.Played played = Trial.of(routes, "", request, List.of()).played();
    assertEquals(1, played.sent().size(), () -> "the route takes the call: " + played);
    var sent = played.sent().getFirst().request();
    Map<?, ?> body = (Map<?, ?>) load(sent.body().text());
    assertEquals(taken.contains(Place.OVERRIDE) ? text : "its-name", body.get("model"));
    String set = taken.contains(Place.BODY_VALUE) ? text : "here";
    assertTrue(leaves(body).anyMatch(set::equals), () -> set + " is in " + body);
    String headers = taken.contains(Place.SET_VALUE) ? text.strip() : "v";
    assertTrue(
        sent.headers().stream().anyMatch(header -> header.value().equals(headers)),
        () -> "a header is " + headers);
  }

  /** Every scalar with a part of the text has all of it. */
  private static void checkBootstrap(String yaml, String text) {
    walk(load(yaml), text);
  }

  private static void walk(Object node, String text) {
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        walk(key, text);
        walk(value, text);
      });
    } else if (node instanceof List<?> list) {
      list.forEach(item -> walk(item, text));
    } else if (node instanceof String scalar && scalar.contains(MARK)) {
      boolean whole = scalar.contains(text) || scalar.contains(text.toLowerCase(Locale.ROOT));
      assertTrue(
          whole || text.startsWith("*."),
          () -> "a part of the text stands in envoy.yaml: " + scalar);
    }
  }

  private static Stream<Object> leaves(Object node) {
    return switch (node) {
      case Map<?, ?> map -> map.values().stream().flatMap(InjectionTest::leaves);
      case List<?> list -> list.stream().flatMap(InjectionTest::leaves);
      default -> Stream.of(node);
    };
  }

  private static Object load(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static boolean compiles(Compiler compiler, String manifest) {
    Compilation compilation = run(compiler, manifest);
    boolean refused = compilation.diagnostics().stream().anyMatch(Diagnostic::isError);
    assertEquals(refused, compilation.gateway().isEmpty());
    return !refused;
  }

  private static Compilation run(Compiler compiler, String manifest) {
    SourceFile file = SourceFile.of("gateway.yaml", manifest);
    return compiler.compile(new Sources(List.of(file)), new Diagnostics());
  }

  /** A JSON text is a YAML text in double quotes, too. */
  private static String json(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String manifest(String text, Set<Place> planted) {
    String manifest = TEMPLATE;
    for (Place place : Place.values()) {
      String hole = "@" + place + ":";
      int start = manifest.indexOf(hole);
      while (start >= 0) {
        int end = manifest.indexOf('@', start + 1);
        String usual = manifest.substring(start + hole.length(), end);
        String value = planted.contains(place) ? text : usual;
        if (planted.contains(place) && place == Place.BODY_VALUE) {
          value = json(text);
        } else if (planted.contains(place) && place == Place.PREFIX) {
          value = "/" + text;
        }
        manifest = manifest.substring(0, start) + yaml(value) + manifest.substring(end + 1);
        start = manifest.indexOf(hole);
      }
    }
    return manifest;
  }

  /** In double quotes; what is beyond the first plane as a whole. */
  private static String yaml(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (c < ' ' || c > '~') {
            quoted.append(c > 0xFFFF ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }

  private static final String TEMPLATE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: @GATEWAY_NAME:gw@, namespace: @ROUTE_NAMESPACE:default@}
      spec:
        gatewayClassName: envoy
        listeners:
          - {name: @LISTENER_NAME:http@, protocol: HTTP, port: 80}
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: AIGatewayRoute
      metadata: {name: @ROUTE_NAME:route@, namespace: @ROUTE_NAMESPACE:default@}
      spec:
        parentRefs: [{name: @GATEWAY_NAME:gw@}]
        hostnames: [@HOSTNAME:api.example.com@]
        rules:
          - name: @RULE_NAME:first@
            matches:
              - headers:
                  - {name: x-ai-eg-model, value: @MODEL_MATCH:the-model@}
                  - {name: @HEADER_NAME:x-tier@, value: @HEADER_VALUE:gold@}
            modelsOwnedBy: @OWNER:somebody@
            backendRefs:
              - name: @SERVICE_NAME:service@
                modelNameOverride: @OVERRIDE:its-name@
                headerMutation:
                  set: [{name: @SET_NAME:x-set@, value: @SET_VALUE:v@}]
                  remove: [@REMOVE_NAME:x-old@]
                bodyMutation:
                  set: [{path: @BODY_PATH:user@, value: @BODY_VALUE:"here"@}]
          - name: second
            matches:
              - headers:
                  - {name: x-ai-eg-model, value: us.amazon.nova-micro-v1:0}
                  - {type: RegularExpression, name: x-re, value: @HEADER_REGEX:a+@}
            backendRefs: [{name: bedrock}]
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: AIServiceBackend
      metadata:
        name: @SERVICE_NAME:service@
        namespace: @ROUTE_NAMESPACE:default@
        annotations: {routec.io/base-model: @BASE_MODEL:gpt@}
      spec:
        schema: {name: OpenAI, prefix: @PREFIX:/v1@}
        backendRef: {name: @BACKEND_NAME:backend@, kind: Backend, group: gateway.envoyproxy.io}
      ---
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: Backend
      metadata: {name: @BACKEND_NAME:backend@, namespace: @ROUTE_NAMESPACE:default@}
      spec:
        endpoints:
          - fqdn: {hostname: @ENDPOINT:llm.example.com@, port: 443}
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: BackendTLSPolicy
      metadata: {name: tls, namespace: @ROUTE_NAMESPACE:default@}
      spec:
        targetRefs:
          - {group: gateway.envoyproxy.io, kind: Backend, name: @BACKEND_NAME:backend@}
        validation:
          wellKnownCACertificates: System
          hostname: @TLS_NAME:llm.example.com@
          subjectAltNames: [{type: Hostname, hostname: @ALT_NAME:llm.example.com@}]
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: AIServiceBackend
      metadata: {name: bedrock, namespace: @ROUTE_NAMESPACE:default@}
      spec:
        schema: {name: AWSBedrock, version: @VERSION:v1@}
        backendRef: {name: aws, kind: Backend, group: gateway.envoyproxy.io}
      ---
      apiVersion: gateway.envoyproxy.io/v1alpha1
      kind: Backend
      metadata: {name: aws, namespace: @ROUTE_NAMESPACE:default@}
      spec:
        tls: {wellKnownCACertificates: System}
        endpoints:
          - fqdn: {hostname: bedrock-runtime.us-east-1.amazonaws.com, port: 443}
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: BackendSecurityPolicy
      metadata: {name: keys, namespace: @ROUTE_NAMESPACE:default@}
      spec:
        targetRefs: [{group: aigateway.envoyproxy.io, kind: AIServiceBackend, name: bedrock}]
        type: AWSCredentials
        awsCredentials:
          region: @REGION:us-east-1@
          credentialsFile:
            profile: @PROFILE:default@
            secretRef: {name: @SECRET_NAME:keys@}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: @SECRET_NAME:keys@, namespace: @ROUTE_NAMESPACE:default@}
      stringData:
        @SECRET_KEY:other@: x
        credentials: |
          [default]
          aws_access_key_id = AKIDEXAMPLE
          aws_secret_access_key = fake
      """;
}

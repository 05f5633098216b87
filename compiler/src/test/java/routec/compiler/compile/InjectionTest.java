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
import java.util.TreeSet;
import java.util.function.BiFunction;
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
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Header;
import routec.runtime.spi.Target;

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

  /** Names that mean something to Java, to its library, to file systems, or to generated code. */
  static Stream<String> reserved() {
    return Stream.of(
        "class",
        "int",
        "record",
        "yield",
        "var",
        "sealed",
        "permits",
        "non-sealed",
        "_",
        "true",
        "null",
        "package-info",
        "module-info",
        "string",
        "object",
        "call",
        "gateway",
        "routes",
        "rule",
        "rules",
        "java",
        "routec",
        "list",
        "backend",
        "target",
        "con",
        "nul",
        "aux",
        "com1",
        "constructor",
        "0",
        "1",
        "a.b",
        "String",
        "Object",
        "Call",
        "CON",
        "Gateway");
  }

  @ParameterizedTest
  @MethodSource("reserved")
  void aReservedWordIsANameLikeAnyOther(String word) throws Exception {
    Compiler compiler = new Compiler();
    Set<Place> names =
        EnumSet.of(
            Place.GATEWAY_NAME,
            Place.LISTENER_NAME,
            Place.ROUTE_NAME,
            Place.ROUTE_NAMESPACE,
            Place.RULE_NAME,
            Place.SERVICE_NAME,
            Place.BACKEND_NAME,
            Place.SECRET_NAME,
            Place.MODEL_MATCH,
            Place.OVERRIDE,
            Place.HEADER_NAME,
            Place.PROFILE);
    Set<Place> taken = EnumSet.noneOf(Place.class);
    for (Place place : names) {
      if (compiles(compiler, manifest(word, EnumSet.of(place)))) {
        taken.add(place);
      }
    }
    boolean object = word.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    assertEquals(object, taken.contains(Place.SERVICE_NAME), "Kubernetes' own rule of names");
    assertTrue(taken.contains(Place.MODEL_MATCH) && taken.contains(Place.OVERRIDE), word);
    Compilation.Gateway gateway = run(compiler, manifest(word, taken)).gateway().orElseThrow();
    List<GeneratedFile> files = Cases.generated(gateway);
    Set<String> paths = new TreeSet<>();
    for (GeneratedFile file : files) {
      String name = file.path().substring(file.path().lastIndexOf('/') + 1);
      assertTrue(paths.add(file.path().toLowerCase(Locale.ROOT)), "two files on one Mac: " + name);
      assertFalse(name.matches("(?i)(con|nul|aux|prn|com[0-9]|lpt[0-9])[.].*"), name);
    }
    CompiledRoutes routes = CompiledRoutes.of(files);
    checkCall(routes, word, taken);
    checkBackends(routes, gateway, word, taken);
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
    checkBackends(routes, gateway, text, taken);
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
    var sent = sent(routes, text, taken, model).request();
    Map<?, ?> body = (Map<?, ?>) load(sent.body().text());
    assertEquals(taken.contains(Place.OVERRIDE) ? text : "its-name", body.get("model"));
    String set = taken.contains(Place.BODY_VALUE) ? text : "here";
    assertTrue(leaves(body).anyMatch(set::equals), () -> set + " is in " + body);
    String headers = taken.contains(Place.SET_VALUE) ? text.strip() : "v";
    assertTrue(
        sent.headers().stream().anyMatch(header -> header.value().equals(headers)),
        () -> "a header is " + headers);
  }

  private static Rehearsal.Request call(String text, Set<Place> taken, String model) {
    String host = taken.contains(Place.HOSTNAME) ? text.replace("*", "x") : "api.example.com";
    String name = taken.contains(Place.HEADER_NAME) ? text.toLowerCase(Locale.ROOT) : "x-tier";
    String value = taken.contains(Place.HEADER_VALUE) ? text : "gold";
    return new Rehearsal.Request(
        Endpoint.CHAT_COMPLETIONS,
        host,
        List.of(new Header(name, value), new Header("x-old", "1")),
        Slice.utf8(
            "{\"model\":"
                + json(model)
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"));
  }

  /** What never leaves in a request arrives in the backends' settings. */
  private static void checkBackends(
      CompiledRoutes routes, Compilation.Gateway gateway, String text, Set<Place> taken)
      throws IOException {
    BiFunction<Place, String, String> arrived =
        (place, usual) -> taken.contains(place) ? text : usual;
    Rehearsal.Sent bedrock = sent(routes, text, taken, "us.amazon.nova-lite-v1:0");
    assertEquals(
        new Authorization.SigV4(
            arrived.apply(Place.REGION, "us-east-1"),
            "bedrock",
            new Credentials.File(
                arrived.apply(Place.ROUTE_NAMESPACE, "default")
                    + "/"
                    + arrived.apply(Place.SECRET_NAME, "keys"),
                "credentials",
                arrived.apply(Place.PROFILE, "default"))),
        bedrock.backend().authorization());
    Rehearsal.Sent claude = sent(routes, text, taken, "anthropic.claude-3-5-sonnet-20241022-v2:0");
    Map<?, ?> body = (Map<?, ?>) load(claude.request().body().text());
    assertEquals(arrived.apply(Place.VERSION, "bedrock-2023-05-31"), body.get("anthropic_version"));
    Rehearsal.Sent relay = sent(routes, text, taken, arrived.apply(Place.MODEL_MATCH, MODEL));
    assertEquals(
        new Target.Tls(
            arrived.apply(Place.TLS_NAME, "llm.example.com").toLowerCase(Locale.ROOT),
            List.of(arrived.apply(Place.ALT_NAME, "llm.example.com").toLowerCase(Locale.ROOT)),
            List.of(),
            ""),
        relay.backend().target().security());
    String prefix = taken.contains(Place.PREFIX) ? "/" + text : "/v1";
    String path = relay.request().path();
    assertEquals(prefix.replaceAll("/+", "/").replaceAll("/$", "") + "/chat/completions", path);
    assertTrue(
        gateway.plan().listeners().getFirst().hosts().stream()
            .flatMap(host -> host.entries().stream())
            .flatMap(entry -> entry.headers().stream())
            .anyMatch(header ->
                header.regex() && header.value().equals(arrived.apply(Place.HEADER_REGEX, "a+"))),
        "the expression is what was written");
    assertTrue(
        gateway.secrets().stream()
            .anyMatch(file -> file.toString().contains(arrived.apply(Place.SECRET_KEY, "other"))),
        "the Secret has its keys");
  }

  private static Rehearsal.Sent sent(
      CompiledRoutes routes, String text, Set<Place> taken, String model) throws IOException {
    Rehearsal.Played played = Trial.of(routes, "", call(text, taken, model), List.of()).played();
    assertEquals(1, played.sent().size(), () -> "the route takes the call: " + played);
    return played.sent().getFirst();
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
          - name: third
            matches:
              - headers:
                  - {name: x-ai-eg-model, value: us.amazon.nova-lite-v1:0}
            backendRefs: [{name: bedrock}]
          - name: fourth
            matches:
              - headers:
                  - {name: x-ai-eg-model, value: "anthropic.claude-3-5-sonnet-20241022-v2:0"}
            backendRefs: [{name: claude}]
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
        schema: {name: AWSBedrock}
        backendRef: {name: aws, kind: Backend, group: gateway.envoyproxy.io}
      ---
      apiVersion: aigateway.envoyproxy.io/v1beta1
      kind: AIServiceBackend
      metadata: {name: claude, namespace: @ROUTE_NAMESPACE:default@}
      spec:
        schema: {name: AWSAnthropic, version: @VERSION:bedrock-2023-05-31@}
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
        targetRefs:
          - {group: aigateway.envoyproxy.io, kind: AIServiceBackend, name: bedrock}
          - {group: aigateway.envoyproxy.io, kind: AIServiceBackend, name: claude}
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

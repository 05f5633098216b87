package routec.compiler.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routec.compiler.run.RoutesJar;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.CompiledGateway;
import routec.runtime.spi.Contract;
import routec.runtime.spi.Credentials;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ListenerRoutes;
import routec.runtime.spi.Route;
import routec.runtime.spi.RouteTable;
import routec.runtime.spi.Target;

/** Generated sources are compiled, loaded and asked: they say what the manifests say. */
final class GeneratedCodeTest {
  @TempDir private Path folder;

  @Test
  void theGuideRoutesItsTwoModels() throws Exception {
    try (Loaded loaded = load("guide")) {
      CompiledGateway gateway = loaded.gateway();
      assertEquals(Contract.VERSION, gateway.contract());
      ListenerRoutes listener = gateway.listeners().getFirst();
      assertEquals("default/gw/http", listener.name());
      assertEquals(10080, listener.port());
      assertEquals(50 << 20, listener.maxBodyBytes());
      RouteTable table = listener.table("localhost:10080").orElseThrow();
      assertEquals(
          List.of("us.amazon.nova-micro-v1:0", "anthropic.claude-3-5-sonnet-20241022-v2:0"),
          table.models().stream().map(RouteTable.Model::id).toList());
      assertEquals(Optional.empty(), table.match("gpt-4", Headers.NONE));

      Route nova = table.match("us.amazon.nova-micro-v1:0", Headers.NONE).orElseThrow();
      assertEquals("default/aws/0", nova.name());
      assertEquals(List.of(), nova.attempts(Endpoint.EMBEDDINGS));
      Attempt attempt = nova.attempts(Endpoint.CHAT_COMPLETIONS).getFirst();
      assertEquals("aws.bedrock", attempt.backend().provider());
      assertEquals(
          Target.tls(
              "bedrock-runtime.us-east-1.amazonaws.com",
              443,
              "bedrock-runtime.us-east-1.amazonaws.com"),
          attempt.backend().target());
      assertEquals(
          new Authorization.SigV4(
              "us-east-1",
              "bedrock",
              new Credentials.File("default/aws-credentials", "credentials", "default")),
          attempt.backend().authorization());

      Route claude =
          table.match("anthropic.claude-3-5-sonnet-20241022-v2:0", Headers.NONE).orElseThrow();
      assertEquals(1, claude.attempts(Endpoint.MESSAGES).size());
      assertEquals(1, claude.attempts(Endpoint.CHAT_COMPLETIONS).size());
    }
  }

  @Test
  void precedenceHostnamesWeightsAndTimeoutsArrive() throws Exception {
    try (Loaded loaded = load("everything")) {
      ListenerRoutes listener = loaded.gateway().listeners().getFirst();
      RouteTable any = listener.table("elsewhere").orElseThrow();
      Route claude = any.match("claude", Headers.NONE).orElseThrow();
      assertEquals("default/failover/0", claude.name());
      assertEquals(120, claude.timeouts().request().toSeconds());
      assertEquals(30, claude.timeouts().streamIdle().toSeconds());
      assertEquals(
          List.of("default/claude-east 0 3", "default/claude-west 0 1", "default/nova-west 1 1"),
          claude.attempts(Endpoint.CHAT_COMPLETIONS).stream()
              .map(attempt ->
                  attempt.backend().name() + " " + attempt.priority() + " " + attempt.weight())
              .toList());
      // More conditions win, whatever the manifest's order.
      assertEquals("default/failover/1", name(any, "claude", Headers.of("x-tier", "free")));
      assertEquals("default/failover/2", name(any, "nova-something", Headers.NONE));
      assertEquals(Optional.empty(), any.match("other", Headers.NONE));

      RouteTable open = listener.table("open.example.com").orElseThrow();
      assertEquals("default/open/0", name(open, "whatever", Headers.NONE));
      RouteTable org = listener.table("api.example.org").orElseThrow();
      assertEquals("default/hosts/0", name(org, "local", Headers.NONE));
      assertEquals("default/failover/0", name(org, "claude", Headers.NONE));
      assertEquals(
          Target.Tls.to("llm.internal").trusting("default.configmaps/ca/ca.crt"),
          org.match("local", Headers.NONE)
              .orElseThrow()
              .attempts(Endpoint.CHAT_COMPLETIONS)
              .getFirst()
              .backend()
              .target()
              .security());
      assertEquals(new RouteTable.Model("claude", "Envoy AI Gateway", 0), any.models().getFirst());
    }
  }

  @Test
  void hostileTextsStayTexts() throws Exception {
    try (Loaded loaded = load("hostile")) {
      RouteTable table = loaded.gateway().listeners().getFirst().table("localhost").orElseThrow();
      String model =
          "a\"b*/ \\u002a\\u002f $S ${x} \n newline %REQ(x)% \u00e4\u2028" + "\uD83D\uDE00";
      assertEquals(
          List.of(model, "plain"), table.models().stream().map(RouteTable.Model::id).toList());
      assertEquals("*/ \\u000a \" $$L", table.models().getLast().ownedBy());
      Headers headers = Headers.of("x-class", "*/ class X {} /*", "x-re", "42\"");
      assertEquals("default/class/0", name(table, model, headers));
    }
  }

  @Test
  void sixThousandRulesCompileAndLoad() throws Exception {
    try (Loaded loaded = load(Many.plan(2_000, 3))) {
      RouteTable table = loaded.gateway().listeners().getFirst().table("localhost").orElseThrow();
      assertEquals(6_000, table.models().size());
      assertTrue(table.match("model-1999-2", Headers.NONE).isPresent());
    }
  }

  private static String name(RouteTable table, String model, Headers headers) {
    return table.match(model, headers).orElseThrow().name();
  }

  private Loaded load(String name) throws Exception {
    return load(Cases.gateway(name).plan());
  }

  private Loaded load(routec.compiler.plan.GatewayPlan plan) throws IOException {
    Path jar = folder.resolve("routes.jar");
    List<String> classPath = new ArrayList<>();
    classPath.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
    RoutesJar.write(Cases.generated(new Compilation.Gateway(plan, List.of())), classPath, jar);
    return new Loaded(new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent()));
  }

  /** Sees the runtime but not the gateway that the tests' class path has, too. */
  private static ClassLoader parent() {
    return new ClassLoader(GeneratedCodeTest.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("routec.generated.")) {
          throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
      }
    };
  }

  /** A gateway with the loader that holds its jar open. */
  private record Loaded(URLClassLoader loader) implements AutoCloseable {
    CompiledGateway gateway() throws ReflectiveOperationException {
      return (CompiledGateway)
          loader.loadClass("routec.generated.Gateway").getDeclaredConstructor().newInstance();
    }

    @Override
    public void close() throws IOException {
      loader.close();
    }
  }
}

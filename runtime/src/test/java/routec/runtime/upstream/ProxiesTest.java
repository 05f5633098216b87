package routec.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Connections;
import routec.runtime.spi.Patience;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamReply;
import routec.runtime.spi.UpstreamRequest;

/** HTTP proxies: which targets they are for, and the way through them. */
@Timeout(30)
final class ProxiesTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  private static final String PASSWORD = "fake-proxy-password";

  @ParameterizedTest
  @CsvSource({
    "llm.example.com, llm.example.com, 443, true",
    "example.com, llm.example.com, 443, true",
    "example.com, example.com, 443, true",
    "EXAMPLE.com, LLM.Example.COM, 443, true",
    "example.com, anexample.com, 443, false",
    ".example.com, llm.example.com, 443, true",
    ".example.com, example.com, 443, false",
    "*.example.com, llm.example.com, 443, true",
    "*, anything.test, 443, true",
    "llm.example.com:443, llm.example.com, 443, true",
    "llm.example.com:8443, llm.example.com, 443, false",
    "10.0.0.0/8, 10.1.2.3, 443, true",
    "10.0.0.0/8, 11.1.2.3, 443, false",
    "10.0.0.0/8, 10.example.com, 443, false",
    "10.0.0.0/33, 10.1.2.3, 443, false",
    "169.254.169.254, 169.254.169.254, 80, true",
    "fd00::/8, fd12::1, 443, true",
    "fd00::/8, fe80::1, 443, false",
    "[fd00::1]:443, fd00::1, 443, true",
    "[fd00::1]:444, fd00::1, 443, false",
    "none.test, localhost, 443, true",
    "none.test, 127.0.0.5, 443, true",
    "none.test, 127.example.com, 443, false",
    "none.test, ::1, 443, true",
  })
  void someTargetsAreReachedDirectly(String rule, String host, int port, boolean direct) {
    Proxies proxies =
        Proxies.of(Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", "a.test, " + rule));
    assertEquals(direct, proxies.to(Target.tls(host, port, host)).isEmpty());
  }

  @Test
  void theEnvironmentIsReadAsOtherToolsReadIt() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HTTPS_PROXY", "http://upper:1");
    environment.put("https_proxy", "lower:2"); // wins
    environment.put("http_proxy", "http://[fd00::1]:3");
    Proxies proxies = Proxies.of(environment);
    assertEquals("lower:2", proxies.to(Target.tls("a.test", 443, "a.test")).orElseThrow() + "");
    Proxies.Proxy plain = proxies.to(Target.plain("a.test", 80)).orElseThrow();
    assertEquals("fd00::1", plain.host());
    assertEquals(3, plain.port());
    Proxies.Proxy usual = Proxies.of(Map.of("HTTP_PROXY", "http://p")).plain().orElseThrow();
    assertEquals(80, usual.port());
    assertEquals(Optional.empty(), Proxies.of(Map.of()).to(Target.plain("a.test", 80)));
  }

  @Test
  void aBackendsOwnProxyIsAskedWhateverTheEnvironmentSays() {
    Target target =
        Target.tls("a.test", 443, "a.test").with(Connections.USUAL.through("own.test:8080"));
    Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "http://other:1", "NO_PROXY", "*"));
    assertEquals("own.test:8080", proxies.to(target).orElseThrow().toString());
  }

  @Test
  void aProxyThatCantBeUsedIsRefusedWithoutItsPassword() {
    for (String wrong : List.of("https://u:%s@proxy:1", "socks5://u:%s@p:1", "http://u:%s@:x")) {
      String message =
          String.valueOf(
              assertThrows(
                      IllegalArgumentException.class,
                      () -> Proxies.of(Map.of("HTTPS_PROXY", wrong.formatted(PASSWORD))))
                  .getMessage());
      assertTrue(message.startsWith("HTTPS_PROXY must be http://host:port"), message);
      assertFalse(message.contains(PASSWORD), message);
    }
    Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "http://u:" + PASSWORD + "@proxy:1"));
    assertFalse(proxies.toString().contains(PASSWORD), proxies.toString());
    assertFalse(proxies.toString().contains(basic()), proxies.toString());
  }

  @Test
  void aTunnelIsAskedForOnceAndCarriesAllCallsOfItsConnection() throws Exception {
    try (Peer origin = Peer.answering(OK);
        Peer proxy = tunnelling(origin);
        PooledWire wire = through(proxy, "u:" + PASSWORD + "@")) {
      assertEquals("{}", call(wire));
      assertEquals("{}", call(wire));
      String connect = proxy.requests.take();
      assertEquals(
          "CONNECT llm.test:80 HTTP/1.1\r\nHost: llm.test:80\r\nProxy-Authorization: "
              + basic()
              + "\r\n\r\n",
          connect);
      assertEquals(1, proxy.connections.get());
      assertTrue(origin.requests.take().startsWith("POST /x HTTP/1.1\r\nhost: llm.test\r\n"));
      assertFalse(origin.requests.take().contains("roxy"), "the origin sees the proxy's password");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 407 Proxy Authentication Required for fake-proxy-password|with 407: it wants"
            + " other credentials",
        "HTTP/1.1 502 Bad Gateway|with 502: it can't reach it",
        "HTTP/1.1 403 Forbidden|with 403: it does not let the gateway there",
        "HTTP/1.1 301 Moved|with 301",
        "SSH-2.0-fake-proxy-password|does not speak HTTP",
      })
  void aProxyThatRefusesIsNamedWithoutPasswords(String line, String told) throws Exception {
    try (Peer proxy =
            new Peer((peer, socket, _) -> {
              head(socket.getInputStream());
              Peer.send(socket, line + "\r\nContent-Length: 0\r\n\r\n");
              peer.awaitEnd(socket);
            });
        PooledWire wire = through(proxy, "u:" + PASSWORD + "@")) {
      GatewayFault fault = assertThrows(GatewayFault.class, () -> call(wire));
      assertEquals(503, fault.status());
      String detail = fault.detail().orElseThrow();
      assertTrue(detail.contains("the proxy 127.0.0.1:" + proxy.port()), detail);
      assertTrue(detail.contains(told), detail);
      assertFalse((detail + fault.message()).contains(PASSWORD), detail);
      assertFalse(detail.contains(basic().substring(6)), detail);
      assertEquals("end", proxy.nextEnd()); // nothing is left open
    }
  }

  @Test
  void aProxyThatFallsSilentOrBreaksOffIsGivenUp() throws Exception {
    try (Peer silent = new Peer((peer, socket, _) -> peer.awaitEnd(socket));
        PooledWire wire =
            new PooledWire(
                new WireSettings(
                    4, 100, 300, 100, 1_000, 1_000, Map.of(), proxies(silent, ""), Slice.EMPTY),
                PooledWireTest.NO_SECRETS)) {
      assertThrows(GatewayFault.class, () -> call(wire));
      assertEquals("end", silent.nextEnd());
    }
    try (Peer leaving =
            new Peer((_, socket, _) -> {
              head(socket.getInputStream());
              Peer.send(socket, "HTTP/1.1 200 Conn");
            });
        PooledWire wire = through(leaving, "")) {
      GatewayFault fault = assertThrows(GatewayFault.class, () -> call(wire));
      assertTrue(fault.detail().orElseThrow().contains("the proxy's reply has no end"));
    }
  }

  /** A proxy that connects every way to one origin. */
  private static Peer tunnelling(Peer origin) throws IOException {
    return new Peer((peer, socket, _) -> {
      peer.requests.add(head(socket.getInputStream()));
      try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), origin.port())) {
        Peer.send(socket, "HTTP/1.1 200 Connection established\r\n\r\n");
        Thread back = Thread.ofVirtual().start(() -> copy(onward, socket));
        copy(socket, onward);
        back.join();
      }
    });
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[8_192];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        out.write(some, 0, n);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // one side has gone
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static Proxies proxies(Peer proxy, String user) {
    return Proxies.of(Map.of("HTTP_PROXY", "http://" + user + "127.0.0.1:" + proxy.port()));
  }

  private static PooledWire through(Peer proxy, String user) {
    return new PooledWire(
        WireSettings.defaults().withProxies(proxies(proxy, user)), PooledWireTest.NO_SECRETS);
  }

  private static String call(PooledWire wire) throws IOException {
    Target target = Target.plain("llm.test", 80);
    UpstreamRequest request = new UpstreamRequest(target, "/x", List.of(), Slice.utf8("{}"));
    try (UpstreamReply reply = wire.send(request, Patience.of(5_000, 5_000), new Cancellation())) {
      return new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String basic() {
    byte[] pair = ("u:" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}

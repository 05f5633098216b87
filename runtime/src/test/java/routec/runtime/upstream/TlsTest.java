package routec.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Patience;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamReply;
import routec.runtime.spi.UpstreamRequest;

/** TLS to providers: who is trusted, and under which name. */
@Timeout(30)
final class TlsTest {
  private static final String NAME = "bedrock-runtime.us-east-1.amazonaws.com";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

  @TempDir static Path folder;

  private static TestCertificate certificate;
  private static Slice pem;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.of(folder, NAME);
    pem = certificate.pem();
  }

  private static Peer peer(String... protocols) throws IOException {
    ServerSocket server = certificate.server();
    if (protocols.length > 0) {
      ((SSLServerSocket) server).setEnabledProtocols(protocols);
    }
    return new Peer(
        server,
        (peer, socket, _) -> {
          while (peer.request(socket)) {
            var names =
                ((ExtendedSSLSession) ((SSLSocket) socket).getSession()).getRequestedServerNames();
            peer.ends.add("sni " + names.size());
            Peer.send(socket, OK);
          }
        });
  }

  private static UpstreamRequest request(String name, List<String> trust) {
    return new UpstreamRequest(
        new Target(name, 443, Target.Tls.to(name).trusting(trust.toArray(new String[0]))),
        "/x",
        List.of(),
        Slice.utf8("{}"));
  }

  private static WireSettings to(Peer peer, String name) {
    return WireSettings.defaults().withResolve(Map.of(name + ":443", "127.0.0.1:" + peer.port()));
  }

  private static String call(PooledWire wire, UpstreamRequest request) throws IOException {
    try (UpstreamReply reply = wire.send(request, Patience.of(5_000, 5_000), new Cancellation())) {
      return new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void trustsAPemOfTheSettingsAndNamesTheRealEndpoint() throws Exception {
    for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
      try (Peer peer = peer(protocol);
          PooledWire wire =
              new PooledWire(to(peer, NAME).withTrust(pem), PooledWireTest.NO_SECRETS)) {
        assertEquals("{}", call(wire, request(NAME, List.of())));
        assertEquals("{}", call(wire, request(NAME, List.of())));
        assertEquals(1, peer.connections.get());
        assertEquals("sni 1", peer.nextEnd());
        assertTrue(peer.requests.take().contains("\r\nhost: " + NAME + "\r\n"));
      }
    }
  }

  @Test
  void trustsTheFilesOfATarget() throws Exception {
    Secrets secrets = secrets(Map.of("default/ca/ca.crt", pem));
    try (Peer peer = peer();
        PooledWire wire = new PooledWire(to(peer, NAME), secrets)) {
      assertEquals("{}", call(wire, request(NAME, List.of("default/ca/ca.crt"))));
      GatewayFault fault =
          assertThrows(
              GatewayFault.class, () -> call(wire, request(NAME, List.of("default/ca/none"))));
      assertEquals(
          "the files for TLS can't be used: default/ca/none is missing",
          fault.detail().orElseThrow());
    }
  }

  @Test
  void refusesAnUnknownCertificate() throws Exception {
    try (Peer peer = peer();
        PooledWire wire = new PooledWire(to(peer, NAME), PooledWireTest.NO_SECRETS)) {
      GatewayFault fault =
          assertThrows(GatewayFault.class, () -> call(wire, request(NAME, List.of())));
      assertEquals(FaultKind.UNAVAILABLE, fault.kind());
      assertEquals(0, peer.requests.size());
    }
  }

  @Test
  void refusesACertificateOfAnotherName() throws Exception {
    String other = "bedrock-runtime.eu-west-1.amazonaws.com";
    try (Peer peer = peer();
        PooledWire wire =
            new PooledWire(to(peer, other).withTrust(pem), PooledWireTest.NO_SECRETS)) {
      GatewayFault fault =
          assertThrows(GatewayFault.class, () -> call(wire, request(other, List.of())));
      assertTrue(fault.detail().orElseThrow().contains("No subject alternative DNS name"));
      assertEquals(0, peer.requests.size());
    }
  }

  @Test
  void closesAHandshakeThatFallsSilent() throws Exception {
    try (Peer peer = new Peer((p, socket, _) -> p.awaitEnd(socket));
        PooledWire wire =
            new PooledWire(
                new WireSettings(
                    4,
                    100,
                    200,
                    100,
                    1_000,
                    1_000,
                    to(peer, NAME).resolve(),
                    Proxies.NONE,
                    Slice.EMPTY),
                PooledWireTest.NO_SECRETS)) {
      assertThrows(GatewayFault.class, () -> call(wire, request(NAME, List.of())));
      assertEquals("end", peer.nextEnd());
    }
  }

  private static Secrets secrets(Map<String, Slice> files) {
    return new Secrets() {
      @Override
      public Optional<Slice> read(String path) {
        return Optional.ofNullable(files.get(path));
      }

      @Override
      public void refresh() {}
    };
  }
}

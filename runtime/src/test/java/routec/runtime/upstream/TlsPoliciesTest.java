package routec.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Patience;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamReply;
import routec.runtime.spi.UpstreamRequest;

/** What a BackendTLSPolicy and a Backend's own TLS settings say, against peers that check it. */
@Timeout(60)
final class TlsPoliciesTest {
  private static final String HOST = "llm.example.internal";
  private static final String CA = "default/ca/ca.crt";
  private static final String OWN = "default/client";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  private static final String CLOSING =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";

  @TempDir private Path folder;

  private final Map<String, Slice> files = new ConcurrentHashMap<>();
  private final Secrets secrets =
      new Secrets() {
        @Override
        public Optional<Slice> read(String path) {
          return Optional.ofNullable(files.get(path));
        }

        @Override
        public void refresh() {}
      };
  private final IssuedCertificate authority = IssuedCertificate.authority("test authority");

  TlsPoliciesTest() throws GeneralSecurityException {}

  /** Asks for a client certificate where it is given an authority for one. */
  private static Peer peer(KeyManager[] keys, @Nullable IssuedCertificate clients, String reply)
      throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, clients == null ? null : trusting(clients), null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(clients != null);
    return new Peer(
        server,
        (peer, socket, _) -> {
          while (peer.request(socket)) {
            ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
            peer.ends.add(
                "sni "
                    + session.getRequestedServerNames()
                    + " by "
                    + (clients == null ? "nobody" : shown(session)));
            Peer.send(socket, reply);
            if (reply.equals(CLOSING)) {
              return;
            }
          }
        });
  }

  private static String shown(SSLSession session) throws IOException {
    return ((X509Certificate) session.getPeerCertificates()[0]).getSubjectX500Principal().getName();
  }

  private static Peer peer(IssuedCertificate own) throws Exception {
    return peer(managers(own), null, OK);
  }

  private static KeyManager[] managers(IssuedCertificate own) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(own.store(), new char[0]);
    return managers.getKeyManagers();
  }

  private static TrustManager[] trusting(IssuedCertificate authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", authority.certificate());
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }

  private PooledWire wire(Peer peer) {
    return new PooledWire(
        WireSettings.defaults().withResolve(Map.of(HOST + ":8443", "127.0.0.1:" + peer.port())),
        secrets);
  }

  private static String call(PooledWire wire, Target.Tls tls) throws IOException {
    UpstreamRequest request =
        new UpstreamRequest(new Target(HOST, 8443, tls), "/x", List.of(), Slice.utf8("{}"));
    try (UpstreamReply reply = wire.send(request, Patience.of(5_000, 5_000), new Cancellation())) {
      return new String(reply.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String refused(PooledWire wire, Target.Tls tls) {
    return assertThrows(GatewayFault.class, () -> call(wire, tls)).detail().orElseThrow();
  }

  private static Target.Tls trusted() {
    return Target.Tls.to(HOST).trusting(CA);
  }

  @Test
  void trustsAuthoritiesOfConfigMapsAndSecretsTogether() throws Exception {
    IssuedCertificate other = IssuedCertificate.authority("another authority");
    files.put(CA, other.pem());
    files.put("default/more/ca.crt", authority.pem());
    try (Peer peer = peer(authority.issue("peer", HOST));
        PooledWire wire = wire(peer)) {
      assertTrue(refused(wire, trusted()).contains("unable to find valid certification path"));
      assertEquals("{}", call(wire, trusted().trustingSecrets("default/more/ca.crt")));
      files.put("default/bundle/ca.crt", Slice.utf8(text(other.pem()) + text(authority.pem())));
      assertEquals("{}", call(wire, Target.Tls.to(HOST).trusting("default/bundle/ca.crt")));
    }
  }

  /** {@code wellKnownCACertificates: System}, and TLS without any policy. */
  @Test
  void trustsTheSystemsAuthoritiesWhereNoFileIsNamed() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", authority.certificate());
    Path file = folder.resolve("system.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    try (Peer peer = peer(authority.issue("peer", HOST));
        PooledWire before = wire(peer);
        PooledWire after = wire(peer)) {
      refused(before, Target.Tls.to(HOST));
      System.setProperty("javax.net.ssl.trustStore", file.toString());
      System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
      assertEquals("{}", call(after, Target.Tls.to(HOST)));
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @Test
  void asksForTheNameOfThePolicyAndChecksIt() throws Exception {
    files.put(CA, authority.pem());
    try (Peer peer = peer(authority.issue("peer", "other.example.com"));
        PooledWire wire = wire(peer)) {
      assertTrue(refused(wire, trusted()).contains("No subject alternative DNS name matching"));
      assertEquals("{}", call(wire, Target.Tls.to("other.example.com").trusting(CA)));
      String seen = seen(peer);
      assertTrue(seen.contains("value=other.example.com"), seen);
      assertTrue(peer.requests.take().contains("\r\nhost: " + HOST + ":8443\r\n"));
    }
  }

  @Test
  void oneOfTheAlternativeNamesIsEnoughAndNoneIsTooFew() throws Exception {
    files.put(CA, authority.pem());
    try (Peer peer = peer(authority.issue("peer", "*.pods.example", "spiffe://test/llm"));
        PooledWire wire = wire(peer)) {
      assertEquals("{}", call(wire, trusted().named("no.example", "a.pods.example")));
      assertEquals("{}", call(wire, trusted().named("spiffe://test/llm")));
      for (String name :
          List.of("pods.example", "a.b.pods.example", "spiffe://test/other", HOST, "peer")) {
        String detail = refused(wire, trusted().named(name));
        assertTrue(detail.contains("the peer's certificate has none of [" + name + "]"), detail);
      }
    }
  }

  @Test
  void showsItsCertificateWithKeysInEverySpelling() throws Exception {
    files.put(CA, authority.pem());
    IssuedCertificate ec = authority.issue("ec", "ec.example");
    IssuedCertificate rsa =
        authority.issue(IssuedCertificate.rsa(), "rsa", Instant.now().plusSeconds(3_600));
    try (Peer peer = peer(managers(authority.issue("peer", HOST)), authority, OK)) {
      for (IssuedCertificate own : List.of(ec, rsa)) {
        for (Slice key : List.of(own.key(), own.formerKey())) {
          files.put(OWN + "/tls.crt", own.pem());
          files.put(OWN + "/tls.key", key);
          try (PooledWire wire = wire(peer)) {
            assertEquals("{}", call(wire, trusted().showing(OWN)));
            String seen = seen(peer);
            assertTrue(seen.endsWith(" by CN=" + (own.equals(ec) ? "ec" : "rsa")), seen);
          }
        }
      }
      try (PooledWire wire = wire(peer)) {
        assertThrows(Exception.class, () -> call(wire, trusted())); // it demands one
      }
    }
  }

  @Test
  void saysWhatIsWrongWithACertificateAndNothingOfItsKey() throws Exception {
    files.put(CA, authority.pem());
    IssuedCertificate own = authority.issue("own");
    Slice inner = own.key();
    String body = text(inner).replaceAll("-----[A-Z ]+-----", "");
    Map<String, Slice> keys =
        Map.of(
            "tls.key is encrypted",
            Slice.utf8(text(inner).replace("PRIVATE", "ENCRYPTED PRIVATE")),
            "is encrypted and nobody",
            Slice.utf8(
                "-----BEGIN RSA PRIVATE KEY-----\n"
                    + "Proc-Type: 4,ENCRYPTED\n"
                    + "DEK-Info: AES-256-CBC,00\n"
                    + body
                    + "-----END RSA PRIVATE KEY-----\n"),
            "holds no private key in PEM",
            Slice.utf8("fake"),
            "tls.key is broken",
            IssuedCertificate.pem("PRIVATE KEY", new byte[] {0x30, 0x03, 0x02, 0x01, 0x00}),
            "is broken",
            IssuedCertificate.pem("EC PRIVATE KEY", new byte[] {0x30, 0x70}),
            "is not the key of the certificate",
            authority.issue("other").key(),
            "default/client/tls.key is missing",
            Slice.EMPTY);
    try (Peer peer = peer(managers(authority.issue("peer", HOST)), authority, OK)) {
      for (Map.Entry<String, Slice> wrong : keys.entrySet()) {
        files.put(OWN + "/tls.crt", own.pem());
        files.put(OWN + "/tls.key", wrong.getValue());
        try (PooledWire wire = wire(peer)) {
          wire.open(new Target(HOST, 8443, trusted().showing(OWN)));
          String detail = refused(wire, trusted().showing(OWN));
          assertTrue(detail.contains(wrong.getKey()), detail);
          assertEquals(detail, wire.states().getFirst().trouble());
          for (String line : body.strip().lines().toList()) {
            assertFalse(detail.contains(line), detail);
          }
        }
      }
    }
  }

  @Test
  void newFilesAreInForceForNewConnectionsAndBadOnesAreNot() throws Exception {
    IssuedCertificate next = IssuedCertificate.authority("the next authority");
    files.put(CA, authority.pem());
    show(authority.issue("first"));
    Target.Tls tls = trusted().showing(OWN);
    try (Peer peer = peer(managers(next.issue("peer", HOST)), authority, CLOSING);
        PooledWire wire = wire(peer)) {
      assertTrue(refused(wire, tls).contains("unable to find valid certification path"));
      files.put(CA, next.pem()); // rotated
      assertEquals("{}", call(wire, tls));
      assertTrue(seen(peer).endsWith(" by CN=first"));
      Instant until = Instant.now().plusSeconds(7_200);
      IssuedCertificate second = authority.issue(IssuedCertificate.ec(), "second", until);
      show(second);
      assertEquals("{}", call(wire, tls));
      assertTrue(seen(peer).endsWith(" by CN=second"));
      assertEquals("", wire.states().getFirst().trouble());
      assertEquals(
          until.getEpochSecond(),
          wire.states().getFirst().expires().orElseThrow().getEpochSecond());
      files.put(OWN + "/tls.crt", authority.issue("third").pem()); // its key comes later
      assertEquals("{}", call(wire, tls));
      assertTrue(seen(peer).endsWith(" by CN=second"));
      assertTrue(wire.states().getFirst().trouble().contains("is not the key of the certificate"));
      show(second);
      files.remove(CA); // deleted
      assertEquals("{}", call(wire, tls));
      assertTrue(seen(peer).endsWith(" by CN=second"));
      assertTrue(wire.states().getFirst().trouble().contains(CA + " is missing"));
      files.put(CA, Slice.utf8("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"));
      assertEquals("{}", call(wire, tls));
      assertTrue(seen(peer).endsWith(" by CN=second"));
      assertTrue(wire.states().getFirst().trouble().contains("holds a broken certificate"));
      files.put(CA, next.pem());
      show(authority.issue("fourth"));
      assertEquals("{}", call(wire, tls));
      assertTrue(seen(peer).endsWith(" by CN=fourth"));
      assertEquals("", wire.states().getFirst().trouble());
    }
  }

  private void show(IssuedCertificate own) throws GeneralSecurityException {
    files.put(OWN + "/tls.crt", own.pem());
    files.put(OWN + "/tls.key", own.key());
  }

  @Test
  void resumesSessionsButNotWithOtherTrust() throws Exception {
    files.put(CA, authority.pem());
    Set<Long> begun = ConcurrentHashMap.newKeySet();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers(authority.issue("peer", HOST)), null, null);
    try (Peer peer =
            new Peer(
                context
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                (p, socket, _) -> {
                  p.request(socket);
                  begun.add(((SSLSocket) socket).getSession().getCreationTime());
                  Peer.send(socket, CLOSING);
                });
        PooledWire wire = wire(peer)) {
      for (int i = 0; i < 4; i++) {
        assertEquals("{}", call(wire, trusted()));
        Thread.sleep(20); // a session of its own would have a time of its own
      }
      assertEquals(4, peer.connections.get());
      assertEquals(1, begun.size());
      files.put(CA, Slice.utf8(text(authority.pem()) + "\n"));
      assertEquals("{}", call(wire, trusted()));
      assertEquals(2, begun.size());
    }
  }

  /** A peer that knows TLS 1.1 only, which no JDK speaks any more: its hello is written here. */
  @Test
  void offersAndTakesNothingBelowTls12() throws Exception {
    files.put(CA, authority.pem());
    List<String> offered = new ArrayList<>();
    try (Peer peer =
            new Peer((p, socket, _) -> {
              offered.addAll(versions(record(socket.getInputStream())));
              String hello = "02000026" + "0302" + "00".repeat(32) + "00" + "c013" + "00";
              byte[] body = HexFormat.of().parseHex(hello);
              ByteBuffer out = ByteBuffer.allocate(5 + body.length);
              out.put((byte) 22).putShort((short) 0x0302).putShort((short) body.length).put(body);
              socket.getOutputStream().write(out.array());
              socket.getOutputStream().flush();
              byte[] alert = record(socket.getInputStream());
              p.ends.add("alert " + alert[alert.length - 1]);
            });
        PooledWire wire = wire(peer)) {
      refused(wire, trusted());
      assertEquals("alert 70", peer.nextEnd()); // protocol_version (RFC 8446, 6)
      assertEquals(List.of("0304", "0303"), offered);
      assertEquals(0, peer.requests.size());
    }
  }

  private static byte[] record(InputStream in) throws IOException {
    byte[] head = in.readNBytes(5);
    return in.readNBytes((head[3] & 0xFF) << 8 | head[4] & 0xFF);
  }

  /** The versions that a client's hello offers in its extension 43 (RFC 8446, 4.2.1). */
  private static List<String> versions(byte[] hello) {
    ByteBuffer in = ByteBuffer.wrap(hello);
    in.position(4 + 2 + 32);
    in.position(in.get() + in.position()); // session id
    in.position(in.getShort() + in.position()); // cipher suites
    in.position(in.get() + in.position()); // compression
    in.getShort();
    while (in.hasRemaining()) {
      int type = in.getShort();
      int length = in.getShort();
      if (type == 43) {
        List<String> versions = new ArrayList<>();
        for (int left = in.get(); left > 0; left -= 2) {
          versions.add("%04x".formatted(in.getShort()));
        }
        return versions;
      }
      in.position(in.position() + length);
    }
    return List.of();
  }

  /** What the peer saw of the next request; connections that ended or failed are passed over. */
  private static String seen(Peer peer) throws InterruptedException {
    String next = peer.nextEnd();
    while (!next.startsWith("sni ") && !next.equals("null")) {
      next = peer.nextEnd();
    }
    return next;
  }

  private static String text(Slice slice) {
    return new String(slice.bytes(), StandardCharsets.US_ASCII);
  }
}

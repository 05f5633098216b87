package routec.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Images;

/** Images are fetched from where they may be, and from nowhere else. */
@Timeout(30)
final class ImageFetcherTest {
  private static final String IMAGE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nimage";

  @TempDir static Path folder;

  private static TestCertificate certificate;

  private final AtomicLong held = new AtomicLong();
  private final Cancellation cancellation = new Cancellation();

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.of(folder, "localhost");
  }

  private static Peer peer(String reply) throws Exception {
    return new Peer(
        certificate.server(),
        (peer, socket, _) -> {
          peer.request(socket);
          Peer.send(socket, reply.replace("PORT", String.valueOf(peer.port())));
        });
  }

  private static PooledWire wire() {
    return new PooledWire(
        WireSettings.defaults().withTrust(certificate.pem()), PooledWireTest.NO_SECRETS);
  }

  /** The images of one call that may come from one peer. */
  private Images images(PooledWire wire, Peer peer) {
    return images(wire, new ImageLimits(Set.of("localhost:" + peer.port()), 100, 2, 20_000));
  }

  private Images images(PooledWire wire, ImageLimits limits) {
    return wire.images(limits).of(cancellation, held::addAndGet);
  }

  private static String refusal(Images images, String url) {
    return assertThrows(RequestFault.class, () -> images.fetch(url, "f")).message();
  }

  private static String url(Peer peer) {
    return "https://localhost:" + peer.port() + "/a%20b.png?x=1#part";
  }

  @Test
  void fetchesOnceForAllAttemptsOfACall() throws Exception {
    try (Peer peer = peer(IMAGE);
        PooledWire wire = wire()) {
      Images images = images(wire, peer);
      assertEquals(Slice.utf8("image"), images.fetch(url(peer), "f"));
      assertEquals(Slice.utf8("image"), images.fetch(url(peer), "f"));
      assertEquals(1, peer.connections.get());
      assertEquals(20, held.get());
      String request = peer.requests.take();
      assertTrue(request.startsWith("GET /a%20b.png?x=1 HTTP/1.1\r\nhost: localhost:"), request);
      assertTrue(!request.contains("authorization"), request);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/a.png",
        "https://localhost/a.png",
        "https://[::1]/a.png",
        "https://[::ffff:127.0.0.1]/a.png",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433/a.png",
        "https://127.1/a.png",
        "https://0x7f.0.0.1/a.png",
        "https://0177.0.0.1/a.png"
      })
  void asksNoAddressThatIsNotPublic(String url) {
    try (PooledWire wire = wire()) {
      Images images = images(wire, new ImageLimits(Set.of(), 100, 2, 20_000));
      String why = refusal(images, url);
      assertTrue(
          why.endsWith("its address is not a public one.")
              || why.endsWith("its address names no host.") // a spelling that URIs don't have
              || why.endsWith("its server can't be reached, or broke off."), // no name after all
          why);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/a.png",
        "https:///a.png",
        "https://a b/c",
        "https://user:pass@localhost/a.png",
        "https://host_name/a.png",
        "https://localhost./a.png",
        "https://localhost:0/a.png",
        "https://localhost:65536/a.png",
        "https://[fe80::1%25lo]/a.png",
        "https:localhost",
        "file:///etc/passwd"
      })
  void takesNoAddressThatCouldMeanSomethingElse(String url) {
    try (PooledWire wire = wire()) {
      String why = refusal(images(wire, new ImageLimits(Set.of(), 100, 2, 20_000)), url);
      assertTrue(why.startsWith("The image at `f` can't be fetched: "), why);
      assertTrue(!why.contains("reached"), why);
    }
  }

  @Test
  void otherPortsAndOtherHostsAreForOperatorsToAllow() throws Exception {
    try (Peer peer = peer(IMAGE);
        PooledWire wire = wire()) {
      Images open = images(wire, new ImageLimits(Set.of(), 100, 2, 20_000));
      assertTrue(refusal(open, url(peer)).endsWith(": its port is not 443."));
      Images narrow = images(wire, new ImageLimits(Set.of("other:443"), 100, 2, 20_000));
      assertTrue(refusal(narrow, url(peer)).endsWith("from certain hosts only."));
      assertTrue(refusal(narrow, "https://1.1.1.1/a.png").endsWith("from certain hosts only."));
      assertEquals(0, peer.connections.get());
    }
  }

  @Test
  void judgesRedirectsLikeFreshAddresses() throws Exception {
    for (String to :
        new String[] {"https://127.0.0.1/x", "http://localhost:PORT/x", "//10.0.0.1/"}) {
      try (Peer peer = peer("HTTP/1.1 302 Found\r\nLocation: " + to + "\r\n\r\n");
          PooledWire wire = wire()) {
        String why = refusal(images(wire, peer), url(peer));
        assertTrue(
            why.endsWith("hosts only.") || why.endsWith("https addresses are fetched."), why);
        assertEquals(1, peer.connections.get());
      }
    }
    try (Peer peer = peer("HTTP/1.1 307 On\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
        PooledWire wire = wire()) {
      assertTrue(refusal(images(wire, peer), url(peer)).endsWith("leads on more than 3 times."));
      assertEquals(4, peer.connections.get());
    }
  }

  @Test
  void followsARedirectOfTheSameHost() throws Exception {
    try (Peer peer =
            new Peer(
                certificate.server(),
                (p, socket, number) -> {
                  p.request(socket);
                  Peer.send(
                      socket,
                      number == 1
                          ? "HTTP/1.1 301 On\r\nLocation: ../b.png\r\nContent-Length: 0\r\n\r\n"
                          : IMAGE);
                });
        PooledWire wire = wire()) {
      assertEquals(Slice.utf8("image"), images(wire, peer).fetch(url(peer), "f"));
    }
  }

  @Test
  void takesNothingThatIsTooLargeOrTooMuch() throws Exception {
    String large = "x".repeat(101);
    for (String reply :
        new String[] {
          "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + large,
          "HTTP/1.1 200 OK\r\n\r\n" + large,
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + large + "\r\n0\r\n\r\n"
        }) {
      try (Peer peer = peer(reply);
          PooledWire wire = wire()) {
        assertTrue(refusal(images(wire, peer), url(peer)).endsWith("larger than 100 bytes."));
      }
    }
    try (Peer peer = peer(IMAGE);
        PooledWire wire = wire()) {
      Images images = images(wire, peer);
      images.fetch(url(peer) + "1", "f");
      images.fetch(url(peer).replace("x=1", "x=2"), "f");
      assertTrue(
          refusal(images, url(peer).replace("x=1", "x=3")).endsWith("at most 2 are fetched."));
    }
  }

  @Test
  void waitsNoLongerThanItMayForAllImagesTogether() throws Exception {
    try (Peer peer = new Peer(certificate.server(), (p, socket, _) -> p.awaitEnd(socket));
        PooledWire wire = wire()) {
      ImageLimits limits = new ImageLimits(Set.of("localhost:" + peer.port()), 100, 9, 1_000);
      Images images = images(wire, limits);
      assertTrue(refusal(images, url(peer)).endsWith("it took too long."));
      assertTrue(refusal(images, url(peer)).contains("can't be fetched"));
      assertTrue(peer.connections.get() <= 1);
    }
  }

  @Test
  void saysWhatAServerAnswered() throws Exception {
    for (String[] pair :
        new String[][] {
          {"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", "its server answered 404."},
          {
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
            "its server sent it compressed."
          },
          {"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nim", "or broke off."},
          {"SSH-2.0-OpenSSH\r\n\r\n", "or broke off."}
        }) {
      try (Peer peer = peer(pair[0]);
          PooledWire wire = wire()) {
        String why = refusal(images(wire, peer), url(peer));
        assertTrue(why.endsWith(pair[1]), why);
      }
    }
  }

  @Test
  void believesNoForeignCertificate() throws Exception {
    try (Peer peer = peer(IMAGE);
        PooledWire wire = new PooledWire(WireSettings.defaults(), PooledWireTest.NO_SECRETS)) {
      assertTrue(refusal(images(wire, peer), url(peer)).endsWith("or broke off."));
      assertEquals(0, peer.requests.size());
    }
  }

  @Test
  void endsWhenTheClientLeaves() throws Exception {
    try (Peer peer = new Peer(certificate.server(), (p, socket, _) -> p.awaitEnd(socket));
        PooledWire wire = wire()) {
      Images images = images(wire, peer);
      Thread.ofVirtual()
          .start(() -> {
            while (peer.connections.get() == 0) {
              Thread.onSpinWait();
            }
            cancellation.cancel();
          });
      assertThrows(RequestFault.class, () -> images.fetch(url(peer), "f"));
    }
  }
}

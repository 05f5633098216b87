package routec.runtime.upstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Target;

/**
 * Whose certificates are believed, and which one is shown: a target's own CA files where it names
 * some, else the system's, and beside them the setting {@code upstream.trust}. Files that change
 * are read anew.
 */
final class Trust {
  private static final System.Logger LOG = System.getLogger(Trust.class.getName());

  private final Secrets secrets;
  private final Slice extra;
  private final Map<Files, Loaded> loaded = new ConcurrentHashMap<>();

  Trust(Secrets secrets, Slice extra) {
    this.secrets = secrets;
    this.extra = extra;
  }

  /** What the sockets of some targets are made from. */
  private record Files(List<String> trust, String certificate) {}

  private record Loaded(List<Slice> sources, SSLSocketFactory factory) {
    /** By identity: an unchanged file keeps its very slice. */
    @SuppressWarnings("ReferenceEquality")
    boolean of(List<Slice> others) {
      boolean same = sources.size() == others.size();
      for (int i = 0; same && i < others.size(); i++) {
        same = sources.get(i) == others.get(i);
      }
      return same;
    }
  }

  /**
   * Makes TLS sockets for targets like this one.
   *
   * @throws GatewayFault if a file is missing or can't be used
   */
  SSLSocketFactory factory(Target.Tls tls) {
    Files files = new Files(tls.trust(), tls.certificate());
    Loaded before = loaded.get(files);
    List<Slice> sources = new ArrayList<>();
    for (String file : tls.trust()) {
      sources.add(file(file, "the CA file"));
    }
    if (!tls.certificate().isEmpty()) {
      sources.add(file(tls.certificate() + "/tls.crt", "the client certificate"));
      sources.add(file(tls.certificate() + "/tls.key", "the client certificate's key"));
    }
    if (before != null && before.of(sources)) {
      return before.factory;
    }
    return load(files, sources, before);
  }

  private Slice file(String path, String what) {
    Optional<Slice> pem = secrets.read(path);
    if (pem.isEmpty()) {
      throw fault(what + " " + path + " is missing");
    }
    return pem.get();
  }

  private SSLSocketFactory load(Files files, List<Slice> sources, @Nullable Loaded before) {
    try {
      SSLSocketFactory factory = context(files, sources).getSocketFactory();
      loaded.put(files, new Loaded(List.copyOf(sources), factory));
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      String problem = "the files for TLS " + files + " can't be used: " + e.getMessage();
      if (before == null) {
        throw fault(problem);
      }
      LOG.log(System.Logger.Level.WARNING, "{0}; the former ones stay in force", problem);
      loaded.put(files, new Loaded(List.copyOf(sources), before.factory));
      return before.factory;
    }
  }

  private SSLContext context(Files files, List<Slice> sources)
      throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    int authorities = files.trust().size();
    KeyManager[] keys =
        files.certificate().isEmpty()
            ? new KeyManager[0]
            : ClientCertificate.managers(sources.get(authorities), sources.get(authorities + 1));
    if (authorities == 0 && extra.isEmpty()) {
      context.init(keys, null, null);
      return context;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = authorities == 0 ? addSystem(store) : 0;
    for (Slice pem : sources.subList(0, authorities)) {
      number = add(store, certificates(pem), number);
    }
    if (!extra.isEmpty()) {
      add(store, certificates(extra), number);
    }
    TrustManagerFactory managers = managers();
    managers.init(store);
    context.init(keys, managers.getTrustManagers(), null);
    return context;
  }

  private static int addSystem(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory system = managers();
    system.init((KeyStore) null);
    int number = 0;
    for (TrustManager manager : system.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        number = add(store, List.<X509Certificate>of(x509.getAcceptedIssuers()), number);
      }
    }
    return number;
  }

  private static int add(KeyStore store, List<? extends Certificate> certificates, int from)
      throws GeneralSecurityException {
    int number = from;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    return number;
  }

  static List<Certificate> certificates(Slice pem) throws GeneralSecurityException {
    List<Certificate> found =
        List.copyOf(
            CertificateFactory.getInstance("X.509")
                .generateCertificates(
                    new ByteArrayInputStream(pem.array(), pem.start(), pem.length())));
    if (found.isEmpty()) {
      throw new GeneralSecurityException("no certificate in it");
    }
    return found;
  }

  private static TrustManagerFactory managers() throws GeneralSecurityException {
    return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
  }

  private static GatewayFault fault(String detail) {
    return new GatewayFault(
        FaultKind.UNAVAILABLE, "The gateway can't reach its provider securely.", detail);
  }
}

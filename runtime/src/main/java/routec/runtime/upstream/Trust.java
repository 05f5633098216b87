package routec.runtime.upstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
import routec.runtime.spi.CredentialState;
import routec.runtime.spi.Secrets;
import routec.runtime.spi.Target;

/**
 * Whose certificates are believed, and which one is shown: a target's own CA files where it names
 * some, else the system's, and beside them the setting {@code upstream.trust}. Files that change
 * are read anew; where they are no good or gone, the former ones stay in force.
 */
final class Trust {
  /**
   * Sessions that may be resumed, for all hosts together. A provider hands out one or two with each
   * connection, and of a host the newest is taken; without a limit 20,000 are kept.
   */
  private static final int MOST_SESSIONS = 256;

  private static final System.Logger LOG = System.getLogger(Trust.class.getName());

  private final Secrets secrets;
  private final Slice extra;
  private final Map<Files, Loaded> loaded = new ConcurrentHashMap<>();

  Trust(Secrets secrets, Slice extra) {
    this.secrets = secrets;
    this.extra = extra;
  }

  /**
   * What the sockets of some targets are made from.
   *
   * @param trust files of CA certificates
   * @param certificate the Secret with the client certificate; empty for none
   */
  private record Files(List<String> trust, String certificate) {
    static Files of(Target.Tls tls) {
      return new Files(
          tls.trust().stream().map(Target.Authorities::file).toList(), tls.certificate());
    }

    /** All of them: the client certificate and its key are the last two. */
    List<String> paths() {
      Stream<String> own =
          certificate.isEmpty()
              ? Stream.empty()
              : Stream.of(certificate + "/tls.crt", certificate + "/tls.key");
      return Stream.concat(trust.stream(), own).toList();
    }

    boolean isNone() {
      return trust.isEmpty() && certificate.isEmpty();
    }
  }

  /**
   * What one content of the files gave.
   *
   * @param factory of the newest good content, perhaps of a former one
   * @param expires when the client certificate in force ends
   * @param trouble why this content is no good, or empty
   */
  private record Loaded(
      List<Slice> sources,
      Optional<SSLSocketFactory> factory,
      Optional<Instant> expires,
      String trouble) {
    /** By identity: an unchanged file keeps its very slice. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(List<Slice> others) {
      boolean same = sources.size() == others.size();
      for (int i = 0; same && i < others.size(); i++) {
        same = sources.get(i) == others.get(i);
      }
      return same;
    }

    @Override
    public String toString() {
      return "Loaded[hidden]";
    }
  }

  /**
   * Makes TLS sockets for targets like this one.
   *
   * @throws GatewayFault if a file is missing or can't be used, and there are no former ones
   */
  SSLSocketFactory factory(Target.Tls tls) {
    Loaded current = loaded(Files.of(tls));
    return current.factory.orElseThrow(() ->
        new GatewayFault(
            FaultKind.UNAVAILABLE,
            "The gateway can't reach its provider securely.",
            current.trouble));
  }

  /** Reads the files of such targets now. */
  void open(Target.Tls tls) {
    loaded(Files.of(tls));
  }

  /** How the files of targets are doing, as they are now. */
  List<CredentialState> states() {
    return loaded.keySet().stream()
        .filter(files -> !files.isNone())
        .map(files -> {
          Loaded now = loaded(files);
          String source = "the files for TLS " + String.join(", ", files.paths());
          return new CredentialState(source, 0, 0, now.expires, now.trouble);
        })
        .toList();
  }

  private Loaded loaded(Files files) {
    List<Slice> sources =
        files.paths().stream().map(path -> secrets.read(path).orElse(Slice.EMPTY)).toList();
    Loaded before = loaded.get(files);
    if (before != null && before.isOf(sources)) {
      return before;
    }
    Loaded now = load(files, sources, before);
    loaded.put(files, now);
    return now;
  }

  private Loaded load(Files files, List<Slice> sources, @Nullable Loaded before) {
    try {
      requireAll(files, sources);
      SSLSocketFactory factory = context(files, sources).getSocketFactory();
      return new Loaded(sources, Optional.of(factory), expires(files, sources), "");
    } catch (GeneralSecurityException | IOException e) {
      String problem = "the files for TLS can't be used: " + e.getMessage();
      boolean former = before != null && before.factory.isPresent();
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}; {1}",
          problem,
          former ? "the former ones stay in force" : "calls that need them will fail");
      return before == null
          ? new Loaded(sources, Optional.empty(), Optional.empty(), problem)
          : new Loaded(sources, before.factory, before.expires, problem);
    }
  }

  private static void requireAll(Files files, List<Slice> sources) throws GeneralSecurityException {
    List<String> paths = files.paths();
    for (int i = 0; i < paths.size(); i++) {
      if (sources.get(i).isEmpty()) {
        throw new GeneralSecurityException(paths.get(i) + " is missing");
      }
    }
  }

  private SSLContext context(Files files, List<Slice> sources)
      throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.getClientSessionContext().setSessionCacheSize(MOST_SESSIONS);
    int authorities = files.trust.size();
    KeyManager[] keys =
        files.certificate.isEmpty()
            ? new KeyManager[0]
            : ClientCertificate.managers(sources.get(authorities), sources.get(authorities + 1));
    if (authorities == 0 && extra.isEmpty()) {
      context.init(keys, null, null);
      return context;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = authorities == 0 ? addSystem(store) : 0;
    for (int i = 0; i < authorities; i++) {
      number = add(store, certificates(sources.get(i), files.trust.get(i)), number);
    }
    if (!extra.isEmpty()) {
      add(store, certificates(extra, "upstream.trust"), number);
    }
    TrustManagerFactory managers = managers();
    managers.init(store);
    context.init(keys, managers.getTrustManagers(), null);
    return context;
  }

  private static Optional<Instant> expires(Files files, List<Slice> sources)
      throws GeneralSecurityException {
    if (files.certificate.isEmpty()) {
      return Optional.empty();
    }
    String path = files.certificate + "/tls.crt";
    return certificates(sources.get(files.trust.size()), path).getFirst()
            instanceof X509Certificate own
        ? Optional.of(own.getNotAfter().toInstant())
        : Optional.empty();
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

  /**
   * The certificates of a PEM file.
   *
   * @param name what the file is called in messages
   */
  static List<Certificate> certificates(Slice pem, String name) throws GeneralSecurityException {
    List<Certificate> found = new ArrayList<>();
    try {
      found.addAll(
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.array(), pem.start(), pem.length())));
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException(name + " holds a broken certificate", e);
    }
    if (found.isEmpty()) {
      throw new GeneralSecurityException(name + " holds no certificate");
    }
    return found;
  }

  private static TrustManagerFactory managers() throws GeneralSecurityException {
    return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
  }
}

package routec.runtime.upstream;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Checks a peer for one of several names, where a policy lists them (Gateway API). */
final class PeerNames {
  private static final int DNS = 2;
  private static final int URI = 6;

  private PeerNames() {}

  /**
   * @throws SSLPeerUnverifiedException if the peer's certificate has none of the names
   */
  static void require(List<String> wanted, SSLSession session) throws SSLPeerUnverifiedException {
    Certificate leaf = session.getPeerCertificates()[0];
    List<String> has = new ArrayList<>();
    try {
      Collection<List<?>> names =
          leaf instanceof X509Certificate x509 ? x509.getSubjectAlternativeNames() : null;
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(0) instanceof Integer kind && (kind == DNS || kind == URI)) {
          has.add(String.valueOf(name.get(1)));
        }
      }
    } catch (CertificateParsingException e) {
      throw new SSLPeerUnverifiedException("the peer's certificate has broken names");
    }
    if (has.stream().noneMatch(name -> wanted.stream().anyMatch(one -> covers(name, one)))) {
      throw new SSLPeerUnverifiedException("the peer's certificate has none of " + wanted);
    }
  }

  private static boolean covers(String name, String wanted) {
    if (wanted.contains("://") || name.contains("://")) {
      return name.equals(wanted);
    }
    String has = name.toLowerCase(Locale.ROOT);
    if (has.equals(wanted)) {
      return true;
    }
    int dot = wanted.indexOf('.');
    return dot > 0 && has.startsWith("*.") && has.substring(1).equals(wanted.substring(dot));
  }
}

package routec.runtime.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import routec.runtime.bytes.Slice;

/** The certificate that the gateway shows to a backend, read from PEM as Kubernetes keeps it. */
final class ClientCertificate {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private ClientCertificate() {}

  static KeyManager[] managers(Slice certificate, Slice key)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = Trust.certificates(certificate).toArray(new Certificate[0]);
    store.setKeyEntry("client", key(key), new char[0], chain);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    return managers.getKeyManagers();
  }

  private static PrivateKey key(Slice pem) throws GeneralSecurityException {
    Matcher body = KEY.matcher(new String(pem.bytes(), StandardCharsets.ISO_8859_1));
    if (!body.find()) {
      throw new GeneralSecurityException(
          "no key in PKCS#8 (BEGIN PRIVATE KEY); `openssl pkcs8 -topk8 -nocrypt` writes one");
    }
    PKCS8EncodedKeySpec spec =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body.group(1)));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // of another kind
      }
    }
    throw new GeneralSecurityException("the key is of none of the kinds " + ALGORITHMS);
  }
}

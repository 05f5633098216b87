package routec.runtime.upstream;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import routec.runtime.bytes.Slice;

/** The certificate that the gateway shows to a backend, read from PEM as Kubernetes keeps it. */
final class ClientCertificate {
  private ClientCertificate() {}

  /**
   * @throws GeneralSecurityException if one of both can't be read or they do not belong together;
   *     the message holds nothing of the key
   */
  static KeyManager[] managers(Slice certificate, Slice key)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = Trust.certificates(certificate, "tls.crt").toArray(new Certificate[0]);
    PrivateKey secret = PrivateKeys.read(key);
    requirePair(chain[0].getPublicKey(), secret);
    store.setKeyEntry("client", secret, new char[0], chain);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    return managers.getKeyManagers();
  }

  /** Two files can be caught between their changes: then the former pair must stay in force. */
  private static void requirePair(PublicKey shown, PrivateKey secret)
      throws GeneralSecurityException {
    String algorithm =
        switch (secret.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> secret.getAlgorithm();
        };
    try {
      byte[] text = {1, 2, 3};
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(secret);
      signer.update(text);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(shown);
      verifier.update(text);
      if (verifier.verify(signature)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      // of two kinds: said below
    }
    throw new GeneralSecurityException("tls.key is not the key of the certificate in tls.crt");
  }
}

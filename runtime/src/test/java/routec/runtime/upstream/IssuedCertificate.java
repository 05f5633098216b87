package routec.runtime.upstream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import routec.runtime.bytes.Slice;

/** A key and its X.509 certificate, made for one test by writing DER (RFC 5280). */
record IssuedCertificate(KeyPair keys, List<X509Certificate> chain) {
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final byte[] ECDSA_WITH_SHA256 = {
    0x30, 0x0A, 0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02
  };
  private static final byte[] SHA256_WITH_RSA = {
    0x30,
    0x0D,
    0x06,
    0x09,
    0x2A,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xF7,
    0x0D,
    0x01,
    0x01,
    0x0B,
    0x05,
    0x00
  };
  private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
  private static final byte[] ALT_NAMES = {0x06, 0x03, 0x55, 0x1D, 0x11};
  private static final byte[] CONSTRAINTS = {0x06, 0x03, 0x55, 0x1D, 0x13};
  private static final byte[] TRUE = {0x01, 0x01, (byte) 0xFF};
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  /** An authority that signs others. */
  static IssuedCertificate authority(String name) throws GeneralSecurityException {
    return make(ec(), name, List.of(), null, true, Instant.now().plusSeconds(86_400));
  }

  /**
   * A certificate signed by this authority.
   *
   * @param names alternative names: a URI where one holds {@code ://}, else DNS
   */
  IssuedCertificate issue(String name, String... names) throws GeneralSecurityException {
    return issue(ec(), name, Instant.now().plusSeconds(86_400), names);
  }

  IssuedCertificate issue(KeyPair keys, String name, Instant until, String... names)
      throws GeneralSecurityException {
    return make(keys, name, List.of(names), this, false, until);
  }

  static KeyPair ec() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  static KeyPair rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  /** The certificate without its authority. */
  Slice pem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate().getEncoded());
  }

  /** The key in PKCS#8. */
  Slice key() {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  /** The key in PKCS#1 or SEC 1, which lies inside of its PKCS#8. */
  Slice formerKey() {
    byte[] pkcs8 = keys.getPrivate().getEncoded();
    boolean rsa = keys.getPrivate().getAlgorithm().equals("RSA");
    int at = skipHead(pkcs8, 0); // into the sequence
    at = skip(pkcs8, at); // version
    int algorithm = skipHead(pkcs8, at);
    byte[] curve = Arrays.copyOfRange(pkcs8, skip(pkcs8, algorithm), skip(pkcs8, at));
    at = skip(pkcs8, at);
    byte[] inner = Arrays.copyOfRange(pkcs8, skipHead(pkcs8, at), skip(pkcs8, at));
    if (rsa) {
      return pem("RSA PRIVATE KEY", inner);
    }
    // the JDK leaves the curve out inside of PKCS#8; as openssl writes it alone, it is there
    int secret = skip(inner, skipHead(inner, 0));
    byte[] sec1 =
        element(
            0x30,
            Arrays.copyOfRange(inner, skipHead(inner, 0), skip(inner, secret)),
            element(0xA0, curve));
    return pem("EC PRIVATE KEY", sec1);
  }

  /** A key store with the key and the whole chain, without a password. */
  KeyStore store() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("own", keys.getPrivate(), new char[0], chain.toArray(new Certificate[0]));
    return store;
  }

  static Slice pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Slice.utf8(
        "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
  }

  private static IssuedCertificate make(
      KeyPair keys,
      String name,
      List<String> names,
      @Nullable IssuedCertificate by,
      boolean authority,
      Instant until)
      throws GeneralSecurityException {
    PrivateKey signing = by == null ? keys.getPrivate() : by.keys.getPrivate();
    boolean ec = signing.getAlgorithm().equals("EC");
    byte[] algorithm = ec ? ECDSA_WITH_SHA256 : SHA256_WITH_RSA;
    byte[] issuer =
        by == null ? name(name) : by.certificate().getSubjectX500Principal().getEncoded();
    byte[] signed =
        element(
            0x30,
            element(0xA0, element(0x02, new byte[] {2})),
            element(0x02, BigInteger.valueOf(SERIAL.incrementAndGet()).toByteArray()),
            algorithm,
            issuer,
            element(0x30, time(Instant.now().minusSeconds(3_600)), time(until)),
            name(name),
            keys.getPublic().getEncoded(),
            element(0xA3, element(0x30, extensions(names, authority))));
    Signature signature = Signature.getInstance(ec ? "SHA256withECDSA" : "SHA256withRSA");
    signature.initSign(signing);
    signature.update(signed);
    byte[] bits = joined(new byte[] {0}, signature.sign());
    byte[] whole = element(0x30, signed, algorithm, element(0x03, bits));
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(whole));
    return new IssuedCertificate(
        keys, by == null ? List.of(certificate) : List.of(certificate, by.certificate()));
  }

  private static byte[] extensions(List<String> names, boolean authority) {
    byte[] basic =
        authority
            ? element(0x30, CONSTRAINTS, TRUE, element(0x04, element(0x30, TRUE)))
            : new byte[0];
    if (names.isEmpty()) {
      return basic;
    }
    byte[][] general =
        names.stream()
            .map(name ->
                element(
                    name.contains("://") ? 0x86 : 0x82, name.getBytes(StandardCharsets.US_ASCII)))
            .toArray(byte[][]::new);
    return joined(basic, element(0x30, ALT_NAMES, element(0x04, element(0x30, general))));
  }

  private static byte[] name(String commonName) {
    byte[] text = element(0x0C, commonName.getBytes(StandardCharsets.UTF_8));
    return element(0x30, element(0x31, element(0x30, COMMON_NAME, text)));
  }

  private static byte[] time(Instant instant) {
    return element(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static int skipHead(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
  }

  private static int skip(byte[] der, int at) {
    int content = skipHead(der, at);
    int length = der[at + 1] & 0xFF;
    if (length >= 0x80) {
      length = new BigInteger(1, Arrays.copyOfRange(der, at + 2, content)).intValueExact();
    }
    return content + length;
  }

  private static byte[] element(int tag, byte[]... parts) {
    byte[] content = joined(parts);
    int length = content.length;
    byte[] head =
        length < 0x80
            ? new byte[] {(byte) tag, (byte) length}
            : length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return joined(head, content);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }
}

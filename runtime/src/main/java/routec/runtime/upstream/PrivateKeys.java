package routec.runtime.upstream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routec.runtime.bytes.Slice;

/**
 * Private keys out of PEM in the three spellings that tools write: PKCS#8, PKCS#1 (RSA, which
 * cert-manager writes unless told otherwise) and SEC 1 (elliptic curves). The JDK reads the first
 * only, so the others are wrapped into it (RFC 5208, RFC 5915).
 */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ((?:ENCRYPTED |RSA |EC )?PRIVATE KEY)-----(.*?)-----END \\1-----",
          Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xA0;
  private static final byte[] VERSION = {0x02, 0x01, 0x00};
  private static final byte[] RSA = { // the OID rsaEncryption, and NULL
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
    0x01,
    0x05,
    0x00
  };
  private static final byte[] EC = { // the OID ecPublicKey
    0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01
  };

  private PrivateKeys() {}

  /**
   * The first private key of a file.
   *
   * @throws GeneralSecurityException saying what is wrong without saying anything of the key
   */
  static PrivateKey read(Slice pem) throws GeneralSecurityException {
    Matcher found = PEM.matcher(new String(pem.bytes(), StandardCharsets.ISO_8859_1));
    if (!found.find()) {
      throw new GeneralSecurityException("tls.key holds no private key in PEM");
    }
    String label = found.group(1);
    String body = found.group(2);
    if (label.startsWith("ENCRYPTED") || body.contains("ENCRYPTED")) {
      throw new GeneralSecurityException(
          "tls.key is encrypted and nobody is there to enter its password;"
              + " `openssl pkey -in tls.key` writes it without");
    }
    byte[] der = Base64.getMimeDecoder().decode(body);
    return switch (label) {
      case "RSA PRIVATE KEY" -> key(wrapped(RSA, der));
      case "EC PRIVATE KEY" -> key(wrapped(joined(EC, curve(der)), der));
      default -> key(der);
    };
  }

  private static PrivateKey key(byte[] der) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // of another kind
      }
    }
    throw new GeneralSecurityException(
        "tls.key is broken or of none of the kinds " + String.join(", ", ALGORITHMS));
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    return element(SEQUENCE, joined(VERSION, element(SEQUENCE, algorithm), element(OCTETS, key)));
  }

  /** The curve's name in a SEC 1 key: version, key, then the parameters that it is in. */
  private static byte[] curve(byte[] der) throws GeneralSecurityException {
    try {
      int at = content(der, 0);
      while (at < der.length) {
        int begin = content(der, at);
        int end = begin + length(der, at);
        if ((der[at] & 0xFF) == PARAMETERS) {
          return Arrays.copyOfRange(der, begin, end);
        }
        at = end;
      }
    } catch (IndexOutOfBoundsException e) {
      throw new InvalidKeyException("tls.key is broken");
    }
    throw new InvalidKeyException("tls.key is broken or does not name its curve");
  }

  private static int content(byte[] der, int at) {
    int first = der[at + 1] & 0xFF;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
  }

  private static int length(byte[] der, int at) {
    int length = der[at + 1] & 0xFF;
    if (length < 0x80) {
      return length;
    }
    int value = 0;
    for (int i = at + 2; i < content(der, at); i++) {
      value = value << 8 | der[i] & 0xFF;
    }
    if (value < 0) {
      throw new IndexOutOfBoundsException();
    }
    return value;
  }

  private static byte[] element(int tag, byte[] content) {
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
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}

package routec.runtime.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A key ready for HMAC-SHA-256 (RFC 2104): both digests have taken in their padded key already, and
 * each signature starts from copies of them.
 */
final class SigningKey {
  private static final int BLOCK = 64;

  private final MessageDigest inner;
  private final MessageDigest outer;

  SigningKey(byte[] key) {
    byte[] block = new byte[BLOCK];
    byte[] material = key.length <= BLOCK ? key : sha256().digest(key);
    System.arraycopy(material, 0, block, 0, material.length);
    inner = padded(block, 0x36);
    outer = padded(block, 0x5C);
  }

  /** The signing key of a day, region and service (AWS General Reference, Signature Version 4). */
  static SigningKey derive(String secret, String day, String region, String service) {
    byte[] start = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    byte[] dayKey = new SigningKey(start).hmac(ascii(day));
    byte[] regionKey = new SigningKey(dayKey).hmac(ascii(region));
    byte[] serviceKey = new SigningKey(regionKey).hmac(ascii(service));
    return new SigningKey(new SigningKey(serviceKey).hmac(ascii("aws4_request")));
  }

  byte[] hmac(byte[] message) {
    return hmac(message, 0, message.length);
  }

  byte[] hmac(byte[] message, int start, int length) {
    MessageDigest first = copy(inner);
    first.update(message, start, length);
    MessageDigest second = copy(outer);
    second.update(first.digest());
    return second.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static MessageDigest padded(byte[] block, int pad) {
    byte[] padded = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      padded[i] = (byte) (block[i] ^ pad);
    }
    MessageDigest digest = sha256();
    digest.update(padded);
    return digest;
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's SHA-256 can be copied", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "SigningKey[hidden]";
  }
}

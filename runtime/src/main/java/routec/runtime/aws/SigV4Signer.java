package routec.runtime.aws;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.Header;
import routec.runtime.spi.UpstreamRequest;

/**
 * Signs requests with AWS Signature Version 4, exactly as they will be sent.
 *
 * <p>All given headers are signed, with {@code host}, {@code x-amz-date}, {@code
 * x-amz-content-sha256} and, for temporary credentials, {@code x-amz-security-token}. The derived
 * key is kept for its day, so that a signature costs one hash of the body and two of short texts.
 */
final class SigV4Signer {
  private static final HexFormat HEX = HexFormat.of();
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private final SigningKeys signingKeys = new SigningKeys();
  private volatile SigningTime lastTime = SigningTime.of(Instant.EPOCH);

  /** The request with its signature; what was given stays as it is and where it is. */
  UpstreamRequest sign(
      UpstreamRequest request, AwsKeys keys, String region, String service, Instant now) {
    SigningTime time = time(now);
    String hash = hash(request.body());
    List<Header> headers = new ArrayList<>(request.headers().size() + 6);
    headers.add(new Header("host", request.target().authority()));
    headers.addAll(request.headers());
    headers.add(new Header("x-amz-content-sha256", hash));
    headers.add(new Header("x-amz-date", time.text()));
    if (!keys.sessionToken().isEmpty()) {
      headers.add(new Header("x-amz-security-token", keys.sessionToken()));
    }
    String value =
        authorization(request.method(), request.path(), headers, hash, keys, region, service, time);
    headers.removeFirst(); // the wire writes the Host itself
    headers.add(new Header("authorization", value));
    return request.with(List.copyOf(headers));
  }

  /** The Authorization header over exactly these headers. */
  String authorization(
      String method,
      String path,
      List<Header> headers,
      String payloadHash,
      AwsKeys keys,
      String region,
      String service,
      SigningTime time) {
    ByteWriter canonical = new ByteWriter(1024);
    String signed = CanonicalRequest.write(canonical, method, path, headers, payloadHash);
    String scope = time.day() + "/" + region + "/" + service + "/aws4_request";
    ByteWriter toSign = new ByteWriter(192);
    toSign.ascii(ALGORITHM).put('\n').ascii(time.text()).put('\n').ascii(scope).put('\n');
    toSign.ascii(hash(canonical.slice()));
    Slice text = toSign.slice();
    byte[] signature =
        signingKeys
            .key(keys, time.day(), region, service)
            .hmac(text.array(), text.start(), text.length());
    return ALGORITHM
        + " Credential="
        + keys.accessKeyId()
        + "/"
        + scope
        + ", SignedHeaders="
        + signed
        + ", Signature="
        + HEX.formatHex(signature);
  }

  private SigningTime time(Instant now) {
    SigningTime last = lastTime;
    if (last.second() != now.getEpochSecond()) {
      last = SigningTime.of(now);
      lastTime = last;
    }
    return last;
  }

  static String hash(Slice bytes) {
    MessageDigest digest = SigningKey.sha256();
    digest.update(bytes.array(), bytes.start(), bytes.length());
    return HEX.formatHex(digest.digest());
  }
}

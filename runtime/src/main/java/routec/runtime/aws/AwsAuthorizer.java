package routec.runtime.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Authorizer;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.UpstreamRequest;

/**
 * Signs requests for AWS with the credentials of the moment, and learns from refusals: expired
 * credentials are fetched again, a clock that is wrong is corrected by the provider's.
 */
public final class AwsAuthorizer implements Authorizer {
  private static final System.Logger LOG = System.getLogger(AwsAuthorizer.class.getName());

  /** AWS accepts five minutes of difference; a smaller one is not why a signature was refused. */
  private static final Duration TOLERATED = Duration.ofMinutes(4);

  private final CredentialStore credentials;
  private final InstantSource clock;
  private final SigV4Signer signer = new SigV4Signer();
  private final Map<String, Duration> offsets = new ConcurrentHashMap<>(); // by region

  public AwsAuthorizer(CredentialStore credentials, InstantSource clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  @Override
  public UpstreamRequest authorize(Authorization how, UpstreamRequest request) {
    return switch (how) {
      case Authorization.None _ -> request;
      case Authorization.SigV4 sigV4 ->
          signer.sign(
              request,
              credentials.keys(sigV4.credentials()),
              sigV4.region(),
              sigV4.service(),
              now(sigV4.region()));
    };
  }

  @Override
  public boolean refused(Authorization how, ReplyHead head, String errorType) {
    return switch (how) {
      case Authorization.None _ -> false;
      case Authorization.SigV4 sigV4 ->
          switch (errorType) {
            case "ExpiredToken",
                "ExpiredTokenException",
                "UnrecognizedClientException",
                "InvalidClientTokenId" ->
                refresh(sigV4);
            case "RequestTimeTooSkewed",
                "RequestExpired",
                "RequestInTheFuture",
                "InvalidSignatureException",
                "SignatureDoesNotMatch" ->
                learnClock(sigV4.region(), head);
            default -> false;
          };
    };
  }

  private boolean refresh(Authorization.SigV4 how) {
    try {
      return credentials.refresh(how.credentials());
    } catch (GatewayFault e) {
      return false; // the provider's own refusal says more
    }
  }

  private boolean learnClock(String region, ReplyHead head) {
    Optional<Instant> theirs = head.headers().first("date").flatMap(AwsAuthorizer::date);
    if (theirs.isEmpty()) {
      return false;
    }
    Duration wrong = Duration.between(now(region), theirs.get());
    if (wrong.abs().compareTo(TOLERATED) < 0) {
      return false;
    }
    Duration offset = Duration.between(clock.instant(), theirs.get());
    offsets.put(region, offset);
    LOG.log(
        System.Logger.Level.WARNING,
        "This machine''s clock is {0} s from AWS''s in {1}: signatures use AWS''s from now on.",
        Long.toString(offset.toSeconds()),
        region);
    return true;
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Instant now(String region) {
    Duration offset = offsets.get(region);
    Instant now = clock.instant();
    return offset == null ? now : now.plus(offset);
  }
}

package routec.runtime.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import routec.runtime.fault.GatewayFault;
import routec.runtime.spi.Authorization;
import routec.runtime.spi.Authorizer;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.UpstreamRequest;

/**
 * Authorizes requests with the credentials of the moment, and learns from refusals: expired
 * credentials are fetched again, a clock that is wrong is corrected by the provider's.
 */
public final class RequestAuthorizer implements Authorizer {
  private static final System.Logger LOG = System.getLogger(RequestAuthorizer.class.getName());

  /** AWS accepts five minutes of difference; a smaller one is not why a signature was refused. */
  private static final Duration TOLERATED = Duration.ofMinutes(4);

  private final CredentialStore credentials;
  private final InstantSource clock;
  private final SigV4Signer signer = new SigV4Signer();
  private final Map<String, Duration> offsets = new ConcurrentHashMap<>(); // by region

  public RequestAuthorizer(CredentialStore credentials, InstantSource clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  @Override
  public UpstreamRequest authorize(Authorization how, UpstreamRequest request, Headers client) {
    return switch (how) {
      case Authorization.None _ -> request;
      case Authorization.ApiKey key -> with(request, credentials.apiKey(key).header());
      case Authorization.SigV4 sigV4 ->
          switch (credentials.aws(sigV4).keys()) {
            case AwsKeys keys -> sign(signer, request, keys, sigV4);
            case BearerKey key -> with(request, new Header("authorization", key.authorization()));
          };
      case Authorization.FromCaller from ->
          ofCaller(from, request, client)
              .orElseGet(() -> authorize(from.configured(), request, client));
    };
  }

  @Override
  public boolean refused(
      Authorization how, UpstreamRequest sent, ReplyHead head, String errorType) {
    return switch (how) {
      case Authorization.None _ -> false;
      case Authorization.ApiKey key ->
          head.status() == 401 && credentials.apiKey(key).refresh(sent);
      case Authorization.SigV4 sigV4 ->
          switch (errorType) {
            case "ExpiredToken",
                "ExpiredTokenException",
                "UnrecognizedClientException",
                "InvalidClientTokenId" ->
                refresh(sigV4, sent);
            case "RequestTimeTooSkewed",
                "RequestExpired",
                "RequestInTheFuture",
                "InvalidSignatureException",
                "SignatureDoesNotMatch" ->
                learnClock(sigV4.region(), head);
            default -> refusedKey(sigV4, sent, head);
          };
      case Authorization.FromCaller from ->
          isOurs(from.configured(), sent) && refused(from.configured(), sent, head, errorType);
    };
  }

  /** Signs with the caller's keys, of which nothing is kept, or sends the caller's key. */
  private Optional<UpstreamRequest> ofCaller(
      Authorization.FromCaller from, UpstreamRequest request, Headers client) {
    return switch (from.configured()) {
      case Authorization.ApiKey key ->
          CallerKeys.apiKey(from, key, client).map(header -> with(request, header));
      case Authorization.SigV4 sigV4 ->
          CallerKeys.aws(from, client).map(keys -> sign(new SigV4Signer(), request, keys, sigV4));
      case Authorization.None _, Authorization.FromCaller _ -> Optional.empty();
    };
  }

  private UpstreamRequest sign(
      SigV4Signer by, UpstreamRequest request, AwsKeys keys, Authorization.SigV4 how) {
    return by.sign(request, keys, how.region(), how.service(), now(how.region()));
  }

  private static UpstreamRequest with(UpstreamRequest request, Header header) {
    List<Header> headers = new ArrayList<>(request.headers().size() + 1);
    headers.addAll(request.headers());
    headers.add(header);
    return request.with(List.copyOf(headers));
  }

  /** Whether the gateway's own credentials authorized a request, not its caller's. */
  private boolean isOurs(Authorization configured, UpstreamRequest sent) {
    try {
      return configured instanceof Authorization.SigV4 sigV4
          ? credentials.aws(sigV4).keys().authorized(sent)
          : configured instanceof Authorization.ApiKey key
              && credentials.apiKey(key).authorized(sent);
    } catch (GatewayFault e) {
      return false; // there are none of our own
    }
  }

  /** A Bedrock API key is refused by status alone. */
  private boolean refusedKey(Authorization.SigV4 how, UpstreamRequest sent, ReplyHead head) {
    boolean bearer = ProviderKeys.header(sent, "authorization").startsWith("Bearer ");
    return bearer && (head.status() == 401 || head.status() == 403) && refresh(how, sent);
  }

  private boolean refresh(Authorization.SigV4 how, UpstreamRequest sent) {
    try {
      return credentials.aws(how).refresh(sent);
    } catch (GatewayFault e) {
      return false; // the provider's own refusal says more
    }
  }

  private boolean learnClock(String region, ReplyHead head) {
    Optional<Instant> theirs = head.headers().first("date").flatMap(RequestAuthorizer::date);
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

package routec.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A strict stand-in for Amazon Bedrock Runtime on a loopback port.
 *
 * <p>It verifies every signature with the AWS SDK, holds every body against Bedrock's rules, and
 * answers from the request. Start it with {@link #builder()}, close it when done.
 */
public final class BedrockSimulator implements AutoCloseable {
  /** The key pair of AWS's documentation, which may sign unless others are given. */
  public static final Credential EXAMPLE =
      Credential.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

  private final Listener listener;
  private final Optional<Listener> issuing;
  private final Optional<ServerCertificate> certificate;
  private final Clock clock;
  private final boolean verifying;
  private final int kept;
  private final Consumer<SeenRequest> log;
  private final SignatureCheck signatures;
  private final Optional<VendorCalls> vendors;
  private final Bedrock bedrock;
  private volatile Map<String, Credential> credentials;
  private final Optional<Issuer> issuer;
  private final Deque<SeenRequest> seen = new ConcurrentLinkedDeque<>();
  private final Deque<Fault> planned = new ConcurrentLinkedDeque<>();
  private volatile Fault standing = Fault.NONE;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong replies = new AtomicLong();

  BedrockSimulator(SimulatorBuilder builder) {
    this.clock = builder.clock;
    this.verifying = builder.verifying;
    this.kept = builder.kept;
    this.log = builder.log;
    this.credentials = byId(builder.credentials);
    this.issuer =
        builder.lifetime.map(
            lifetime -> new Issuer(clock, lifetime, Set.copyOf(builder.identityTokens)));
    this.signatures =
        new SignatureCheck(this::find, Set.copyOf(builder.apiKeys), builder.regions(), clock);
    this.vendors =
        builder.vendorKeys.isEmpty()
            ? Optional.empty()
            : Optional.of(new VendorCalls(Set.copyOf(builder.vendorKeys)));
    this.bedrock =
        new Bedrock(
            new ModelCatalog(builder.regions(), builder.aliases),
            new Answering(new PromptCache(builder.minimumCacheTokens)),
            builder.regions());
    this.certificate =
        builder.tls ? Optional.of(ServerCertificate.forHosts(builder.hosts())) : Optional.empty();
    // Last, since it serves from here on.
    this.issuing =
        issuer.isPresent() && builder.tls
            ? Optional.of(Listener.open(0, Optional.empty(), this::exchange))
            : Optional.empty();
    this.listener =
        Listener.open(builder.port, certificate.map(ServerCertificate::context), this::exchange);
  }

  public static SimulatorBuilder builder() {
    return new SimulatorBuilder();
  }

  /** A simulator on any free port, without TLS, with {@link #EXAMPLE} and region us-east-1. */
  public static BedrockSimulator startPlain() {
    return builder().start();
  }

  public int port() {
    return listener.port();
  }

  /** The address on loopback: {@code http://127.0.0.1:PORT} or {@code https://…}. */
  public URI uri() {
    return URI.create((certificate.isPresent() ? "https" : "http") + "://127.0.0.1:" + port());
  }

  /**
   * The certificate to trust, in PEM.
   *
   * @throws IllegalStateException without TLS
   */
  public String trustPem() {
    return certificate
        .orElseThrow(() -> new IllegalStateException("The simulator was started without TLS."))
        .pem();
  }

  /** Writes {@link #trustPem()} to a file and returns the file. */
  public Path writeTrustPem(Path file) {
    try {
      return Files.writeString(file, trustPem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The latest requests, oldest first, those under way included. */
  public List<SeenRequest> recorded() {
    return List.copyOf(seen);
  }

  /** The latest request. */
  public SeenRequest last() {
    return seen.getLast();
  }

  /** How many requests have come. */
  public long requests() {
    return requests.get();
  }

  /** How many connections have been accepted. */
  public int connections() {
    return listener.connections();
  }

  /** Forgets the recorded requests and every planned fault. */
  public void forget() {
    seen.clear();
    planned.clear();
    standing = Fault.NONE;
  }

  /** From now on these key pairs may sign, and no others. */
  public void credentials(Credential... allowed) {
    credentials = byId(Arrays.asList(allowed));
  }

  /** From now on these identity tokens are believed (STS with web identity, EKS Pod Identity). */
  public void identityTokens(String... tokens) {
    issuer.ifPresent(i -> i.identityTokens(Set.of(tokens)));
  }

  /**
   * Where STS, metadata services and the OIDC provider are reached: without TLS, which their
   * clients would not trust here.
   */
  public URI issuerUri() {
    return issuing.map(plain -> URI.create("http://127.0.0.1:" + plain.port())).orElse(uri());
  }

  /** The next requests for tokens and credentials are refused as if there had been too many. */
  public void failIssuing(int requests) {
    issuer.ifPresent(i -> i.failNext(requests));
  }

  /** From now on every token and credential takes this long. */
  public void delayIssuing(Duration delay) {
    issuer.ifPresent(i -> i.delay(delay));
  }

  /** The form's fields of the last token that the OIDC provider gave. */
  public Map<String, String> lastTokenRequest() {
    return issuer.map(Issuer::lastAsked).orElse(Map.of());
  }

  /** How many temporary credentials were issued. */
  public int issuedCredentials() {
    return issuer.map(Issuer::count).orElse(0);
  }

  /** The next verified requests meet these faults, one each; {@link Fault#NONE} succeeds. */
  public void nextReplies(Fault... faults) {
    planned.addAll(Arrays.asList(faults));
  }

  /** The next {@code count} verified requests meet this fault; then all goes well again. */
  public void failNext(int count, Fault fault) {
    for (int i = 0; i < count; i++) {
      planned.add(fault);
    }
  }

  /** Every verified request meets this fault, until {@link Fault#NONE} is set. */
  public void fault(Fault fault) {
    standing = fault;
  }

  @Override
  public void close() {
    listener.close();
    issuing.ifPresent(Listener::close);
  }

  /** One request from its arrival to the reply's end; false when the connection must end. */
  private boolean exchange(HttpRequest request, Connection connection, int number)
      throws IOException {
    SeenRequest entry = new SeenRequest(request, clock.instant(), number);
    remember(entry);
    Bedrock.Outcome outcome = outcome(request, entry);
    entry.answered(
        outcome.fault().replay().map(Fault.Replay::status).orElse(outcome.reply().status()));
    ReplyWriter.End end = ReplyWriter.End.CLIENT_LEFT;
    try {
      end = new ReplyWriter(connection, clock, requestId()).write(outcome.reply(), outcome.fault());
    } finally {
      entry.ended(end == ReplyWriter.End.CLIENT_LEFT);
      log.accept(entry);
    }
    return end == ReplyWriter.End.KEEP_ALIVE && request.keepAlive();
  }

  private Bedrock.Outcome outcome(HttpRequest request, SeenRequest entry) {
    try {
      Optional<Reply> issued = issued(request);
      if (issued.isPresent()) {
        return new Bedrock.Outcome(issued.get(), Fault.NONE);
      }
      Optional<Reply> relayed = vendors.flatMap(calls -> calls.answer(request));
      if (relayed.isPresent()) {
        Fault fault = Optional.ofNullable(planned.pollFirst()).orElse(Fault.NONE);
        return new Bedrock.Outcome(relayed.get(), fault);
      }
      if (verifying) {
        entry.verified(signatures.verify(request, "bedrock"));
      }
      Fault fault = Optional.ofNullable(planned.pollFirst()).orElse(standing);
      return bedrock.answer(request, fault);
    } catch (AwsError e) {
      return new Bedrock.Outcome(Reply.error(e), Fault.NONE);
    }
  }

  private Optional<Reply> issued(HttpRequest request) {
    return issuer.flatMap(source ->
        new MetadataCalls(source)
            .answer(request)
            .or(() ->
                new OidcCalls(source, issuing.isPresent() ? "http" : uri().getScheme())
                    .answer(request))
            .or(() -> new SsoCalls(source).answer(request))
            .or(() -> new StsCalls(source, this::verifiedForSts).answer(request)));
  }

  private void verifiedForSts(HttpRequest request) {
    signatures.verify(request, "sts");
  }

  private Optional<Credential> find(String accessKeyId) {
    return Optional.ofNullable(credentials.get(accessKeyId))
        .or(() -> issuer.flatMap(source -> source.find(accessKeyId)));
  }

  private void remember(SeenRequest entry) {
    requests.incrementAndGet();
    if (kept > 0) {
      seen.addLast(entry);
      while (seen.size() > kept) {
        seen.pollFirst();
      }
    }
  }

  private String requestId() {
    long number = replies.incrementAndGet();
    return "%08x-5111-4a7e-8000-%012x".formatted(number * 0x9E3779B9L & 0xffffffffL, number);
  }

  private static Map<String, Credential> byId(List<Credential> allowed) {
    return allowed.stream()
        .collect(
            Collectors.collectingAndThen(
                Collectors.toMap(Credential::accessKeyId, Function.identity()), Map::copyOf));
  }
}

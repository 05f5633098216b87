package routec.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Settings of a simulator; what is not set has a default that suits tests. */
public final class SimulatorBuilder {
  int port;
  boolean tls;
  boolean verifying = true;
  int kept = 1000;
  int minimumCacheTokens = -1;
  Clock clock = Clock.systemUTC();
  Consumer<SeenRequest> log = entry -> {};
  Optional<Duration> lifetime = Optional.empty();
  final List<String> identityTokens = new ArrayList<>();
  final List<String> hosts = new ArrayList<>();
  final List<String> regions = new ArrayList<>();
  final List<Credential> credentials = new ArrayList<>();
  final List<String> apiKeys = new ArrayList<>();
  final List<String> vendorKeys = new ArrayList<>();
  final Map<String, String> aliases = new HashMap<>();

  SimulatorBuilder() {}

  /** The port on loopback; 0 for any free one, which is the default. */
  public SimulatorBuilder port(int newPort) {
    this.port = newPort;
    return this;
  }

  /**
   * Serves TLS with a certificate made for this run.
   *
   * @param extraHosts names beside the Bedrock endpoints of the regions, localhost and 127.0.0.1
   */
  public SimulatorBuilder tls(String... extraHosts) {
    this.tls = true;
    hosts.addAll(Arrays.asList(extraHosts));
    return this;
  }

  /** Allows a key pair; without any, {@link BedrockSimulator#EXAMPLE} is allowed. */
  public SimulatorBuilder credential(Credential allowed) {
    credentials.add(allowed);
    return this;
  }

  /** Allows a Bedrock API key, sent as {@code Authorization: Bearer}. */
  public SimulatorBuilder apiKey(String key) {
    apiKeys.add(key);
    return this;
  }

  /** Also answers as OpenAI and Anthropic do, to who sends this key. */
  public SimulatorBuilder vendorKey(String key) {
    vendorKeys.add(key);
    return this;
  }

  /** A region that is served; without any, us-east-1. */
  public SimulatorBuilder region(String region) {
    regions.add(region);
    return this;
  }

  /** The model that an application inference profile or another ARN stands for. */
  public SimulatorBuilder profile(String arn, String modelId) {
    aliases.put(arn, modelId);
    return this;
  }

  /** The clock that dates are held against. */
  public SimulatorBuilder clock(Clock newClock) {
    this.clock = newClock;
    return this;
  }

  /** How many requests are remembered with their bodies (1000); 0 for none. */
  public SimulatorBuilder keep(int count) {
    this.kept = count;
    return this;
  }

  /** How long a prompt must be to be cached, in place of each model's own limit. */
  public SimulatorBuilder minimumCacheTokens(int tokens) {
    this.minimumCacheTokens = tokens;
    return this;
  }

  /** Takes requests that nobody signed. */
  public SimulatorBuilder unsigned() {
    this.verifying = false;
    return this;
  }

  /**
   * Also answers as STS, IAM Identity Center, EC2 instance metadata, ECS and EKS Pod Identity do;
   * what they issue may sign.
   *
   * @param newLifetime how long issued credentials are valid
   * @param tokens identity tokens that are believed
   */
  public SimulatorBuilder issueCredentials(Duration newLifetime, String... tokens) {
    this.lifetime = Optional.of(newLifetime);
    identityTokens.addAll(Arrays.asList(tokens));
    return this;
  }

  /** Is told of each request when its exchange is over. */
  public SimulatorBuilder log(Consumer<SeenRequest> newLog) {
    this.log = newLog;
    return this;
  }

  public BedrockSimulator start() {
    if (credentials.isEmpty()) {
      credentials.add(BedrockSimulator.EXAMPLE);
    }
    return new BedrockSimulator(this);
  }

  Set<String> regions() {
    return regions.isEmpty() ? Set.of("us-east-1") : Set.copyOf(regions);
  }

  Set<String> hosts() {
    Set<String> names = new LinkedHashSet<>();
    for (String region : regions()) {
      names.add("bedrock-runtime." + region + ".amazonaws.com");
      names.add("bedrock-runtime-fips." + region + ".amazonaws.com");
      names.add("bedrock-runtime." + region + ".api.aws");
      names.add("sts." + region + ".amazonaws.com");
    }
    names.addAll(hosts);
    return names;
  }
}

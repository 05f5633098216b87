// Written by routec from the manifests: change those instead.
package routec.generated;

import java.util.List;
import routec.runtime.spi.BedrockModel;
import routec.runtime.spi.Connections;
import routec.runtime.spi.Ejection;
import routec.runtime.spi.Mutation;
import routec.runtime.spi.Retry;
import routec.runtime.spi.Timeouts;
import routec.runtime.spi.Traffic;
import routec.runtime.spi.Trigger;

/**
 * The rules of the AIGatewayRoutes, with what each sends where.
 */
final class Rules {
  /**
   * failover.yaml:38: default/regions/0 for nova
   */
  static final Rule DEFAULT_REGIONS_0 = defaultRegions0();

  /**
   * failover.yaml:67: default/regions/1 for mini
   */
  static final Rule DEFAULT_REGIONS_1 = defaultRegions1();

  private Rules() {
  }

  private static Rule defaultRegions0() {
    // failover.yaml:48
    DefaultEastBackend backend1 =
        new DefaultEastBackend(
            BedrockModel.of("us.amazon.nova-micro-v1:0"),
            Traits.NOVA_MICRO);
    Mutation backend1Changes =
            Mutation.NONE
            // failover.yaml:55
            .removeHeader("x-cost-center")
            // failover.yaml:145
            .setHeader("x-zone", "east")
            // failover.yaml:52
            .setHeader("x-team", "ours")
            // failover.yaml:63
            .removeField("requestMetadata")
            // failover.yaml:58
            .setField("{\"guardrailIdentifier\": \"g-1\", \"guardrailVersion\": \"1\"}", "guardrailConfig")
            // failover.yaml:60
            .setField("0.5", "inferenceConfig", "topP");
    // failover.yaml:65
    DefaultWestBackend backend2 =
        new DefaultWestBackend(
            BedrockModel.of("us.amazon.nova-micro-v1:0"),
            Traits.NOVA_MICRO);
    return new Rule(
        "default/regions/0",
        List.of(
            backend1.chatCompletions(0, 3).with(backend1Changes),
            backend2.chatCompletions(1, 1)),
        List.of(),
        List.of(
            backend1.messages(0, 3).with(backend1Changes),
            backend2.messages(1, 1)),
        List.of(
            backend1.countTokens(0, 3).with(backend1Changes),
            backend2.countTokens(1, 1)),
        Timeouts.ofMillis(60000, 20000, 15000),
        Traffic.USUAL
            // failover.yaml:114
            .with(Retry.most(3).eachPriority(1).pause(100, 1000).on(Trigger.CONNECT_FAILURE, Trigger.RESET, Trigger.STATUS).onStatus(429, 503).atOnce(1024, 0))
            // failover.yaml:99
            .with(new Ejection(3, 0, 0, 20000))
            // failover.yaml:95
            .with(Connections.USUAL.limits(100, 10, -1).times(3000, 20000, -1).through("proxy.internal:3128")));
  }

  private static Rule defaultRegions1() {
    // failover.yaml:74
    DefaultSeveralBackend backend1 =
        new DefaultSeveralBackend(
            BedrockModel.of("us.amazon.nova-micro-v1:0"),
            Traits.NOVA_MICRO);
    // failover.yaml:74
    DefaultSeveral2Backend backend2 =
        new DefaultSeveral2Backend(
            BedrockModel.of("us.amazon.nova-micro-v1:0"),
            Traits.NOVA_MICRO);
    // failover.yaml:76
    DefaultWestBackend backend3 =
        new DefaultWestBackend(
            BedrockModel.of("us.amazon.nova-lite-v1:0"),
            Traits.NOVA);
    return new Rule(
        "default/regions/1",
        List.of(
            backend1.chatCompletions(0, 1),
            backend2.chatCompletions(0, 1),
            backend3.chatCompletions(0, 2)),
        List.of(),
        List.of(
            backend1.messages(0, 1),
            backend2.messages(0, 1),
            backend3.messages(0, 2)),
        List.of(
            backend1.countTokens(0, 1),
            backend2.countTokens(0, 1),
            backend3.countTokens(0, 2)),
        Timeouts.ofMillis(90000, 0, 15000),
        Traffic.USUAL
            // failover.yaml:95
            .with(Retry.USUAL.atOnce(1024, 0))
            // failover.yaml:99
            .with(new Ejection(3, 0, 0, 20000))
            // failover.yaml:95
            .with(Connections.USUAL.limits(100, 10, -1).times(3000, 20000, -1).through("proxy.internal:3128")));
  }
}

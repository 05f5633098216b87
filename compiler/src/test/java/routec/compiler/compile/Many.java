package routec.compiler.compile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.AuthorizationPlan;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.HostPlan;
import routec.compiler.plan.ListenerPlan;
import routec.compiler.plan.ModelPlan;
import routec.compiler.plan.MutationPlan;
import routec.compiler.plan.Origin;
import routec.compiler.plan.RulePlan;
import routec.compiler.plan.TrafficPlan;
import routec.compiler.plan.TraitsPlan;

/** Plans of many routes. */
final class Many {
  private static final Origin ORIGIN = new Origin("many.yaml", 1);

  private Many() {}

  /** Routes of some rules each, over twenty backends; rule j of route i takes {@code model-i-j}. */
  static GatewayPlan plan(int routes, int rulesEach) {
    List<BackendPlan> backends = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      backends.add(
          new BackendPlan(
              "default/b" + i,
              new BackendPlan.Converse(ORIGIN),
              new BackendPlan.Target("127.0.0.1", 8080, Optional.empty(), ORIGIN),
              new AuthorizationPlan.Signed(
                  "us-east-1", "bedrock", new AuthorizationPlan.Chain(), ORIGIN, ORIGIN),
              ORIGIN));
    }
    List<RulePlan> rules = new ArrayList<>();
    for (int i = 0; i < routes; i++) {
      for (int j = 0; j < rulesEach; j++) {
        rules.add(
            rule("default/route-" + i + "/" + j, "model-" + i + "-" + j, backends.get(i % 20)));
      }
    }
    List<EntryPlan> entries =
        rules.stream().map(rule -> new EntryPlan(rule.model(), List.of(), rule, ORIGIN)).toList();
    ListenerPlan listener =
        new ListenerPlan(
            "default/gw/http",
            Optional.empty(),
            10080,
            1 << 20,
            List.of(new HostPlan("", entries, List.of())),
            Map.of(),
            ORIGIN);
    return new GatewayPlan(List.of(listener), backends, rules, List.of());
  }

  private static RulePlan rule(String name, String model, BackendPlan backend) {
    ModelPlan asked = new ModelPlan.Fixed(model, Optional.empty(), TraitsPlan.CONSERVATIVE, ORIGIN);
    return new RulePlan(
        name,
        Optional.of(model),
        List.of(new AttemptPlan(backend, 0, 1, asked, MutationPlan.NONE, Map.of(), ORIGIN)),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        TrafficPlan.USUAL,
        Map.of(),
        "Envoy AI Gateway",
        0,
        ORIGIN);
  }
}

package routec.compiler.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import routec.compiler.emit.java.BackendClass.Use;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.ModelPlan;
import routec.compiler.plan.RulePlan;
import routec.compiler.plan.TraitsPlan;

/** The names that the plan's parts get in generated code, settled before anything is written. */
final class Emission {
  /** How many rules one class holds: far from any limit of class files, and still readable. */
  private static final int RULES_IN_A_CLASS = 128;

  private final Map<BackendPlan, ClassName> backends = new LinkedHashMap<>();
  private final Map<BackendPlan, Set<Use>> uses = new HashMap<>();
  private final Map<BackendPlan, TraitsPlan> bases = new HashMap<>();
  private final Map<TraitsPlan, String> traits = new LinkedHashMap<>();
  private final Map<RulePlan, CodeBlock> rules = new HashMap<>();
  private final Map<ClassName, List<NamedRule>> ruleClasses = new LinkedHashMap<>();

  /** A rule with the constant that holds it. */
  record NamedRule(RulePlan rule, String constant) {}

  Emission(GatewayPlan plan) {
    JavaNames types = new JavaNames();
    for (BackendPlan backend : plan.backends()) {
      backends.put(backend, Names.own(types.type(backend.name(), "Backend")));
      uses.put(backend, EnumSet.noneOf(Use.class));
    }
    nameRules(plan.rules());
    nameTraits(plan);
  }

  Map<BackendPlan, ClassName> backends() {
    return backends;
  }

  Set<Use> uses(BackendPlan backend) {
    return uses.getOrDefault(backend, Set.of());
  }

  CodeBlock baseTraits(BackendPlan backend) {
    return traits(bases.getOrDefault(backend, TraitsPlan.CONSERVATIVE));
  }

  ClassName backend(BackendPlan backend) {
    ClassName name = backends.get(backend);
    if (name == null) {
      throw new IllegalStateException("no backend " + backend.name() + " in the plan");
    }
    return name;
  }

  /** The constant of some traits. */
  CodeBlock traits(TraitsPlan plan) {
    String name = traits.get(plan);
    return name == null
        ? CodeBlock.of("$T.CONSERVATIVE", Names.MODEL_TRAITS)
        : CodeBlock.of("$T.$L", Names.TRAITS, name);
  }

  /** All traits but the conservative ones, with their constants. */
  Map<TraitsPlan, String> traits() {
    return traits;
  }

  /** The constant of a rule. */
  CodeBlock rule(RulePlan rule) {
    CodeBlock name = rules.get(rule);
    if (name == null) {
      throw new IllegalStateException("no rule " + rule.name() + " in the plan");
    }
    return name;
  }

  Map<ClassName, List<NamedRule>> ruleClasses() {
    return ruleClasses;
  }

  static Use use(ModelPlan model) {
    return switch (model) {
      case ModelPlan.Fixed _ -> Use.FIXED_MODEL;
      case ModelPlan.Client client ->
          client.traits().isPresent() ? Use.ANY_MODEL_OF_BASE : Use.ANY_MODEL;
    };
  }

  /** Whether some model is known only when a client names it. */
  boolean takesAnyModel() {
    return uses.entrySet().stream()
        .anyMatch(use -> use.getValue().contains(Use.ANY_MODEL) && !use.getKey().shape().isRelay());
  }

  private void nameRules(List<RulePlan> plans) {
    for (int from = 0; from < plans.size(); from += RULES_IN_A_CLASS) {
      ClassName type = Names.own(from == 0 ? "Rules" : "Rules" + (from / RULES_IN_A_CLASS + 1));
      JavaNames constants = new JavaNames();
      List<NamedRule> named = new ArrayList<>();
      for (RulePlan rule : plans.subList(from, Math.min(plans.size(), from + RULES_IN_A_CLASS))) {
        String constant = constants.constant(rule.name());
        named.add(new NamedRule(rule, constant));
        rules.put(rule, CodeBlock.of("$T.$L", type, constant));
        rule.attempts().forEach(this::note);
      }
      ruleClasses.put(type, named);
    }
  }

  private void note(AttemptPlan attempt) {
    uses.computeIfAbsent(attempt.backend(), _ -> EnumSet.noneOf(Use.class))
        .add(use(attempt.model()));
    if (attempt.model() instanceof ModelPlan.Client client) {
      client.traits().ifPresent(base -> bases.put(attempt.backend(), base));
    }
  }

  private void nameTraits(GatewayPlan plan) {
    Map<String, TraitsPlan> sorted = new TreeMap<>();
    for (RulePlan rule : plan.rules()) {
      for (AttemptPlan attempt : rule.attempts()) {
        if (attempt.model() instanceof ModelPlan.Fixed fixed) {
          sorted.put(key(fixed.traits()), fixed.traits());
        }
      }
    }
    bases.values().forEach(base -> sorted.put(key(base), base));
    plan.models().forEach(model -> sorted.put(key(model.traits()), model.traits()));
    JavaNames constants = new JavaNames();
    for (TraitsPlan each : sorted.values()) {
      if (!each.isConservative()) {
        traits.put(each, constants.constant(each.family()));
      }
    }
  }

  private static String key(TraitsPlan plan) {
    return plan.family() + " " + String.join(" ", plan.traits());
  }
}

package routec.compiler.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedAttempt;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.OtherManifest;
import routec.compiler.manifest.Ref;
import routec.compiler.source.Located;
import routec.compiler.source.Nearest;
import routec.compiler.source.Words;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlScalar;

/** A quota of a model counts calls: some rule sends that model to one of the quota's backends. */
final class Quotas implements Check {

  /** The models that reach a backend; open if a rule lets any through. */
  private static final class Reached {
    private final Set<String> models = new TreeSet<>();
    private boolean open;
  }

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    List<OtherManifest> quotas =
        gateway
            .manifests()
            .of(OtherManifest.class)
            .filter(one -> one.meta().id().kind().equals("QuotaPolicy") && one.meta().sound())
            .toList();
    if (!quotas.isEmpty()) {
      Map<ObjectId, Reached> reached = reached(gateway);
      quotas.forEach(quota -> check(quota, reached, diagnostics));
    }
  }

  private static Map<ObjectId, Reached> reached(LinkedGateway gateway) {
    Map<ObjectId, Reached> reached = new HashMap<>();
    for (Rules.Placed placed : Rules.of(gateway)) {
      for (LinkedAttempt attempt : placed.rule().attempts()) {
        Reached one = reached.computeIfAbsent(attempt.backend().id(), _ -> new Reached());
        List<Located<String>> models = Models.models(placed, attempt);
        models.forEach(model -> one.models.add(model.value()));
        one.open |= models.isEmpty();
      }
    }
    return reached;
  }

  private static void check(
      OtherManifest quota, Map<ObjectId, Reached> reached, Diagnostics diagnostics) {
    Set<String> models = new TreeSet<>();
    for (Ref ref : quota.targetRefs()) {
      Optional<Reached> target =
          Optional.ofNullable(reached.get(ref.target(quota.meta().id().namespace())));
      if (target.isEmpty() || target.get().open) {
        return; // the target is missing or unused, or takes any model
      }
      models.addAll(target.get().models);
    }
    quota.spec().items("perModelQuotas").stream()
        .filter(YamlMapping.class::isInstance)
        .flatMap(item -> ((YamlMapping) item).scalar("modelName").stream())
        .filter(name -> !models.contains(name.text()))
        .forEach(name -> diagnostics.add(never(quota, name, models)));
  }

  private static Diagnostic never(OtherManifest quota, YamlScalar name, Set<String> models) {
    return Diagnostic.of(
            Code.RC0437,
            name.span(),
            "No rule sends the model `%s` to the quota's backends."
                .formatted(Words.shorten(name.text())))
        .about(quota.meta().id().toString())
        .hint(
            Nearest.to(name.text(), models)
                .map(near -> "did you mean `" + Words.shorten(near) + "`?")
                .orElse("they get " + Words.shorten("`" + String.join("`, `", models) + "`")));
  }
}

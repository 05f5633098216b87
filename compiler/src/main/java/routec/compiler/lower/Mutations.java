package routec.compiler.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import routec.compiler.manifest.BodyMutation;
import routec.compiler.manifest.HeaderMutation;
import routec.compiler.plan.MutationPlan;
import routec.compiler.plan.Origin;
import routec.compiler.source.Located;

/** Lowers mutations: what is removed first, then what is set, in the manifest's order. */
final class Mutations {
  private Mutations() {}

  static MutationPlan lower(HeaderMutation headers, BodyMutation body) {
    List<MutationPlan.HeaderChange> changes = new ArrayList<>();
    headers.remove().forEach(name -> changes.add(header(name, Optional.empty())));
    headers.set().forEach(one -> changes.add(header(one.name(), Optional.of(one.value().value()))));
    List<MutationPlan.FieldChange> fields = new ArrayList<>();
    body.remove().forEach(path -> fields.add(field(path, Optional.empty())));
    body.set().forEach(one -> fields.add(field(one.path(), Optional.of(one.value().value()))));
    return new MutationPlan(changes, fields);
  }

  private static MutationPlan.HeaderChange header(Located<String> name, Optional<String> value) {
    return new MutationPlan.HeaderChange(
        name.value().toLowerCase(Locale.ROOT), value.map(String::strip), Origin.of(name.span()));
  }

  private static MutationPlan.FieldChange field(Located<String> path, Optional<String> json) {
    return new MutationPlan.FieldChange(
        BodyMutation.path(path.value()), json.map(String::strip), Origin.of(path.span()));
  }
}

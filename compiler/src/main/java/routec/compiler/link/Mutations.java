package routec.compiler.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import routec.compiler.manifest.BodyMutation;
import routec.compiler.manifest.HeaderMutation;
import routec.compiler.source.Located;

/** Puts a backend's mutations and a rule's together: what the rule says about a name wins. */
final class Mutations {
  private Mutations() {}

  static HeaderMutation headers(HeaderMutation backend, HeaderMutation rule) {
    Set<String> ruled =
        names(rule.set().stream().map(set -> set.name().value()).toList(), rule.remove());
    List<HeaderMutation.SetHeader> set = new ArrayList<>();
    backend.set().stream()
        .filter(header -> !ruled.contains(lower(header.name().value())))
        .forEach(set::add);
    set.addAll(rule.set());
    List<Located<String>> remove = new ArrayList<>();
    backend.remove().stream()
        .filter(name -> !ruled.contains(lower(name.value())))
        .forEach(remove::add);
    remove.addAll(rule.remove());
    return new HeaderMutation(List.copyOf(set), List.copyOf(remove));
  }

  static BodyMutation body(BodyMutation backend, BodyMutation rule) {
    Set<String> ruled =
        rule.set().stream().map(set -> set.path().value()).collect(Collectors.toSet());
    rule.remove().forEach(name -> ruled.add(name.value()));
    List<BodyMutation.SetField> set = new ArrayList<>();
    backend.set().stream().filter(field -> !ruled.contains(field.path().value())).forEach(set::add);
    set.addAll(rule.set());
    List<Located<String>> remove = new ArrayList<>();
    backend.remove().stream().filter(name -> !ruled.contains(name.value())).forEach(remove::add);
    remove.addAll(rule.remove());
    return new BodyMutation(List.copyOf(set), List.copyOf(remove));
  }

  private static Set<String> names(List<String> set, List<Located<String>> remove) {
    Set<String> names = set.stream().map(Mutations::lower).collect(Collectors.toSet());
    remove.forEach(name -> names.add(lower(name.value())));
    return names;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

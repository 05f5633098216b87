package routec.compiler.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.HostPlan;
import routec.compiler.plan.ListenerPlan;
import routec.runtime.spi.HeaderMatch;
import routec.runtime.spi.RouteTable;

/**
 * Writes the tables that find a rule: one a hostname of a listener, its entries in order of
 * precedence.
 *
 * <p>Long tables are cut into methods and classes far below the limits of class files.
 */
final class RoutesClass {
  private static final int ENTRIES_IN_A_METHOD = 100;
  private static final int ENTRIES_IN_A_CLASS = 2_000;

  private final Emission emission;
  private final List<TypeSpec> finished = new ArrayList<>();
  private final IdentityHashMap<HostPlan, List<CodeBlock>> byHost = new IdentityHashMap<>();
  private final Map<List<EntryPlan>, List<CodeBlock>> written = new HashMap<>();
  private JavaNames methods = new JavaNames();
  private ClassName name = Names.own("Routes");
  private TypeSpec.Builder type = begin(name);
  private int entries;

  RoutesClass(Emission emission) {
    this.emission = emission;
  }

  /** Writes a table and says how it is called. */
  CodeBlock table(ListenerPlan listener, HostPlan host) {
    CodeBlock.Builder body = CodeBlock.builder();
    body.addStatement("$T table = $T.builder()", RouteTable.Builder.class, RouteTable.class);
    parts(listener, host).forEach(part -> body.addStatement("$L(table)", part));
    for (HostPlan other : listener.hosts()) {
      if (host.wider().contains(other.pattern())) {
        parts(listener, other).forEach(part -> body.addStatement("$L(table)", part));
      }
    }
    String method = methods.method(title(listener, host));
    type.addMethod(
        MethodSpec.methodBuilder(method)
            .addJavadoc("$L\n", JavaNames.comment(description(listener, host)))
            .addModifiers(Modifier.STATIC)
            .returns(RouteTable.class)
            .addCode(body.addStatement("return table.build()").build())
            .build());
    return CodeBlock.of("$T.$L()", name, method);
  }

  /** The methods that add the own entries of a hostname, written where they are first wanted. */
  private List<CodeBlock> parts(ListenerPlan listener, HostPlan host) {
    List<CodeBlock> known = byHost.get(host);
    if (known == null) {
      known = writeOnce(listener, host);
      byHost.put(host, known);
    }
    return known;
  }

  /** Listeners of one Gateway mostly take the same routes: equal entries are written once. */
  private List<CodeBlock> writeOnce(ListenerPlan listener, HostPlan host) {
    List<CodeBlock> known = written.get(host.entries());
    if (known != null) {
      return known;
    }
    List<CodeBlock> parts = new ArrayList<>();
    for (int from = 0; from < host.entries().size(); from += ENTRIES_IN_A_METHOD) {
      int to = Math.min(host.entries().size(), from + ENTRIES_IN_A_METHOD);
      parts.add(part(title(listener, host), host.entries().subList(from, to)));
    }
    written.put(host.entries(), parts);
    return parts;
  }

  private static String title(ListenerPlan listener, HostPlan host) {
    return listener.name() + " " + host.pattern();
  }

  List<TypeSpec> classes() {
    List<TypeSpec> all = new ArrayList<>(finished);
    all.add(type.build());
    return all;
  }

  private static String description(ListenerPlan listener, HostPlan host) {
    return listener.name()
        + (host.pattern().isEmpty() ? " for any hostname." : " for " + host.pattern() + ".");
  }

  private CodeBlock part(String title, List<EntryPlan> list) {
    if (entries > 0 && entries + list.size() > ENTRIES_IN_A_CLASS) {
      finished.add(type.build());
      name = Names.own("Routes" + (finished.size() + 1));
      type = begin(name);
      methods = new JavaNames();
      entries = 0;
    }
    entries += list.size();
    CodeBlock.Builder body = CodeBlock.builder();
    list.forEach(entry -> body.add(entry(entry)));
    String method = methods.method("add " + title);
    type.addMethod(
        MethodSpec.methodBuilder(method)
            .addModifiers(Modifier.STATIC)
            .addParameter(RouteTable.Builder.class, "table")
            .addCode(body.build())
            .build());
    return CodeBlock.of("$T.$L", name, method);
  }

  private CodeBlock entry(EntryPlan entry) {
    CodeBlock headers =
        RulesClass.lines(entry.headers().stream().map(RoutesClass::header).toList());
    CodeBlock.Builder code = CodeBlock.builder().add(BackendClass.line(entry.origin()));
    if (entry.model().isEmpty()) {
      return code.addStatement("table.anyModel(\n$L,\n$L)", headers, emission.rule(entry.rule()))
          .build();
    }
    return code.addStatement(
            "table.model(\nnew $T($L, $L, $LL),\n$L,\n$L)",
            RouteTable.Model.class,
            JavaNames.text(entry.model().get()),
            JavaNames.text(entry.rule().ownedBy()),
            entry.rule().created(),
            headers,
            emission.rule(entry.rule()))
        .build();
  }

  private static CodeBlock header(EntryPlan.HeaderPlan header) {
    CodeBlock name = JavaNames.text(header.name());
    CodeBlock value = JavaNames.text(header.value());
    return header.regex()
        ? CodeBlock.of("$T.of($L, $L)", HeaderMatch.Regex.class, name, value)
        : CodeBlock.of("new $T($L, $L)", HeaderMatch.Exact.class, name, value);
  }

  private static TypeSpec.Builder begin(ClassName name) {
    return TypeSpec.classBuilder(name)
        .addModifiers(Modifier.FINAL)
        .addJavadoc(
            "Which rule takes a call, by listener and hostname; the first entry that matches"
                + " wins.\n")
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
  }
}

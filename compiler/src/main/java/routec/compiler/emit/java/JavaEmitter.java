package routec.compiler.emit.java;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.plan.GatewayPlan;
import routec.runtime.spi.CompiledGateway;

/** Writes the plan as Java sources and the file that lets the runtime find them. */
public final class JavaEmitter {
  private static final String SOURCES = "src/main/java/";
  private static final String SERVICES = "src/main/resources/META-INF/services/";

  /** The files, their paths relative to the output folder. */
  public List<GeneratedFile> emit(GatewayPlan plan) {
    Emission emission = new Emission(plan);
    RoutesClass routes = new RoutesClass(emission);
    List<TypeSpec> types = new ArrayList<>();
    types.add(new GatewayClass(routes).emit(plan));
    types.addAll(routes.classes());
    types.add(RuleClass.emit());
    emission
        .ruleClasses()
        .forEach((name, rules) -> types.add(new RulesClass(emission, name, rules).emit()));
    emission
        .backends()
        .forEach((backend, name) ->
            types.add(
                new BackendClass(
                        backend, name, emission.uses(backend), emission.baseTraits(backend))
                    .emit()));
    types.add(new TraitsClass(emission).emit(plan.models()));

    List<GeneratedFile> files = new ArrayList<>();
    files.add(packageInfo());
    types.forEach(type -> files.add(source(type)));
    files.add(
        new GeneratedFile(
            SERVICES + CompiledGateway.class.getName(),
            "# " + GeneratedFile.MARK + "\n" + Names.GATEWAY.canonicalName() + "\n"));
    return files;
  }

  private static GeneratedFile source(TypeSpec type) {
    JavaFile file =
        JavaFile.builder(Names.PACKAGE, type)
            .addFileComment("$L", GeneratedFile.MARK)
            .skipJavaLangImports(true)
            .indent("  ")
            .build();
    return new GeneratedFile(path(type.name()), file.toString());
  }

  private static GeneratedFile packageInfo() {
    return new GeneratedFile(
        path("package-info"),
        """
        // %s
        /** The gateway as the manifests describe it, written against the runtime's contract. */
        @NullMarked
        package %s;

        import org.jspecify.annotations.NullMarked;
        """
            .formatted(GeneratedFile.MARK, Names.PACKAGE));
  }

  private static String path(String type) {
    return SOURCES + Names.PACKAGE.replace('.', '/') + "/" + type + ".java";
  }
}

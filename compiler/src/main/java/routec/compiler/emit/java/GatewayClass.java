package routec.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.HostPlan;
import routec.compiler.plan.ListenerPlan;
import routec.runtime.spi.CompiledGateway;
import routec.runtime.spi.Contract;
import routec.runtime.spi.ListenerRoutes;

/** Writes {@code Gateway}, what the runtime finds first. */
final class GatewayClass {
  private final RoutesClass routes;
  private final JavaNames methods = new JavaNames();

  GatewayClass(RoutesClass routes) {
    this.routes = routes;
    methods.method("listeners");
    methods.method("contract");
  }

  TypeSpec emit(GatewayPlan plan) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(Names.GATEWAY)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addSuperinterface(CompiledGateway.class)
            .addJavadoc("The whole gateway; the runtime finds it through META-INF/services.\n");
    List<CodeBlock> calls = new ArrayList<>();
    List<MethodSpec> listeners = new ArrayList<>();
    for (ListenerPlan listener : plan.listeners()) {
      String method = methods.method(listener.name());
      calls.add(CodeBlock.of("$L()", method));
      listeners.add(listener(listener, method));
    }
    return type.addMethod(contract()).addMethod(listeners(calls)).addMethods(listeners).build();
  }

  /** The number itself: routes compiled for one contract must not adopt that of another. */
  private static MethodSpec contract() {
    return MethodSpec.methodBuilder("contract")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(int.class)
        .addStatement("return $L", Contract.VERSION)
        .build();
  }

  private static MethodSpec listeners(List<CodeBlock> calls) {
    return MethodSpec.methodBuilder("listeners")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(ParameterizedTypeName.get(List.class, ListenerRoutes.class))
        .addStatement("return $L", RulesClass.lines(calls))
        .build();
  }

  private MethodSpec listener(ListenerPlan listener, String method) {
    List<CodeBlock> hosts = new ArrayList<>();
    for (HostPlan host : listener.hosts()) {
      hosts.add(
          CodeBlock.of(
              "new $T($L, $L)",
              ListenerRoutes.Host.class,
              JavaNames.text(host.pattern()),
              routes.table(listener, host)));
    }
    return MethodSpec.methodBuilder(method)
        .addJavadoc("$L\n", JavaNames.comment(listener.origin() + ": " + listener.name()))
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(ListenerRoutes.class)
        .addStatement(
            "return new $T(\n$L,\n$L,\n$LL,\n$L)",
            ListenerRoutes.class,
            JavaNames.text(listener.name()),
            listener.port(),
            listener.maxBodyBytes(),
            RulesClass.lines(hosts))
        .build();
  }
}

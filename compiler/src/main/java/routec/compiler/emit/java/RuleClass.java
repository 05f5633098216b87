package routec.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Arrays;
import java.util.List;
import javax.lang.model.element.Modifier;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Route;
import routec.runtime.spi.Timeouts;
import routec.runtime.spi.Traffic;

/** Writes {@code Rule}, the one class that all rules share. */
final class RuleClass {
  private static final ParameterizedTypeName ATTEMPTS =
      ParameterizedTypeName.get(List.class, Attempt.class);

  private RuleClass() {}

  static TypeSpec emit() {
    MethodSpec.Builder components =
        MethodSpec.constructorBuilder().addParameter(String.class, "name");
    for (Endpoint endpoint : Pair.endpoints()) {
      components.addParameter(ParameterSpec.builder(ATTEMPTS, Pair.method(endpoint)).build());
    }
    components.addParameter(Timeouts.class, "timeouts").addParameter(Traffic.class, "traffic");
    return TypeSpec.recordBuilder("Rule")
        .addJavadoc("One rule of an AIGatewayRoute with its attempts by endpoint.\n")
        .addSuperinterface(Route.class)
        .recordConstructor(components.build())
        .addMethod(attempts())
        .build();
  }

  private static MethodSpec attempts() {
    CodeBlock.Builder choice = CodeBlock.builder().add("return switch (endpoint) {\n$>");
    for (Endpoint endpoint : Pair.endpoints()) {
      choice.add("case $L -> $L;\n", endpoint, Pair.method(endpoint));
    }
    List<String> others =
        Arrays.stream(Endpoint.values())
            .filter(endpoint -> !Pair.endpoints().contains(endpoint))
            .map(Endpoint::name)
            .toList();
    if (!others.isEmpty()) {
      choice.add("case $L -> $T.of();\n", String.join(", ", others), List.class);
    }
    return MethodSpec.methodBuilder("attempts")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(ATTEMPTS)
        .addParameter(Endpoint.class, "endpoint")
        .addCode(choice.add("$<};\n").build())
        .build();
  }
}

package routec.compiler.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import routec.compiler.plan.AttemptPlan;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.ModelPlan;
import routec.compiler.plan.RulePlan;
import routec.runtime.spi.BedrockModel;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Mutation;

/** Writes a class of rules, each a constant with its attempts. */
final class RulesClass {
  private final Emission emission;
  private final ClassName name;
  private final List<Emission.NamedRule> rules;

  RulesClass(Emission emission, ClassName name, List<Emission.NamedRule> rules) {
    this.emission = emission;
    this.name = name;
    this.rules = rules;
  }

  TypeSpec emit() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.FINAL)
            .addJavadoc("The rules of the AIGatewayRoutes, with what each sends where.\n")
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    JavaNames methods = new JavaNames();
    for (Emission.NamedRule named : rules) {
      RulePlan rule = named.rule();
      String method = methods.method(rule.name());
      type.addField(
          FieldSpec.builder(Names.RULE, named.constant(), Modifier.STATIC, Modifier.FINAL)
              .addJavadoc("$L\n", JavaNames.comment(describe(rule)))
              .initializer("$L()", method)
              .build());
      type.addMethod(rule(rule, method));
    }
    return type.build();
  }

  /** {@code aws.yaml:19: default/aws/0 for us.amazon.nova-micro-v1:0}. */
  private static String describe(RulePlan rule) {
    return rule.origin()
        + ": "
        + rule.name()
        + rule.model().map(model -> " for " + model).orElse(" for any model");
  }

  private MethodSpec rule(RulePlan rule, String method) {
    MethodSpec.Builder body =
        MethodSpec.methodBuilder(method)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(Names.RULE);
    List<String> variables = new ArrayList<>();
    for (AttemptPlan attempt : rule.attempts()) {
      String variable =
          rule.attempts().size() == 1 ? "backend" : "backend" + (variables.size() + 1);
      variables.add(variable);
      if (attempt.model() instanceof ModelPlan.Fixed fixed) {
        body.addCode(model(attempt.backend(), fixed, variable));
      }
      if (!attempt.mutation().isEmpty()) {
        body.addStatement(
            "$T $L =\n$>$>$L$<$<",
            Mutation.class,
            mutation(variable),
            TrafficCode.mutation(attempt.mutation()));
      }
    }
    CodeBlock.Builder result =
        CodeBlock.builder().add("return new $T(\n$L", Names.RULE, JavaNames.text(rule.name()));
    for (Endpoint endpoint : Pair.endpoints()) {
      result.add(",\n$L", attempts(rule, endpoint, variables));
    }
    result.add(",\n$L,\n$L)", TrafficCode.timeouts(rule), TrafficCode.traffic(rule.traffic()));
    return body.addStatement(result.build()).build();
  }

  /** Declares a backend that serves one model. */
  private CodeBlock model(BackendPlan backend, ModelPlan.Fixed model, String variable) {
    ClassName type = emission.backend(backend);
    CodeBlock arguments =
        switch (backend.shape()) {
          case BackendPlan.Converse _, BackendPlan.Claude _ ->
              CodeBlock.of(
                  "$T.of($L),\n$L",
                  BedrockModel.class,
                  Stream.concat(Stream.of(model.id()), model.base().stream())
                      .map(JavaNames::text)
                      .collect(CodeBlock.joining(", ")),
                  emission.traits(model.traits()));
          case BackendPlan.Anthropic _ ->
              CodeBlock.of("$L,\n$L", JavaNames.text(model.id()), emission.traits(model.traits()));
          case BackendPlan.OpenAi _ -> JavaNames.text(model.id());
        };
    return CodeBlock.builder()
        .add(BackendClass.line(model.origin()))
        .addStatement("$T $L =\nnew $T(\n$>$>$L)$<$<", type, variable, type, arguments)
        .build();
  }

  private CodeBlock attempts(RulePlan rule, Endpoint endpoint, List<String> variables) {
    List<CodeBlock> list = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      AttemptPlan attempt = rule.attempts().get(i);
      if (Pair.of(endpoint, attempt).isPresent()) {
        list.add(attempt(attempt, endpoint, variables.get(i)));
      }
    }
    return lines(list);
  }

  /** {@code List.of(…)}, an item a line. */
  static CodeBlock lines(List<CodeBlock> items) {
    return items.isEmpty()
        ? CodeBlock.of("$T.of()", List.class)
        : CodeBlock.of("$T.of(\n$>$>$L)$<$<", List.class, CodeBlock.join(items, ",\n"));
  }

  private CodeBlock attempt(AttemptPlan attempt, Endpoint endpoint, String variable) {
    BackendClass.Use use = Emission.use(attempt.model());
    CodeBlock owner =
        use == BackendClass.Use.FIXED_MODEL
            ? CodeBlock.of("$L", variable)
            : CodeBlock.of("$T", emission.backend(attempt.backend()));
    CodeBlock bare =
        CodeBlock.of(
            "$L.$L($L, $L)",
            owner,
            BackendClass.attemptMethod(endpoint, use),
            attempt.priority(),
            attempt.weight());
    return attempt.mutation().isEmpty()
        ? bare
        : CodeBlock.of("$L.with($L)", bare, mutation(variable));
  }

  /** The variable that holds what changes in a backend's requests. */
  private static String mutation(String variable) {
    return variable + "Changes";
  }
}

package routec.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.TraitsPlan;

/** Writes {@code Traits}: what the models of this gateway can do. */
final class TraitsClass {
  private final Emission emission;

  TraitsClass(Emission emission) {
    this.emission = emission;
  }

  TypeSpec emit(List<GatewayPlan.KnownModel> models) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(Names.TRAITS)
            .addModifiers(Modifier.FINAL)
            .addJavadoc(
                "What the models of this gateway can do, from schema/bedrock-models.yaml.\n");
    emission.traits().forEach((traits, name) -> type.addField(constant(traits, name)));
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    if (emission.takesAnyModel()) {
      addLookup(type, models);
    }
    return type.build();
  }

  private static FieldSpec constant(TraitsPlan traits, String name) {
    CodeBlock.Builder arguments = CodeBlock.builder().add("\n$L", JavaNames.text(traits.family()));
    traits.traits().forEach(trait -> arguments.add(",\n$T.$L", Names.TRAIT, trait));
    return FieldSpec.builder(Names.MODEL_TRAITS, name, Modifier.STATIC, Modifier.FINAL)
        .initializer("$T.of($>$>$L)$<$<", Names.MODEL_TRAITS, arguments.build())
        .build();
  }

  private void addLookup(TypeSpec.Builder type, List<GatewayPlan.KnownModel> models) {
    type.addMethod(
        MethodSpec.methodBuilder("of")
            .addJavadoc("What a model can do that only the client names, by its id or ARN.\n")
            .addModifiers(Modifier.STATIC)
            .returns(Names.MODEL_TRAITS)
            .addParameter(String.class, "model")
            .addStatement("String id = model.substring(model.lastIndexOf('/') + 1)")
            .addStatement("$T known = byStem(id)", Names.MODEL_TRAITS)
            .addCode("// Inference profiles put a region before the id: us.anthropic.claude\n")
            .addStatement(
                "return known.equals($T.CONSERVATIVE)"
                    + " ? byStem(id.substring(id.indexOf('.') + 1)) : known",
                Names.MODEL_TRAITS)
            .build());
    MethodSpec.Builder byStem =
        MethodSpec.methodBuilder("byStem")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(Names.MODEL_TRAITS)
            .addParameter(String.class, "id");
    for (GatewayPlan.KnownModel model : models) {
      byStem
          .beginControlFlow("if (id.startsWith($L))", JavaNames.text(model.stem()))
          .addStatement("return $L", emission.traits(model.traits()))
          .endControlFlow();
    }
    type.addMethod(byStem.addStatement("return $T.CONSERVATIVE", Names.MODEL_TRAITS).build());
  }
}

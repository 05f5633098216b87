package routec.compiler.emit.java;

import static routec.compiler.emit.java.JavaNames.text;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.BackendPlan.Anthropic;
import routec.compiler.plan.BackendPlan.Claude;
import routec.compiler.plan.BackendPlan.Converse;
import routec.compiler.plan.BackendPlan.OpenAi;
import routec.compiler.plan.Origin;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Backend;
import routec.runtime.spi.BedrockModel;
import routec.runtime.spi.Call;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Outbound;
import routec.runtime.spi.Target;

/**
 * Writes the class of one AIServiceBackend: where it is, who signs, how calls become requests.
 *
 * <p>One object of it serves one model that the manifest names, so rules that differ in nothing
 * else share the class; models that only clients name are served by static methods.
 */
final class BackendClass {
  private final BackendPlan backend;
  private final ClassName name;
  private final Set<Use> uses;

  /** Which models rules send to a backend. */
  enum Use {
    /** A model that the manifest names. */
    FIXED_MODEL,
    /** Whatever the client names. */
    ANY_MODEL,
    /** Whatever the client names, of which the backend's base model says what it can do. */
    ANY_MODEL_OF_BASE
  }

  private final CodeBlock baseTraits;

  /**
   * @param uses in the order of {@link Use}
   * @param baseTraits what the backend's base model can do, where one of the uses needs it
   */
  BackendClass(BackendPlan backend, ClassName name, Set<Use> uses, CodeBlock baseTraits) {
    this.backend = backend;
    this.name = name;
    this.uses = uses;
    this.baseTraits = baseTraits;
  }

  TypeSpec emit() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.FINAL)
            .addJavadoc("Calls to AIServiceBackend $L.\n", JavaNames.comment(backend.name()));
    type.addField(address());
    addConstants(type);
    if (uses.contains(Use.FIXED_MODEL)) {
      addFixedModel(type);
    } else {
      type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    }
    for (Pair pair : Pair.of(backend.shape())) {
      uses.forEach(use -> type.addMethod(attempt(pair, use)));
      uses.forEach(use -> type.addMethod(translation(pair, use)));
    }
    return type.build();
  }

  private FieldSpec address() {
    return FieldSpec.builder(Backend.class, "BACKEND", Modifier.STATIC, Modifier.FINAL)
        .initializer(
            "new $T(\n$>$>$L$L,\n$S,\n$L$L,\n$L$L)$<$<",
            Backend.class,
            line(backend.origin()),
            text(backend.name()),
            provider(),
            line(backend.target().origin()),
            target(),
            authorizationLine(),
            AuthorizationCode.of(backend.authorization()))
        .build();
  }

  private String provider() {
    return switch (backend.shape()) {
      case Converse _, Claude _ -> "aws.bedrock";
      case OpenAi _ -> "openai";
      case Anthropic _ -> "anthropic";
    };
  }

  private static void trust(
      CodeBlock.Builder security, String method, Stream<BackendPlan.Trust> trust) {
    List<String> files = trust.map(BackendPlan.Trust::file).toList();
    if (!files.isEmpty()) {
      security.add(".$L($L)", method, texts(files));
    }
  }

  private CodeBlock target() {
    BackendPlan.Target target = backend.target();
    if (target.tls().isEmpty()) {
      return CodeBlock.of("$T.plain($L, $L)", Target.class, text(target.host()), target.port());
    }
    BackendPlan.Tls tls = target.tls().get();
    CodeBlock.Builder security =
        CodeBlock.builder().add("$T.to($L)", Target.Tls.class, text(tls.serverName()));
    if (!tls.altNames().isEmpty()) {
      security.add(".named($L)", texts(tls.altNames()));
    }
    trust(security, "trusting", tls.trust().stream().filter(file -> !file.secret()));
    trust(security, "trustingSecrets", tls.trust().stream().filter(BackendPlan.Trust::secret));
    tls.certificate().ifPresent(shown -> security.add(".showing($L)", text(shown.secret())));
    boolean plain =
        tls.altNames().isEmpty() && tls.trust().isEmpty() && tls.certificate().isEmpty();
    return plain
        ? CodeBlock.of(
            "$T.tls($L, $L, $L)",
            Target.class,
            text(target.host()),
            target.port(),
            text(tls.serverName()))
        : CodeBlock.of(
            "new $T($L, $L, $L)",
            Target.class,
            text(target.host()),
            target.port(),
            security.build());
  }

  private static CodeBlock texts(List<String> list) {
    return CodeBlock.join(list.stream().map(JavaNames::text).toList(), ", ");
  }

  private CodeBlock authorizationLine() {
    return backend.authorization().decidedAt().map(BackendClass::line).orElse(CodeBlock.of(""));
  }

  private void addConstants(TypeSpec.Builder type) {
    switch (backend.shape()) {
      case Converse _ -> {}
      case Claude claude ->
          type.addField(constant("ANTHROPIC_VERSION", claude.version(), claude.origin()));
      case OpenAi openAi -> type.addField(constant("PREFIX", openAi.prefix(), openAi.origin()));
      case Anthropic anthropic ->
          type.addField(constant("PREFIX", anthropic.prefix(), anthropic.origin()));
    }
  }

  private static FieldSpec constant(String name, String value, Origin origin) {
    return FieldSpec.builder(String.class, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("$L\n", JavaNames.comment(origin.toString()))
        .initializer(text(value))
        .build();
  }

  private void addFixedModel(TypeSpec.Builder type) {
    switch (backend.shape()) {
      case Converse _, Claude _ ->
          type.addField(BedrockModel.class, "model", Modifier.PRIVATE, Modifier.FINAL)
              .addField(Names.MODEL_TRAITS, "traits", Modifier.PRIVATE, Modifier.FINAL)
              .addMethod(
                  MethodSpec.constructorBuilder()
                      .addParameter(BedrockModel.class, "model")
                      .addParameter(Names.MODEL_TRAITS, "traits")
                      .addStatement("this.model = model")
                      .addStatement("this.traits = traits")
                      .build());
      case Anthropic _ ->
          type.addField(String.class, "model", Modifier.PRIVATE, Modifier.FINAL)
              .addField(Names.MODEL_TRAITS, "traits", Modifier.PRIVATE, Modifier.FINAL)
              .addMethod(
                  MethodSpec.constructorBuilder()
                      .addParameter(String.class, "model")
                      .addParameter(Names.MODEL_TRAITS, "traits")
                      .addStatement("this.model = model")
                      .addStatement("this.traits = traits")
                      .build());
      case OpenAi _ ->
          type.addField(String.class, "model", Modifier.PRIVATE, Modifier.FINAL)
              .addMethod(
                  MethodSpec.constructorBuilder()
                      .addParameter(String.class, "model")
                      .addStatement("this.model = model")
                      .build());
    }
  }

  /** The name of the method that makes an attempt. */
  static String attemptMethod(Endpoint endpoint, Use use) {
    return Pair.method(endpoint) + suffix(use);
  }

  private MethodSpec attempt(Pair pair, Use use) {
    Endpoint endpoint = pair.endpoint();
    boolean fixed = use == Use.FIXED_MODEL;
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(attemptMethod(endpoint, use))
            .addJavadoc("An attempt at $L $L.\n", endpoint.method(), endpoint.path())
            .returns(Attempt.class)
            .addParameter(int.class, "priority")
            .addParameter(int.class, "weight")
            .addStatement(
                "return new $T(BACKEND, priority, weight, $L::$L)",
                Attempt.class,
                fixed ? "this" : name.simpleName(),
                pair.translation() + suffix(use));
    return (fixed ? method : method.addModifiers(Modifier.STATIC)).build();
  }

  private MethodSpec translation(Pair pair, Use use) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(pair.translation() + suffix(use))
            .addModifiers(Modifier.PRIVATE)
            .returns(Outbound.class)
            .addParameter(Call.class, "call");
    if (use != Use.FIXED_MODEL) {
      method.addModifiers(Modifier.STATIC);
    }
    return switch (backend.shape()) {
      case Converse _ -> bedrock(method, pair, use, CodeBlock.of(""));
      case Claude _ -> bedrock(method, pair, use, CodeBlock.of(", ANTHROPIC_VERSION"));
      case OpenAi _, Anthropic _ ->
          method
              .addStatement(pair.translate(named(pair, use)))
              .addStatement(outbound(pair, CodeBlock.of("PREFIX + $S", pair.operation())))
              .build();
    };
  }

  /** The arguments of a pair whose backend finds the model's name in the body. */
  private CodeBlock named(Pair pair, Use use) {
    CodeBlock model = CodeBlock.of("call, $L", use == Use.FIXED_MODEL ? "model" : "call.model()");
    if (!pair.asksForTraits()) {
      return model;
    }
    return switch (use) {
      case FIXED_MODEL -> CodeBlock.of("$L, traits", model);
      case ANY_MODEL -> CodeBlock.of("$L, $T.CONSERVATIVE", model, Names.MODEL_TRAITS);
      case ANY_MODEL_OF_BASE -> CodeBlock.of("$L, $L", model, baseTraits);
    };
  }

  private MethodSpec bedrock(MethodSpec.Builder method, Pair pair, Use use, CodeBlock more) {
    if (use != Use.FIXED_MODEL) {
      method.addStatement(
          "$T model = $T.ofClient(call.model())", BedrockModel.class, BedrockModel.class);
    }
    CodeBlock traits =
        switch (use) {
          case FIXED_MODEL -> CodeBlock.of("traits");
          case ANY_MODEL -> CodeBlock.of("$T.of(model.id())", Names.TRAITS);
          case ANY_MODEL_OF_BASE -> baseTraits;
        };
    String path = "model." + pair.operation();
    return method
        .addStatement(pair.translate(CodeBlock.of("call, $L$L", traits, more)))
        .addStatement(
            outbound(
                pair,
                pair.streams()
                    ? CodeBlock.of("call.stream() ? $LStream() : $L()", path, path)
                    : CodeBlock.of("$L()", path)))
        .build();
  }

  private static CodeBlock outbound(Pair pair, CodeBlock path) {
    return CodeBlock.of(
        "return new $T(\n$L,\nrequest.headers(),\nrequest.$L(),\nrequest.dropped(),\n"
            + "request.answer(),\n$T::read)",
        Outbound.class,
        path,
        pair.body(),
        pair.refusals());
  }

  private static String suffix(Use use) {
    return switch (use) {
      case FIXED_MODEL -> "";
      case ANY_MODEL -> "OfAnyModel";
      case ANY_MODEL_OF_BASE -> "OfBaseModel";
    };
  }

  /** A comment line that names where something was decided. */
  static CodeBlock line(Origin origin) {
    return CodeBlock.of("// $L\n", JavaNames.comment(origin.toString()));
  }
}

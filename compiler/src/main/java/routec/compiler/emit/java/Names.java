package routec.compiler.emit.java;

import com.palantir.javapoet.ClassName;
import routec.runtime.translate.ModelTraits;
import routec.runtime.translate.Trait;

/** The types that generated code is written against, and the generated ones with fixed names. */
final class Names {
  static final String PACKAGE = "routec.generated";

  static final ClassName GATEWAY = own("Gateway");
  static final ClassName RULE = own("Rule");
  static final ClassName TRAITS = own("Traits");

  static final ClassName MODEL_TRAITS = ClassName.get(ModelTraits.class);
  static final ClassName TRAIT = ClassName.get(Trait.class);

  private Names() {}

  static ClassName own(String name) {
    return ClassName.get(PACKAGE, name);
  }
}

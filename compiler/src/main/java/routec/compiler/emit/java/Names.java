package routec.compiler.emit.java;

import com.palantir.javapoet.ClassName;

/** The types that generated code is written against, and the generated ones with fixed names. */
final class Names {
  static final String PACKAGE = "routec.generated";

  static final ClassName GATEWAY = own("Gateway");
  static final ClassName RULE = own("Rule");
  static final ClassName TRAITS = own("Traits");

  static final ClassName MODEL_TRAITS = translate("ModelTraits");
  static final ClassName TRAIT = translate("Trait");

  private Names() {}

  static ClassName own(String name) {
    return ClassName.get(PACKAGE, name);
  }

  static ClassName translate(String name) {
    return ClassName.get("routec.runtime.translate", name);
  }
}

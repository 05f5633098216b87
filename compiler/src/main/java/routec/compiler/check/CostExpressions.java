package routec.compiler.check;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges CEL that computes what a call costs: types, and one trial with all counts at zero, as
 * Envoy AI Gateway does when it takes a route.
 */
final class CostExpressions {
  private static final List<String> TEXTS = List.of("model", "backend", "route_name");
  private static final List<String> COUNTS =
      List.of(
          "input_tokens",
          "cached_input_tokens",
          "cache_creation_input_tokens",
          "output_tokens",
          "total_tokens",
          "reasoning_tokens");

  private final CelCompiler compiler;
  private final CelRuntime runtime = CelRuntimeFactory.legacyCelRuntimeBuilder().build();
  private final Map<String, Object> zeros = new HashMap<>();

  CostExpressions() {
    CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder();
    for (String name : TEXTS) {
      builder.addVar(name, SimpleType.STRING);
      zeros.put(name, "");
    }
    for (String name : COUNTS) {
      builder.addVar(name, SimpleType.UINT);
      zeros.put(name, UnsignedLong.ZERO);
    }
    this.compiler = builder.build();
  }

  /**
   * What is wrong with an expression; nothing if it computes a count.
   *
   * @param reason in words, for the end of a sentence
   */
  record Mistake(String reason) {}

  Optional<Mistake> mistake(String expression) {
    CelAbstractSyntaxTree tree;
    try {
      tree = compiler.compile(expression).getAst();
    } catch (CelValidationException e) {
      CelIssue first = e.getErrors().getFirst();
      String reason =
          first.getMessage().replaceAll(" \\((candidates|in container)[\\s\\S]*", "").strip();
      return Optional.of(new Mistake(reason));
    }
    CelType type = tree.getResultType();
    if (!type.equals(SimpleType.INT)
        && !type.equals(SimpleType.UINT)
        && !type.equals(SimpleType.DYN)) {
      return Optional.of(new Mistake("it computes a " + type.name() + ", not a whole number"));
    }
    try {
      Object result = runtime.createProgram(tree).eval(zeros);
      return result instanceof Long number && number < 0
          ? Optional.of(new Mistake("it is negative where all counts are zero"))
          : Optional.empty();
    } catch (CelEvaluationException e) {
      return Optional.of(new Mistake("it fails where all counts are zero"));
    }
  }

  /** The variables, for a hint. */
  static String variables() {
    return String.join("`, `", COUNTS) + "`, `" + String.join("`, `", TEXTS);
  }
}

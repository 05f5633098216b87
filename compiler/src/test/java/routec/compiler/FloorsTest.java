package routec.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may depend on whom: the table of docs/architecture.md, held against the classes. */
final class FloorsTest {
  /** Floor, then what it may see; {@code ^} stands for a floor and everything that it may see. */
  private static final String TABLE =
      """
      compiler.source      ->
      compiler.diag        -> compiler.source
      compiler.yaml        -> compiler.diag ^
      compiler.schema      -> compiler.yaml ^
      compiler.models      -> compiler.yaml ^
      compiler.manifest    -> compiler.schema ^
      compiler.link        -> compiler.manifest ^
      compiler.check       -> compiler.link ^, compiler.models
      compiler.plan        -> compiler.source
      compiler.lower       -> compiler.link ^, compiler.models, compiler.plan
      compiler.emit        ->
      compiler.emit.java   -> compiler.emit, compiler.plan, runtime.spi, runtime.translate, runtime.chat, runtime.fault, runtime.bytes
      compiler.emit.envoy  -> compiler.emit, compiler.plan
      compiler.report      -> compiler.plan ^
      compiler.output      -> compiler.emit
      compiler.compile     -> compiler.check ^, compiler.lower ^, compiler.emit.java, compiler.emit.envoy, compiler.output ^
      compiler.run         -> compiler.emit, runtime.spi
      compiler.rehearse    -> compiler.emit, compiler.run, compiler.report ^, compiler.yaml ^, runtime.server, runtime.spi, runtime.bytes, runtime.fault
      compiler.cli         -> compiler.compile ^, compiler.rehearse ^

      runtime.bytes             ->
      runtime.fault             ->
      runtime.json              -> runtime.bytes, runtime.fault
      runtime.frame             -> runtime.bytes, runtime.fault
      runtime.chat              ->
      runtime.dialect.openai    -> runtime.chat, runtime.json ^, runtime.frame ^
      runtime.dialect.anthropic -> runtime.chat, runtime.json ^, runtime.frame ^
      runtime.dialect.converse  -> runtime.chat, runtime.json ^, runtime.frame ^
      runtime.spi               -> runtime.chat, runtime.json ^, runtime.frame ^
      runtime.translate         -> runtime.dialect.openai ^, runtime.dialect.anthropic ^, runtime.dialect.converse ^, runtime.spi
      runtime.attempt           -> runtime.spi ^
      runtime.aws               -> runtime.spi ^
      runtime.upstream          -> runtime.spi ^
      runtime.observe           -> runtime.spi ^
      runtime.secrets           -> runtime.spi ^
      runtime.server            -> runtime.attempt ^, runtime.aws, runtime.upstream, runtime.observe, runtime.secrets, runtime.translate ^

      generated -> runtime.spi, runtime.translate, runtime.chat, runtime.fault, runtime.bytes
      """;

  private static final String ROOT = "routec.";
  private static final String WEB_SERVER = "io.helidon.webserver";

  private final Map<String, Set<String>> floors = floors();
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("routec.compiler", "routec.runtime", "routec.generated");

  @Test
  void everyClassSeesOnlyWhatItsFloorMaySee() {
    Set<String> offences = new TreeSet<>();
    for (JavaClass type : classes) {
      String floor = floorOf(type).orElse("");
      for (var dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        Optional<String> other = floorOf(target);
        if (other.isPresent()
            && !other.get().equals(floor)
            && !floors.getOrDefault(floor, Set.of()).contains(other.get())) {
          offences.add(type.getName() + " sees " + target.getName());
        }
      }
    }
    assertEquals(Set.of(), offences);
  }

  @Test
  void everyPackageIsAFloor() {
    Set<String> strays = new TreeSet<>();
    for (JavaClass type : classes) {
      boolean root = type.getPackageName().equals("routec.compiler");
      if (!root && !floors.containsKey(type.getPackageName().substring(ROOT.length()))) {
        strays.add(type.getPackageName());
      }
    }
    assertEquals(Set.of(), strays);
  }

  @Test
  void onlyTheServerKnowsTheWebServer() {
    Set<String> offences = new TreeSet<>();
    for (JavaClass type : classes) {
      boolean server = floorOf(type).equals(Optional.of("runtime.server"));
      boolean sees =
          type.getDirectDependenciesFromSelf().stream()
              .anyMatch(dependency -> dependency.getTargetClass().getName().startsWith(WEB_SERVER));
      if (sees && !server) {
        offences.add(type.getName());
      }
    }
    assertEquals(Set.of(), offences);
  }

  @Test
  void theClassesWereFound() {
    assertFalse(classes.isEmpty());
  }

  private Optional<String> floorOf(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT)) {
      return Optional.empty();
    }
    String floor = name.substring(ROOT.length());
    return floors.containsKey(floor) ? Optional.of(floor) : Optional.empty();
  }

  private static Map<String, Set<String>> floors() {
    Map<String, Set<String>> floors = new LinkedHashMap<>();
    for (String line : TABLE.lines().filter(line -> !line.isBlank()).toList()) {
      String[] sides = line.split("->", -1);
      Set<String> seen = new LinkedHashSet<>();
      for (String item : List.of(sides[1].strip().split("\\s*,\\s*", -1))) {
        String floor = item.replace("^", "").strip();
        if (!floor.isEmpty()) {
          seen.add(floor);
          if (item.contains("^")) {
            seen.addAll(floors.getOrDefault(floor, Set.of()));
          }
        }
      }
      floors.put(sides[0].strip(), seen);
    }
    return floors;
  }
}

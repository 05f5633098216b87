package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every tricky case has its place: a vector, another test, or a reason why it can't be. */
class ChecklistTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors");
  private static final Path ROOT = Path.of("..");

  @Test
  void everyItemIsListedOnceAndInOrder() throws IOException {
    List<String> wanted = new ArrayList<>();
    IntStream.rangeClosed(1, 107).forEach(i -> wanted.add(String.valueOf(i)));
    for (int i = 1; i <= 71; i++) {
      wanted.add(String.format(Locale.ROOT, "A%02d", i));
      if (i == 44) {
        wanted.addAll(List.of("A44b", "A44c"));
      }
    }
    assertEquals(wanted, rows().stream().map(Row::item).toList());
  }

  @Test
  void everyItemIsTestedWhereTheListSays() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Row row : rows()) {
      for (String place : row.places) {
        if (!exists(place)) {
          missing.add(row.item + ": " + place);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void atMostTenItemsAreImpossible() throws IOException {
    Set<String> impossible = new HashSet<>();
    for (Row row : rows()) {
      if (row.places.stream().anyMatch(place -> place.startsWith("docs:"))) {
        impossible.add(row.item);
      }
    }
    assertTrue(impossible.size() <= 10, impossible::toString);
  }

  private static boolean exists(String place) throws IOException {
    if (place.startsWith("docs:")) {
      String docs = Files.readString(ROOT.resolve("docs/translation.md"));
      return docs.contains("`" + place.substring("docs:".length()) + "`");
    }
    int hash = place.indexOf('#');
    if (hash > 0) {
      String test = Files.readString(ROOT.resolve(place.substring(0, hash)));
      return test.contains(" void " + place.substring(hash + 1) + "(");
    }
    return Files.isRegularFile(VECTORS.resolve(place).resolve("request.txt"))
        || Files.isRegularFile(ROOT.resolve(place).resolve("diagnostics.txt"));
  }

  private static List<Row> rows() throws IOException {
    return Files.readAllLines(VECTORS.resolve("checklist.tsv")).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("\t", -1))
        .map(words -> new Row(words[0], List.of(words[1].split(" ", -1))))
        .toList();
  }

  /** One line of the list. */
  private record Row(String item, List<String> places) {}
}

package routec.runtime.translate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The model families of {@code schema/bedrock-models.yaml}, so that vectors meet the real data. */
final class Families {
  private static final Path FILE = Path.of("../schema/bedrock-models.yaml");

  private Families() {}

  static ModelTraits of(String family) {
    if (family.equals("unknown")) {
      return ModelTraits.CONSERVATIVE;
    }
    Matcher found =
        Pattern.compile(
                "- name: " + Pattern.quote(family) + "\\s+stems: [^\\n]*\\s+traits: \\[([^\\]]*)]")
            .matcher(text());
    if (!found.find()) {
      throw new IllegalArgumentException("no family " + family + " in " + FILE);
    }
    Stream<String> names = Arrays.stream(found.group(1).split(",", -1)).map(String::strip);
    return ModelTraits.of(
        family, names.filter(name -> !name.isEmpty()).map(Trait::valueOf).toArray(Trait[]::new));
  }

  private static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

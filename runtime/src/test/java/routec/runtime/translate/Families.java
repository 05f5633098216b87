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

  /** The family of a model id, by the longest stem that fits, as the compiler finds it. */
  static ModelTraits ofModel(String id) {
    String stem = id.replaceFirst("^(?:us|eu|jp|au|apac|ca|us-gov|global)\\.", "");
    Matcher family = Pattern.compile("- name: (\\S+)\\s+stems: \\[([^\\]]*)]").matcher(text());
    String found = "unknown";
    int longest = 0;
    while (family.find()) {
      for (String begin : family.group(2).split(", ", -1)) {
        if (stem.startsWith(begin) && begin.length() > longest) {
          longest = begin.length();
          found = family.group(1);
        }
      }
    }
    return of(found);
  }

  private static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

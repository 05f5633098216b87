package routec.runtime.translate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Call;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Images;
import routec.runtime.spi.Outbound;

/**
 * One folder of vectors: a client's call, what goes upstream for it, and replies with their
 * answers.
 *
 * <p>{@code settings.txt} holds lines {@code family: NAME}, {@code header: NAME: VALUE}, {@code
 * model: NAME} (the relay's) and {@code fetched: BASE64} (what is found at any address).
 */
record Vector(Path folder, Pairs pair, Call call, ModelTraits traits, String model) {
  private static final Path ROOT = Path.of("src/test/resources/vectors");

  static List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.getFileName().toString().equals("call.json"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  static String name(Path folder) {
    return ROOT.relativize(folder).toString();
  }

  static Vector read(Path folder) throws IOException {
    Pairs pair = Pairs.of(Objects.requireNonNull(folder.getParent()).getFileName().toString());
    Path settings = folder.resolve("settings.txt");
    List<Header> headers = new ArrayList<>();
    String family = pair == Pairs.OPENAI_TO_CONVERSE ? "nova" : "claude-4-5";
    String model = "";
    Images images = Images.OFF;
    for (String line : Files.exists(settings) ? Files.readAllLines(settings) : List.<String>of()) {
      String[] words = line.split(": ", 3);
      switch (words[0]) {
        case "family" -> family = words[1];
        case "model" -> model = words[1];
        case "fetched" -> images = new Fetched(Slice.of(Base64.getDecoder().decode(words[1])));
        case "header" -> headers.add(new Header(words[1], words[2]));
        default -> throw new IllegalArgumentException(folder + ": " + line);
      }
    }
    Slice body = Slice.of(Files.readAllBytes(folder.resolve("call.json")));
    Call call = call(pair, body, Headers.of(headers), images);
    return new Vector(
        folder, pair, call, Families.of(family), model.isEmpty() ? call.model() : model);
  }

  static Call call(Pairs pair, Slice body, Headers headers) {
    return call(pair, body, headers, Images.OFF);
  }

  /** What the server does with a body before a route sees it. */
  private static Call call(Pairs pair, Slice body, Headers headers, Images images) {
    JsonMembers members = JsonMembers.read(body, JsonOrigin.CLIENT);
    boolean stream = members.find("stream").filter(value -> value.is("true")).isPresent();
    String model =
        members
            .find("model")
            .filter(value -> JsonReader.ofClient(value).peek() == JsonKind.STRING)
            .map(value -> JsonReader.ofClient(value).string())
            .orElse("test-model");
    return new Call(pair.endpoint(), "req_1", headers, body, members, model, stream, images);
  }

  /** The same image at every address. */
  private record Fetched(Slice image) implements Images {
    @Override
    public Slice fetch(String url, String field) {
      if (!url.startsWith("https://")) {
        throw RequestFault.invalid(field, "The image at `" + field + "` can't be fetched: none.");
      }
      return image;
    }
  }

  Outbound translate() {
    return pair.translate(call, traits, model);
  }

  /** The files whose names begin with a word, and the golden that belongs to each. */
  List<Path> inputs(String word) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(word)).sorted().toList();
    }
  }

  Path golden(Path input, String word, String golden) {
    return folder.resolve(input.getFileName().toString().replace(word, golden));
  }
}

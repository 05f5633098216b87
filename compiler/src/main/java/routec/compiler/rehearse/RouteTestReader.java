package routec.compiler.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import routec.compiler.rehearse.RouteTests.Keys;
import routec.compiler.source.Located;
import routec.compiler.yaml.YamlEntry;
import routec.compiler.yaml.YamlMapping;
import routec.compiler.yaml.YamlNode;
import routec.compiler.yaml.YamlScalar;
import routec.compiler.yaml.YamlSequence;
import routec.runtime.bytes.Slice;
import routec.runtime.server.Rehearsal;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Header;

/** Reads one test of a file. */
final class RouteTestReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> KEYS =
      List.of(
          "name",
          "call",
          "model",
          "stream",
          "headers",
          "host",
          "listener",
          "body",
          "reply",
          "expect");
  private static final List<String> EXPECTED =
      List.of(
          "status", "rule", "backend", "backends", "region", "host", "path", "dropped", "contains");

  private final Path file;
  private final YamlNode node;
  private final YamlMapping test;
  private final int number;

  RouteTestReader(Path file, YamlNode node, int number) throws RehearsalRefused {
    this.file = file;
    this.node = node;
    this.test = Keys.of(node, KEYS).mapping();
    this.number = number;
  }

  RouteTest read() throws IOException {
    Endpoint endpoint = endpoint();
    List<RecordedReply> replies = new ArrayList<>();
    for (YamlNode reply : Keys.items(test, "reply")) {
      String name = Keys.text(reply, "the name of a recorded reply");
      replies.add(RecordedReply.read(existing(name, reply)));
    }
    String call = endpoint.method() + " " + endpoint.path();
    String model = text(test, "model").map(Located::value).orElse("");
    return new RouteTest(
        text(test, "name")
            .map(Located::value)
            .orElse(number + ": " + call + (model.isEmpty() ? "" : " " + model)),
        node.span(),
        text(test, "listener").map(Located::value).orElse(""),
        new Rehearsal.Request(
            endpoint,
            text(test, "host").map(Located::value).orElse(""),
            headers(),
            body(endpoint, model)),
        replies,
        expected());
  }

  private Endpoint endpoint() throws RehearsalRefused {
    Optional<Located<String>> call = text(test, "call");
    if (call.isEmpty()) {
      return Endpoint.CHAT_COMPLETIONS;
    }
    for (Endpoint endpoint : Endpoint.values()) {
      if (call.get().value().equals(endpoint.method() + " " + endpoint.path())) {
        return endpoint;
      }
    }
    throw new RehearsalRefused(
        call.get().span()
            + ": nothing can be called by `"
            + call.get().value()
            + "`; write for example `POST /v1/chat/completions`.");
  }

  private List<Header> headers() throws RehearsalRefused {
    List<Header> headers = new ArrayList<>();
    if (test.get("headers").isPresent()) {
      YamlNode value = test.get("headers").get();
      if (!(value instanceof YamlMapping mapping)) {
        throw Keys.refused(value, "a mapping of header names to values is wanted here.");
      }
      for (YamlEntry entry : mapping.entries()) {
        headers.add(
            new Header(
                entry.name().toLowerCase(Locale.ROOT),
                Keys.text(entry.value(), "a header's value")));
      }
    }
    return headers;
  }

  /** The body as given, else the smallest valid one, with the model and stream of the test. */
  private Slice body(Endpoint endpoint, String model) throws IOException {
    Optional<YamlNode> given = test.get("body");
    if (given.isPresent() && given.get() instanceof YamlScalar name) {
      byte[] bytes = Files.readAllBytes(existing(Keys.text(name, "a file's name"), name));
      if (model.isEmpty() && !test.has("stream")) {
        return Slice.of(bytes);
      }
      JsonNode tree = JSON.readTree(bytes);
      if (!(tree instanceof ObjectNode object)) {
        throw Keys.refused(name, "the file holds no JSON object.");
      }
      return finished(object, model);
    }
    if (given.isPresent()) {
      return finished((ObjectNode) json(Keys.of(given.get(), keys(given.get())).mapping()), model);
    }
    Optional<ObjectNode> smallest = new Probe().smallest(endpoint);
    return smallest.isPresent() ? finished(smallest.get(), model) : Slice.EMPTY;
  }

  private Slice finished(ObjectNode body, String model) throws IOException {
    if (!model.isEmpty()) {
      body.put("model", model);
    }
    Optional<Located<String>> stream = text(test, "stream");
    if (stream.isPresent()) {
      if (!List.of("true", "false").contains(stream.get().value())) {
        throw new RehearsalRefused(stream.get().span() + ": `stream` must be true or false.");
      }
      body.put("stream", stream.get().value().equals("true"));
    }
    return Slice.of(JSON.writeValueAsBytes(body));
  }

  private RouteTest.Expected expected() throws RehearsalRefused {
    YamlNode value =
        test.get("expect")
            .orElseThrow(() -> Keys.refused(node, "the test lacks `expect:`, what must hold."));
    YamlMapping expect = Keys.of(value, EXPECTED).mapping();
    if (expect.entries().isEmpty()) {
      throw Keys.refused(value, "`expect:` is empty; there are: " + String.join(", ", EXPECTED));
    }
    Optional<Located<Integer>> status = Optional.empty();
    Optional<Located<String>> written = text(expect, "status");
    if (written.isPresent()) {
      if (!written.get().value().matches("[1-5][0-9][0-9]")) {
        throw new RehearsalRefused(written.get().span() + ": `status` must be an HTTP status.");
      }
      status = Optional.of(written.get().map(Integer::valueOf));
    }
    return new RouteTest.Expected(
        status,
        text(expect, "rule"),
        text(expect, "backend"),
        list(expect, "backends"),
        text(expect, "region"),
        text(expect, "host"),
        text(expect, "path"),
        list(expect, "dropped"),
        text(expect, "contains"));
  }

  private static Optional<Located<String>> text(YamlMapping mapping, String key)
      throws RehearsalRefused {
    Optional<YamlNode> value = mapping.get(key);
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Located<>(Keys.text(value.get(), "`" + key + ":` a text"), value.get().span()));
  }

  private static Optional<Located<List<String>>> list(YamlMapping mapping, String key)
      throws RehearsalRefused {
    if (!mapping.has(key)) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (YamlNode item : Keys.items(mapping, key)) {
      texts.add(Keys.text(item, "a name"));
    }
    return Optional.of(new Located<>(List.copyOf(texts), mapping.get(key).orElseThrow().span()));
  }

  private Path existing(String name, YamlNode from) throws RehearsalRefused {
    Path path = Path.of(RouteTests.resolve(file, name));
    if (!Files.isReadable(path)) {
      throw Keys.refused(from, "there is no file `" + path + "`.");
    }
    return path;
  }

  private static List<String> keys(YamlNode node) {
    return node instanceof YamlMapping mapping
        ? mapping.entries().stream().map(YamlEntry::name).toList()
        : List.of();
  }

  private static JsonNode json(YamlNode node) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    return switch (node) {
      case YamlMapping mapping -> {
        ObjectNode object = factory.objectNode();
        mapping.entries().forEach(entry -> object.set(entry.name(), json(entry.value())));
        yield object;
      }
      case YamlSequence list -> {
        var array = factory.arrayNode();
        list.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case YamlScalar scalar -> scalar(scalar, factory);
    };
  }

  private static JsonNode scalar(YamlScalar scalar, JsonNodeFactory factory) {
    try {
      return switch (scalar.type()) {
        case BOOLEAN -> factory.booleanNode(scalar.text().equalsIgnoreCase("true"));
        case INTEGER -> factory.numberNode(new BigInteger(scalar.text()));
        case FLOAT -> factory.numberNode(new BigDecimal(scalar.text()));
        case NULL, BROKEN -> factory.nullNode();
        case STRING -> factory.textNode(scalar.text());
      };
    } catch (NumberFormatException _) {
      return factory.textNode(scalar.text()); // .inf, 0x1F: no JSON has them
    }
  }
}

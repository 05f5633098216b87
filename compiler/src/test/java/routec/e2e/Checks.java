package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.function.Executable;

/** Named checks, and what the SDKs' checks ask with; checks.py has the same words. */
final class Checks {
  static final String NOVA = "us.amazon.nova-micro-v1:0";
  static final String LLAMA = Gateway.LLAMA;

  /** By InvokeModel, as is {@link #THINKER}. */
  static final String CLAUDE = Gateway.CLAUDE;

  static final String THINKER = Gateway.THINKER;

  /** A Claude by Converse. */
  static final String HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

  static final String TITAN = "amazon.titan-embed-text-v2:0";
  static final String COHERE = "us.cohere.embed-v4:0";
  static final Map<String, Integer> EMBEDDERS =
      Map.of(
          "amazon.titan-embed-text-v1",
          1536,
          TITAN,
          1024,
          "cohere.embed-english-v3",
          1024,
          COHERE,
          1536,
          "amazon.nova-2-multimodal-embeddings-v1:0",
          3072);
  static final List<String> EVERY = List.of(LLAMA, NOVA, CLAUDE, THINKER, HAIKU);
  static final List<String> TOOLED = List.of(NOVA, CLAUDE, THINKER, HAIKU);
  static final List<String> THINKING = List.of(THINKER, HAIKU);
  static final List<String> SEEING = List.of(CLAUDE, HAIKU);

  /** One for each way to Bedrock. */
  static final List<String> TWO = List.of(LLAMA, CLAUDE);

  static final List<String> CITIES = List.of("Paris", "Rome", "Oslo");
  static final List<String> BREAKS = List.of("cut after=3", "badcrc after=3", "no-stop");
  static final List<String> EXCEPTIONS =
      List.of("throttlingException", "internalServerException", "modelStreamErrorException");
  static final String SKY = "Why is the sky blue?";
  static final String BOTH = "Call get_weather and get_time for Paris.";
  static final List<String> TOOLS = List.of("get_weather", "get_time");
  static final String RESULT = "It is 21 degrees.";
  static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";
  static final String PDF =
      Base64.getEncoder()
          .encodeToString(
              "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
                  .getBytes(StandardCharsets.US_ASCII));

  private final Map<String, Executable> all = new LinkedHashMap<>();

  void add(String name, Executable check) {
    all.put(name, check);
  }

  /** All of them, in order. */
  Map<String, Executable> all() {
    return all;
  }

  /** Runs so many calls at once and gives their results in order. */
  static <T> List<T> atOnce(int count, IntFunction<T> call)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        calls.add(() -> call.apply(number));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }

  static void assertHas(String text, String part) {
    assertTrue(text.contains(part), () -> part + " is missing in: " + text);
  }
}

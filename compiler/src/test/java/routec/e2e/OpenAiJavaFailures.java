package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static routec.e2e.Checks.assertHas;
import static routec.e2e.OpenAiSdk.asking;
import static routec.e2e.OpenAiSdk.strict;
import static routec.e2e.OpenAiSdk.text;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** The checks of what goes wrong, with openai-java. */
record OpenAiJavaFailures(OpenAiSdk sdk, Checks checks) {
  void add() {
    error(400, BadRequestException.class, "invalid_request_error");
    error(401, UnauthorizedException.class, "authentication_error");
    error(403, PermissionDeniedException.class, "permission_error");
    error(404, NotFoundException.class, "invalid_request_error");
    error(429, RateLimitException.class, "rate_limit_error");
    error(500, InternalServerException.class, "server_error");
    error(503, InternalServerException.class, "server_error");
    checks.add(
        "openai.unknown_model",
        () -> {
          NotFoundException unknown =
              assertThrows(NotFoundException.class, () -> sdk.ask("gpt-4", "hi"));
          assertHas(String.valueOf(unknown.getMessage()), Checks.LLAMA);
          assertThrows(
              BadRequestException.class,
              () ->
                  sdk.create(
                      ChatCompletionCreateParams.builder()
                          .model(Checks.LLAMA)
                          .messages(List.of())));
        });
    checks.add(
        "openai.retries",
        () -> {
          OpenAIClient patient = sdk.client().withOptions(options -> options.maxRetries(2));
          String question = "[sim:throttle times=1] by the Java SDK of OpenAI";
          assertHas(
              text(patient.chat().completions().create(asking(Checks.LLAMA, question).build())),
              "OpenAI");
        });
    checks.add(
        "openai.error_before_the_stream",
        () ->
            Checks.TWO.forEach(model ->
                assertThrows(
                    RateLimitException.class,
                    () ->
                        sdk.chunks(asking(model, "[sim:exception=throttlingException after=0]")))));
    checks.add(
        "openai.error_in_the_stream",
        () ->
            Checks.TWO.forEach(model ->
                Checks.EXCEPTIONS.forEach(
                    name -> assertBreaks(model, "[sim:exception=" + name + " after=3]"))));
    checks.add(
        "openai.stream_cut",
        () ->
            Checks.TWO.forEach(model ->
                Checks.BREAKS.forEach(fault -> assertBreaks(model, "[sim:" + fault + "]"))));
    checks.add(
        "openai.cancel",
        () -> {
          for (String model : Checks.TWO) {
            String question = "cancel by java openai [sim:events=300 pace=20ms]";
            try (StreamResponse<ChatCompletionChunk> stream =
                sdk.client()
                    .chat()
                    .completions()
                    .createStreaming(asking(model, question).build())) {
              assertTrue(stream.stream().findFirst().isPresent());
            }
          }
        });
    checks.add("openai.strict_and_dropped", this::strictAndDropped);
  }

  private void strictAndDropped() {
    for (String model : Checks.TWO) {
      ChatCompletionCreateParams seeded =
          asking(model, Checks.SKY).putAdditionalBodyProperty("seed", JsonValue.from(7)).build();
      try (var raw = sdk.client().chat().completions().withRawResponse().create(seeded)) {
        assertEquals(List.of("seed"), raw.headers().values("x-routec-dropped"));
        assertHas(text(raw.parse()), "sky");
      }
      BadRequestException refused =
          assertThrows(
              BadRequestException.class,
              () ->
                  sdk.create(
                      strict(
                          asking(model, Checks.SKY)
                              .putAdditionalBodyProperty("seed", JsonValue.from(7)))));
      assertHas(String.valueOf(refused.getMessage()), "seed");
      assertHas(text(sdk.create(strict(asking(model, Checks.SKY)))), "sky");
    }
  }

  private void error(int status, Class<? extends OpenAIServiceException> kind, String type) {
    checks.add(
        "openai.error_" + status,
        () -> {
          for (String model : Checks.TWO) {
            ChatCompletionCreateParams.Builder call = asking(model, "[sim:status " + status + "]");
            for (Executable way :
                List.<Executable>of(() -> sdk.create(call), () -> sdk.chunks(call))) {
              OpenAIServiceException error = assertThrows(kind, way);
              assertEquals(status, error.statusCode());
              assertEquals(type, error.type().orElse(""));
              assertFalse(error.headers().values("x-amzn-requestid").isEmpty());
              assertEquals(
                  status == 429 || status == 503, !error.headers().values("retry-after").isEmpty());
            }
          }
        });
  }

  /** The stream begins and then fails; it never just ends. */
  private void assertBreaks(String model, String question) {
    List<ChatCompletionChunk> seen = new ArrayList<>();
    OpenAIException error =
        assertThrows(
            OpenAIException.class,
            () -> {
              try (StreamResponse<ChatCompletionChunk> stream =
                  sdk.client()
                      .chat()
                      .completions()
                      .createStreaming(asking(model, question).build())) {
                stream.stream().forEach(seen::add);
              }
            },
            question);
    assertInstanceOf(OpenAIServiceException.class, error, question);
    assertFalse(seen.isEmpty(), question);
  }
}

package routec.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static routec.e2e.AnthropicSdk.asking;
import static routec.e2e.AnthropicSdk.strict;
import static routec.e2e.AnthropicSdk.text;
import static routec.e2e.Checks.assertHas;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.PermissionDeniedException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** The checks of what goes wrong, with anthropic-java. */
record AnthropicJavaFailures(AnthropicSdk sdk, Checks checks) {
  void add() {
    error(400, BadRequestException.class, ErrorType.INVALID_REQUEST_ERROR);
    error(401, UnauthorizedException.class, ErrorType.AUTHENTICATION_ERROR);
    error(403, PermissionDeniedException.class, ErrorType.PERMISSION_ERROR);
    error(404, NotFoundException.class, ErrorType.NOT_FOUND_ERROR);
    error(429, RateLimitException.class, ErrorType.RATE_LIMIT_ERROR);
    error(500, InternalServerException.class, ErrorType.API_ERROR);
    error(503, InternalServerException.class, ErrorType.OVERLOADED_ERROR);
    checks.add(
        "anthropic.unknown_model",
        () -> {
          NotFoundException unknown =
              assertThrows(NotFoundException.class, () -> sdk.create(asking("claude-x", "hi")));
          assertHas(String.valueOf(unknown.getMessage()), Checks.CLAUDE);
          for (String model : Checks.THINKING) {
            // Above max_tokens.
            assertThrows(
                BadRequestException.class,
                () -> sdk.create(asking(model, "hi").enabledThinking(2000)));
          }
        });
    checks.add(
        "anthropic.retries",
        () -> {
          AnthropicClient patient = sdk.client().withOptions(options -> options.maxRetries(2));
          String question = "[sim:throttle times=1] by the Java SDK of Anthropic";
          assertHas(
              text(patient.messages().create(asking(Checks.CLAUDE, question).build())),
              "Anthropic");
        });
    checks.add(
        "anthropic.error_before_the_stream",
        () ->
            Checks.TWO.forEach(model ->
                assertThrows(
                    RateLimitException.class,
                    () ->
                        sdk.events(asking(model, "[sim:exception=throttlingException after=0]")))));
    checks.add(
        "anthropic.error_in_the_stream",
        () ->
            Checks.TWO.forEach(model ->
                Checks.EXCEPTIONS.forEach(
                    name -> assertBreaks(model, "[sim:exception=" + name + " after=3]"))));
    checks.add(
        "anthropic.stream_cut",
        () ->
            Checks.TWO.forEach(model ->
                Checks.BREAKS.forEach(fault -> assertBreaks(model, "[sim:" + fault + "]"))));
    checks.add(
        "anthropic.cancel",
        () -> {
          for (String model : Checks.TWO) {
            String question = "cancel by java anthropic [sim:events=300 pace=20ms]";
            try (StreamResponse<RawMessageStreamEvent> stream =
                sdk.client()
                    .messages()
                    .createStreaming(asking(model, question).maxTokens(1000).build())) {
              assertTrue(stream.stream().findFirst().isPresent());
            }
          }
        });
    checks.add("anthropic.strict_and_dropped", this::strictAndDropped);
  }

  private void strictAndDropped() {
    try (var raw = sdk.client().messages().withRawResponse().create(withTopK().build())) {
      assertEquals(List.of("top_k"), raw.headers().values("x-routec-dropped"));
      assertHas(text(raw.parse()), "sky");
    }
    BadRequestException refused =
        assertThrows(BadRequestException.class, () -> sdk.create(strict(withTopK())));
    assertHas(String.valueOf(refused.getMessage()), "top_k");
    for (String model : Checks.TWO) {
      assertHas(text(sdk.create(strict(asking(model, Checks.SKY)))), "sky");
    }
  }

  private static MessageCreateParams.Builder withTopK() {
    return asking(Checks.LLAMA, Checks.SKY).putAdditionalBodyProperty("top_k", JsonValue.from(4));
  }

  private void error(int status, Class<? extends AnthropicServiceException> kind, ErrorType type) {
    checks.add(
        "anthropic.error_" + status,
        () -> {
          for (String model : Checks.TWO) {
            MessageCreateParams.Builder call = asking(model, "[sim:status " + status + "]");
            for (Executable way :
                List.<Executable>of(() -> sdk.create(call), () -> sdk.events(call))) {
              AnthropicServiceException error = assertThrows(kind, way);
              assertEquals(status, error.statusCode());
              assertEquals(type, error.type().orElseThrow());
              String id = error.requestId().orElseThrow();
              assertHas(error.body().toString(), id);
              assertFalse(error.headers().values("x-amzn-requestid").isEmpty());
              assertEquals(
                  status == 429 || status == 503, !error.headers().values("retry-after").isEmpty());
            }
          }
        });
  }

  /** The stream begins and then fails; it never just ends. */
  private void assertBreaks(String model, String question) {
    List<RawMessageStreamEvent> seen = new ArrayList<>();
    AnthropicException error =
        assertThrows(
            AnthropicException.class,
            () -> {
              try (StreamResponse<RawMessageStreamEvent> stream =
                  sdk.client().messages().createStreaming(asking(model, question).build())) {
                stream.stream().forEach(seen::add);
              }
            },
            question);
    assertInstanceOf(AnthropicServiceException.class, error, question);
    assertFalse(seen.isEmpty(), question);
  }
}

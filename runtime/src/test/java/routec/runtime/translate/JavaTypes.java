package routec.runtime.translate;

import com.anthropic.errors.AnthropicException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.ErrorResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageTokensCount;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.errors.OpenAIException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ErrorObject;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import routec.runtime.spi.Dialect;

/** The official Java SDKs' types and what joins their streams; they throw at what they refuse. */
final class JavaTypes {
  private static final ObjectMapper OPENAI = com.openai.core.ObjectMappers.jsonMapper();
  private static final ObjectMapper ANTHROPIC = com.anthropic.core.ObjectMappers.jsonMapper();

  private JavaTypes() {}

  /** Why an SDK refuses an answer; empty where it takes it. */
  static String refused(Pairs pair, int status, String body, boolean stream) {
    boolean anthropic = pair.endpoint().dialect() == Dialect.ANTHROPIC;
    try {
      if (status != 200) {
        if (anthropic) {
          anthropicError(body);
        } else {
          openAiError(OPENAI.readTree(body));
        }
      } else if (stream) {
        if (anthropic) {
          messageEvents(body);
        } else {
          chunks(body);
        }
      } else {
        whole(pair, body);
      }
      return "";
    } catch (JsonProcessingException | OpenAIException | AnthropicException e) {
      return String.valueOf(e.getMessage());
    } catch (IllegalStateException | IllegalArgumentException e) { // what joins streams says so
      return e.toString();
    }
  }

  private static void whole(Pairs pair, String body) throws JsonProcessingException {
    switch (pair.endpoint()) {
      case CHAT_COMPLETIONS -> OPENAI.readValue(body, ChatCompletion.class).validate();
      case EMBEDDINGS -> OPENAI.readValue(body, CreateEmbeddingResponse.class).validate();
      case MESSAGES -> ANTHROPIC.readValue(body, Message.class).validate();
      case COUNT_TOKENS -> ANTHROPIC.readValue(body, MessageTokensCount.class).validate();
      case MODELS, ANTHROPIC_MODELS ->
          throw new IllegalArgumentException("no pair translates lists of models");
    }
  }

  private static void anthropicError(String body) throws JsonProcessingException {
    ANTHROPIC.readValue(body, ErrorResponse.class).validate();
  }

  private static void openAiError(JsonNode body) throws JsonProcessingException {
    OPENAI.treeToValue(body.path("error"), ErrorObject.class).validate();
  }

  private static void chunks(String events) throws JsonProcessingException {
    ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
    boolean done = false;
    for (String line : events.lines().toList()) {
      if (!line.startsWith("data: ")) {
        continue;
      }
      String json = line.substring("data: ".length());
      if (json.equals("[DONE]")) {
        done = true;
      } else if (json.startsWith("{\"error\":")) {
        openAiError(OPENAI.readTree(json));
      } else {
        whole.accumulate(OPENAI.readValue(json, ChatCompletionChunk.class).validate());
      }
    }
    if (done) {
      whole.chatCompletion().validate();
    }
  }

  private static void messageEvents(String events) throws JsonProcessingException {
    MessageAccumulator whole = MessageAccumulator.create();
    boolean done = false;
    String type = "";
    for (String line : events.lines().toList()) {
      if (line.startsWith("event: ")) {
        type = line.substring("event: ".length());
      } else if (line.startsWith("data: ") && type.equals("error")) {
        anthropicError(line.substring("data: ".length()));
      } else if (line.startsWith("data: ") && !type.equals("ping")) { // the SDK skips a ping, too
        String json = line.substring("data: ".length());
        whole.accumulate(ANTHROPIC.readValue(json, RawMessageStreamEvent.class).validate());
        done |= type.equals("message_stop");
      }
    }
    if (done) {
      whole.message().validate();
    }
  }
}

package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** Converse's rules for the order of turns. */
final class TurnRules {
  private TurnRules() {}

  static void check(Model model, JsonNode messages) {
    if (messages.isEmpty()) {
      throw AwsError.validation(
          "A conversation must start with a user message. Try again with a conversation that starts"
              + " with a user message.");
    }
    String previous = "";
    for (int i = 0; i < messages.size(); i++) {
      String role = messages.get(i).path("role").asText();
      if (messages.get(i).path("content").isEmpty()) {
        throw AwsError.validation(
            "The content field in the Message object at messages.%d is empty. Add a ContentBlock object to the content field and try again."
                .formatted(i));
      }
      if (role.equals("system")) {
        systemTurn(model);
        continue;
      }
      if (role.equals(previous)) {
        throw AwsError.validation(
            "A conversation must alternate between user and assistant roles. Make sure the"
                + " conversation alternates between user and assistant roles and try again.");
      }
      if (previous.isEmpty() && role.equals("assistant") && !model.family().startsWithAssistant()) {
        throw AwsError.validation(
            "A conversation must start with a user message. Try again with a conversation that"
                + " starts with a user message.");
      }
      previous = role;
    }
    if (previous.equals("assistant")) {
      lastTurn(model, messages.get(messages.size() - 1).path("content"));
    }
  }

  private static void systemTurn(Model model) {
    if (!model.claude().map(ClaudeTraits::systemTurns).orElse(false)) {
      throw AwsError.validation(
          "This model doesn't support the system role in messages. Move the text to the system field"
              + " and try again.");
    }
  }

  private static void lastTurn(Model model, JsonNode content) {
    if (model.family() == Family.LLAMA) {
      throw AwsError.validation(
          "This model doesn't support conversation that ends with an assistant message. Try again"
              + " with a conversation that ends with a user message.");
    }
    if (!model.claude().map(ClaudeTraits::prefill).orElse(true)) {
      throw AwsError.validation(
          "The model returned the following errors: This model does not support assistant message"
              + " prefill. The conversation must end with a user message.");
    }
    String text = content.get(content.size() - 1).path("text").asText("");
    if (model.family() == Family.CLAUDE && !text.equals(text.stripTrailing())) {
      throw AwsError.validation(
          "The model returned the following errors: messages: final assistant content cannot end"
              + " with trailing whitespace");
    }
  }
}

package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Converse's rules for what stands in a turn: text, documents, media, reasoning. */
final class ContentRules {
  private static final Pattern DOCUMENT_NAME =
      Pattern.compile("[\\p{Alnum}()\\[\\]-]+(?: [\\p{Alnum}()\\[\\]-]+)*");
  private static final int IMAGES = 20;
  private static final int DOCUMENTS = 5;

  private ContentRules() {}

  static void check(Model model, JsonNode messages) {
    int images = 0;
    int documents = 0;
    for (int i = 0; i < messages.size(); i++) {
      JsonNode content = messages.get(i).path("content");
      String role = messages.get(i).path("role").asText();
      boolean visible = content.valueStream().anyMatch(b -> !b.path("text").asText("").isBlank());
      for (int j = 0; j < content.size(); j++) {
        JsonNode block = content.get(j);
        String at = "messages.%d.content.%d".formatted(i, j);
        images += block.has("image") ? 1 : 0;
        documents += block.has("document") ? 1 : 0;
        text(block, at, visible);
        if (block.has("document")) {
          document(block.path("document"), visible);
        }
        role(block, role, at);
        MediaRules.check(model, block, i, j);
      }
    }
    if (images > IMAGES || documents > DOCUMENTS) {
      throw AwsError.validation(
          images > IMAGES
              ? "too many images and documents: %d + %d > 20".formatted(images, documents)
              : "too many documents: %d > 5".formatted(documents));
    }
  }

  /**
   * Text must be there. A block of white space alone is refused too, unless other text of its turn
   * is visible: a recorded turn of that kind was accepted.
   */
  private static void text(JsonNode block, String at, boolean visible) {
    String text = block.path("text").asText("visible");
    if (text.isEmpty()) {
      throw AwsError.validation(
          "The text field in the ContentBlock object at %s is blank. Add text to the text field, and try again."
              .formatted(at));
    }
    if (text.isBlank() && !visible) {
      throw AwsError.validation(
          "The model returned the following errors: messages: text content blocks must contain"
              + " non-whitespace text");
    }
    if (block.path("toolResult").path("content").isArray()) {
      JsonNode results = block.path("toolResult").path("content");
      if (results.isEmpty()) {
        throw new AwsError(
            500,
            "InternalServerException",
            "The system encountered an unexpected error during processing. Try your request again.");
      }
      for (int k = 0; k < results.size(); k++) {
        if (results.get(k).path("text").asText("visible").isEmpty()) {
          throw AwsError.validation(
              "The text field in the ToolResultContentBlock object at %s.toolResult.content.%d is blank. Add text to the text field, and try again."
                  .formatted(at, k));
        }
      }
    }
  }

  private static void document(JsonNode document, boolean visible) {
    if (!DOCUMENT_NAME.matcher(document.path("name").asText()).matches()) {
      throw AwsError.validation(
          "The document file name can only contain alphanumeric characters, whitespace characters,"
              + " hyphens, parentheses, and square brackets. The name can't contain more than one"
              + " consecutive whitespace character.");
    }
    if (!visible) {
      throw AwsError.validation(
          "A message with a document must also contain a text block. Add a text block and try"
              + " again.");
    }
  }

  private static void role(JsonNode block, String role, String at) {
    if (role.equals("user") && block.has("reasoningContent")) {
      throw AwsError.validation(
          "User messages cannot contain reasoning content. Please remove the reasoning content and"
              + " try again.");
    }
    boolean media = block.has("image") || block.has("document") || block.has("video");
    if (role.equals("assistant") && media) {
      throw AwsError.validation(
          "Assistant messages cannot contain images, documents or videos at " + at + ".");
    }
    if (!role.equals("system") && (block.has("toolAddition") || block.has("toolRemoval"))) {
      throw AwsError.validation(
          "Tool additions and removals belong into a system message; found one at " + at + ".");
    }
  }
}

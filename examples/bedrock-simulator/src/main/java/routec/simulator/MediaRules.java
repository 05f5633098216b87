package routec.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Which family takes which media, where, and from where. */
final class MediaRules {
  private static final Set<Family> NO_IMAGES =
      Set.of(Family.COMMAND, Family.JAMBA, Family.PALMYRA, Family.TITAN_TEXT, Family.GPT_OSS);
  private static final Set<Family> NO_MEDIA_IN_RESULTS =
      Set.of(Family.QWEN, Family.KIMI, Family.GEMMA, Family.GPT_OSS);

  private MediaRules() {}

  static void check(Model model, JsonNode block, int turn, int index) {
    Family family = model.family();
    if (block.has("image") && textOnly(model)) {
      throw unsupported("image");
    }
    if (block.has("video") && family != Family.NOVA && family != Family.ANY) {
      throw unsupported("video");
    }
    if (block.has("audio") && family != Family.NOVA && !model.stem().contains("voxtral")) {
      throw unsupported("audio");
    }
    for (String kind : Set.of("image", "document")) {
      s3(model, block.path(kind), kind, turn, index);
    }
    for (JsonNode result : block.path("toolResult").path("content")) {
      inResult(model, result, turn, index);
    }
    guardStatus(model, block);
  }

  private static void inResult(Model model, JsonNode result, int turn, int index) {
    Family family = model.family();
    JsonNode document = result.path("document");
    if (family == Family.NOVA) {
      String format = document.path("format").asText("txt");
      if (result.has("video") || !(format.equals("txt") || format.equals("csv"))) {
        throw AwsError.validation(
            "The model returned the following errors: Malformed input request: #/messages/%d/content/%d: extraneous key [toolResult] is not permitted, please reformat your input and try again."
                .formatted(turn, index));
      }
      return;
    }
    if (result.has("video") && family != Family.ANY) {
      throw unsupported("video");
    }
    boolean noImage = NO_MEDIA_IN_RESULTS.contains(family) || family == Family.MISTRAL;
    if (result.has("image") && noImage) {
      throw unsupported("image");
    }
    if (document.isObject() && NO_MEDIA_IN_RESULTS.contains(family)) {
      throw unsupported("document");
    }
    // A document from S3 inside a result was accepted on record, unlike one beside it.
    s3(model, result.path("image"), "image", turn, index);
  }

  private static void s3(Model model, JsonNode media, String kind, int turn, int index) {
    boolean s3 = media.path("source").has("s3Location");
    if (!s3 || model.family() == Family.NOVA || model.family() == Family.ANY) {
      return;
    }
    if (kind.equals("document") && model.family() == Family.CLAUDE) {
      throw AwsError.validation(
          "The model returned the following errors: messages.%d.content.%d.document.source.type: Field required"
              .formatted(turn, index));
    }
    throw AwsError.validation(
        "This model doesn't support the s3Uri field. Remove s3Uri and try again.");
  }

  private static void guardStatus(Model model, JsonNode block) {
    if (model.family() == Family.PALMYRA && block.path("toolResult").has("status")) {
      throw AwsError.validation(
          "This model doesn't support the status field. Remove status and try again.");
    }
  }

  private static boolean textOnly(Model model) {
    return NO_IMAGES.contains(model.family())
        || model.stem().contains("nova-micro")
        || model.stem().contains("llama3-1-")
        || model.stem().contains("llama3-2-1b")
        || model.stem().contains("llama3-2-3b")
        || model.stem().contains("claude-v2")
        || model.stem().contains("claude-3-5-haiku");
  }

  private static AwsError unsupported(String kind) {
    return AwsError.validation(
        "This model doesn't support the %s content block that you provided. Update the content block and try again."
            .formatted(kind));
  }
}

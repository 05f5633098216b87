package routec.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** An error that AWS answers with: status, type and message, in the shape of the wire. */
final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final Set<String> BEFORE_BEDROCK =
      Set.of(
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "SerializationException",
          "UnrecognizedClientException");

  private static final Map<Integer, String> TYPES =
      Map.of(
          400, "ValidationException",
          403, "AccessDeniedException",
          404, "ResourceNotFoundException",
          408, "ModelTimeoutException",
          424, "ModelErrorException",
          429, "ThrottlingException",
          500, "InternalServerException",
          503, "ServiceUnavailableException");

  private static final Map<String, Integer> STATUSES =
      Map.ofEntries(
          Map.entry("validationException", 400),
          Map.entry("serviceQuotaExceededException", 400),
          Map.entry("accessDeniedException", 403),
          Map.entry("resourceNotFoundException", 404),
          Map.entry("modelTimeoutException", 408),
          Map.entry("modelErrorException", 424),
          Map.entry("modelStreamErrorException", 424),
          Map.entry("throttlingException", 429),
          Map.entry("modelNotReadyException", 429),
          Map.entry("internalServerException", 500),
          Map.entry("serviceUnavailableException", 503));

  private static final Map<String, String> MESSAGES =
      Map.of(
          "ThrottlingException", "Too many tokens, please wait before trying again.",
          "ModelNotReadyException",
              "The model is not ready for inference. Wait and try your request again.",
          "ServiceQuotaExceededException",
              "Your request exceeds the service quota for your account.",
          "AccessDeniedException",
              "You don't have access to the model with the specified model ID.",
          "ResourceNotFoundException", "The specified resource was not found.",
          "ModelTimeoutException", "Model has timed out in processing the request. Try again.",
          "InternalServerException",
              "The system encountered an unexpected error during processing. Try your request"
                  + " again.",
          "ServiceUnavailableException",
              "Bedrock is unable to process your request. Try your request again.",
          "ModelErrorException", "The model returned an error while processing the request.",
          "ModelStreamErrorException", "Model Stream Error");

  private final int status;
  private final String type;

  AwsError(int status, String type, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
  }

  static AwsError validation(String message) {
    return new AwsError(400, "ValidationException", message);
  }

  static AwsError serialization(String message) {
    return new AwsError(400, "SerializationException", message);
  }

  static AwsError forbidden(String type, String message) {
    return new AwsError(403, type, message);
  }

  /** The error of the service model that has this status; an unmodelled status has no type. */
  static AwsError ofStatus(int status) {
    String type = TYPES.getOrDefault(status, "");
    return new AwsError(status, type, messageOf(type));
  }

  /** The error of this name, as exception frames spell it ({@code throttlingException}). */
  static AwsError ofName(String name) {
    String type = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return new AwsError(STATUSES.getOrDefault(name, 500), type, messageOf(type));
  }

  static String messageOf(String type) {
    return MESSAGES.getOrDefault(type, "The simulator was asked to fail.");
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  /** The layer of AWS that an error names as its own: Bedrock, or what stands before it. */
  String origin() {
    return BEFORE_BEDROCK.contains(type) ? "com.amazon.coral.service" : "com.amazon.bedrock";
  }

  ObjectNode body() {
    ObjectNode body = Json.object().put("message", getMessage());
    if (type.startsWith("ModelError") || type.startsWith("ModelStreamError")) {
      body.put("originalStatusCode", 500);
      body.put(
          type.startsWith("ModelError") ? "resourceName" : "originalMessage",
          "The model stream failed.");
    }
    return body;
  }
}

package routec.simulator;

import static routec.simulator.Shape.list;
import static routec.simulator.Shape.oneOf;
import static routec.simulator.Shape.struct;
import static routec.simulator.Shape.text;
import static routec.simulator.Shape.union;

/** The request shapes of Converse, ConverseStream and CountTokens (apiVersion 2023-09-30). */
final class ConverseShapes {
  private static final Shape ANY = new Shape.Document();
  private static final Shape BLOB = new Shape.Blob();
  private static final Shape FLAG = new Shape.Flag();
  private static final Shape TOOL_NAME = text(1, 64, "[a-zA-Z0-9_-]+");
  private static final Shape TOOL_USE_ID = text(1, 64, "[a-zA-Z0-9_.:-]+");
  private static final Shape S3 =
      struct("S3Location", "uri*", text(1, 1024), "bucketOwner", text(12, 12));
  private static final Shape MEDIA = union("MediaSource", "bytes", BLOB, "s3Location", S3);
  private static final Shape PLAIN_TEXT = struct("Text", "text*", text());
  private static final Shape CACHE_POINT =
      struct("CachePointBlock", "type*", oneOf("default"), "ttl", oneOf("5m", "1h"));
  private static final Shape CITATIONS = struct("CitationsConfig", "enabled*", FLAG);
  private static final Shape MEDIA_ERROR = struct("MediaError", "message", text());

  private static final Shape IMAGE =
      struct(
          "ImageBlock",
          "format*",
          oneOf("png", "jpeg", "gif", "webp"),
          "source*",
          MEDIA,
          "error",
          MEDIA_ERROR);
  // A recorded request with the format `video/mp4` was accepted, so that spelling is too.
  private static final Shape VIDEO =
      struct(
          "VideoBlock",
          "format*",
          text(1, 20, "(video/)?(mkv|mov|mp4|webm|flv|mpeg|mpg|wmv|three_gp)"),
          "source*",
          MEDIA);
  private static final Shape AUDIO =
      struct(
          "AudioBlock",
          "format*",
          oneOf(
              "mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "mka", "x-aac", "m4a",
              "mpeg", "mpga", "pcm", "webm"),
          "source*",
          MEDIA,
          "error",
          MEDIA_ERROR);
  private static final Shape DOCUMENT =
      struct(
          "DocumentBlock",
          "format",
          oneOf("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"),
          "name*",
          text(1, 200),
          "source*",
          union(
              "DocumentSource",
              "bytes",
              BLOB,
              "s3Location",
              S3,
              "text",
              text(),
              "content",
              list(PLAIN_TEXT)),
          "context",
          text(),
          "citations",
          CITATIONS);
  private static final Shape SEARCH_RESULT =
      struct(
          "SearchResultBlock",
          "source*",
          text(),
          "title*",
          text(),
          "content*",
          list(PLAIN_TEXT),
          "citations",
          CITATIONS);
  private static final Shape GUARD_CONTENT =
      union(
          "GuardrailConverseContentBlock",
          "text",
          struct(
              "GuardrailConverseTextBlock",
              "text*",
              text(),
              "qualifiers",
              list(oneOf("grounding_source", "query", "guard_content"))),
          "image",
          struct(
              "GuardrailConverseImageBlock",
              "format*",
              oneOf("png", "jpeg"),
              "source*",
              union("GuardrailConverseImageSource", "bytes", BLOB)));
  private static final Shape TOOL_USE =
      struct(
          "ToolUseBlock",
          "toolUseId*",
          TOOL_USE_ID,
          "name*",
          TOOL_NAME,
          "input*",
          ANY,
          "type",
          oneOf("server_tool_use", "tool_use"));
  private static final Shape TOOL_RESULT =
      struct(
          "ToolResultBlock",
          "toolUseId*",
          TOOL_USE_ID,
          "content*",
          list(
              union(
                  "ToolResultContentBlock",
                  "json",
                  ANY,
                  "text",
                  text(),
                  "image",
                  IMAGE,
                  "document",
                  DOCUMENT,
                  "video",
                  VIDEO,
                  "searchResult",
                  SEARCH_RESULT)),
          "status",
          oneOf("success", "error"),
          "type",
          text());
  private static final Shape REASONING =
      union(
          "ReasoningContentBlock",
          "reasoningText",
          struct("ReasoningTextBlock", "text*", text(), "signature", text()),
          "redactedContent",
          BLOB);
  private static final Shape CITATIONS_CONTENT =
      struct(
          "CitationsContentBlock",
          "content",
          list(union("CitationGeneratedContent", "text", text())),
          "citations",
          list(ANY));
  private static final Shape TOOL_CHANGE =
      struct(
          "ToolChange",
          "tool*",
          struct("ToolReference", "type", text(), "name", text(1, 128), "serverName", text()));

  private static final Shape CONTENT =
      union(
          "ContentBlock",
          "text",
          text(),
          "image",
          IMAGE,
          "document",
          DOCUMENT,
          "video",
          VIDEO,
          "audio",
          AUDIO,
          "toolUse",
          TOOL_USE,
          "toolResult",
          TOOL_RESULT,
          "guardContent",
          GUARD_CONTENT,
          "cachePoint",
          CACHE_POINT,
          "reasoningContent",
          REASONING,
          "citationsContent",
          CITATIONS_CONTENT,
          "searchResult",
          SEARCH_RESULT,
          "toolAddition",
          TOOL_CHANGE,
          "toolRemoval",
          TOOL_CHANGE);
  private static final Shape MESSAGES =
      list(
          struct(
              "Message", "role*", oneOf("user", "assistant", "system"), "content*", list(CONTENT)));
  private static final Shape SYSTEM =
      list(
          union(
              "SystemContentBlock",
              "text",
              text(1, Integer.MAX_VALUE),
              "guardContent",
              GUARD_CONTENT,
              "cachePoint",
              CACHE_POINT));
  private static final Shape TOOL_CONFIG =
      struct(
          "ToolConfiguration",
          "tools*",
          new Shape.Sequence(
              union(
                  "Tool",
                  "toolSpec",
                  struct(
                      "ToolSpecification",
                      "name*",
                      TOOL_NAME,
                      "description",
                      text(1, Integer.MAX_VALUE),
                      "inputSchema*",
                      union("ToolInputSchema", "json", ANY),
                      "strict",
                      FLAG),
                  "systemTool",
                  struct("SystemTool", "name*", TOOL_NAME),
                  "cachePoint",
                  CACHE_POINT),
              1,
              Integer.MAX_VALUE),
          "toolChoice",
          union(
              "ToolChoice",
              "auto",
              struct("AutoToolChoice"),
              "any",
              struct("AnyToolChoice"),
              "tool",
              struct("SpecificToolChoice", "name*", TOOL_NAME)));
  private static final Shape INFERENCE =
      struct(
          "InferenceConfiguration",
          "maxTokens",
          new Shape.Whole(1, Integer.MAX_VALUE),
          "temperature",
          new Shape.Decimal(0, 1),
          "topP",
          new Shape.Decimal(0, 1),
          "stopSequences",
          new Shape.Sequence(text(1, Integer.MAX_VALUE), 0, 2500));

  /** What ConverseStream takes; Converse has no streamProcessingMode. */
  static final Shape CONVERSE_STREAM = converse(true);

  static final Shape CONVERSE = converse(false);

  static final Shape COUNT_TOKENS =
      struct(
          "CountTokensRequest",
          "input*",
          union(
              "CountTokensInput",
              "invokeModel",
              struct("InvokeModelTokensRequest", "body*", BLOB),
              "converse",
              struct(
                  "ConverseTokensRequest",
                  "messages",
                  MESSAGES,
                  "system",
                  SYSTEM,
                  "toolConfig",
                  TOOL_CONFIG,
                  "additionalModelRequestFields",
                  ANY)));

  private ConverseShapes() {}

  private static Shape converse(boolean stream) {
    String metadata = "[a-zA-Z0-9\\s:_@$#=/+,\\-.]*";
    Shape trace = oneOf("enabled", "disabled", "enabled_full");
    Shape.Struct guardrail =
        stream
            ? struct(
                "GuardrailStreamConfiguration",
                "guardrailIdentifier",
                text(),
                "guardrailVersion",
                text(),
                "trace",
                trace,
                "streamProcessingMode",
                oneOf("sync", "async"))
            : struct(
                "GuardrailConfiguration",
                "guardrailIdentifier",
                text(),
                "guardrailVersion",
                text(),
                "trace",
                trace);
    return struct(
        stream ? "ConverseStreamRequest" : "ConverseRequest",
        "messages",
        MESSAGES,
        "system",
        SYSTEM,
        "inferenceConfig",
        INFERENCE,
        "toolConfig",
        TOOL_CONFIG,
        "guardrailConfig",
        guardrail,
        "additionalModelRequestFields",
        ANY,
        "additionalModelResponseFieldPaths",
        new Shape.Sequence(text(1, 256), 0, 10),
        "promptVariables",
        new Shape.Table(text(), union("PromptVariableValues", "text", text()), 0, 1000),
        "requestMetadata",
        new Shape.Table(text(1, 256, metadata), text(0, 256, metadata), 1, 16),
        "performanceConfig",
        struct("PerformanceConfiguration", "latency", oneOf("standard", "optimized")),
        "serviceTier",
        struct("ServiceTier", "type*", oneOf("priority", "default", "flex", "reserved")),
        "outputConfig",
        outputConfig());
  }

  private static Shape outputConfig() {
    return struct(
        "OutputConfig",
        "textFormat",
        struct(
            "OutputFormat",
            "type*",
            oneOf("json_schema"),
            "structure*",
            union(
                "OutputFormatStructure",
                "jsonSchema",
                struct(
                    "JsonSchemaDefinition",
                    "schema*",
                    text(1, Integer.MAX_VALUE),
                    "name",
                    text(),
                    "description",
                    text()))),
        "effort",
        text(1, 16));
  }
}

package routec.runtime.translate;

import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;

/**
 * Takes a chat's contents in order and spells them for one backend API.
 *
 * <p>Texts are the bodies of JSON strings. {@code cache} is the client's {@code cache_control}
 * value, empty where there is none. {@code at} is the place in the request, for faults and drops.
 */
interface ChatSink {
  void system(Slice rawText, Slice cache, String at);

  void userText(Slice rawText, Slice cache, String at);

  /**
   * Says what comes next in a turn or a result, before its bytes are had.
   *
   * @throws RequestFault if the model takes no such thing
   */
  void expect(Media.Kind kind, String at);

  void userAttachment(Attachment attachment, Slice cache, String at);

  void assistantText(Slice rawText, Slice cache, String at);

  /** A thinking block with its signature. */
  void thinking(Slice rawText, Slice rawSignature, String at);

  /** A thinking block that only its model can read. */
  void redacted(Slice rawData, String at);

  /** A tool call; {@code input} is a JSON object. */
  void call(String id, String name, Slice input);

  void beginResult(String id);

  void resultText(Slice rawText);

  void resultAttachment(Attachment attachment, String at);

  /** Whether the backend fetches images by their addresses itself. */
  boolean fetchesImages();

  /** Ends a result; one without content gets some, as backends refuse an empty one. */
  void endResult(boolean error, Slice cache, String at);
}

package routec.runtime.spi;

import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonMembers;

/**
 * One client request that has been read, checked and found to name a model.
 *
 * @param endpoint what the client calls
 * @param id the request's id, in every log line and reply about it
 * @param headers the client's headers that routes may see; hop-by-hop headers and the client's own
 *     credentials are not among them
 * @param body the whole body, one JSON object
 * @param members the body's members, checked
 * @param model the model as the client spells it
 * @param stream whether the client wants a stream
 * @param images fetches what the call names by address
 */
public record Call(
    Endpoint endpoint,
    String id,
    Headers headers,
    Slice body,
    JsonMembers members,
    String model,
    boolean stream,
    Images images) {

  /** A call for which nothing is fetched. */
  public Call(
      Endpoint endpoint,
      String id,
      Headers headers,
      Slice body,
      JsonMembers members,
      String model,
      boolean stream) {
    this(endpoint, id, headers, body, members, model, stream, Images.OFF);
  }

  /** No content: only what identifies the call. */
  @Override
  public String toString() {
    return "Call[" + endpoint + " " + id + "]";
  }
}

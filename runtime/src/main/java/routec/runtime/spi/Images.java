package routec.runtime.spi;

import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;

/**
 * Fetches the images that one call names by address, for backends that take bytes alone.
 *
 * <p>A translator asks while it writes and waits for the answer, on the call's virtual thread. A
 * call that fails over asks again and gets the same bytes.
 */
public interface Images {
  /** What holds unless the operator wants otherwise. */
  Images OFF = new Off();

  /**
   * The bytes of an image, whatever they are.
   *
   * @param field the request's field that holds the address
   * @throws RequestFault if the address may not be fetched from or holds no such thing
   */
  Slice fetch(String url, String field);

  /** Fetches nothing. */
  final class Off implements Images {
    private Off() {}

    @Override
    public Slice fetch(String url, String field) {
      throw RequestFault.invalid(
          field,
          "`"
              + field
              + "` must hold the image itself, in base64: this gateway fetches no images (its"
              + " operator can turn that on by the setting `images.fetch`).");
    }
  }
}

package routec.runtime.upstream;

import java.io.IOException;

/** An image is not fetched; the message goes on after "can't be fetched:". */
final class ImageRefused extends IOException {
  private static final long serialVersionUID = 1L;

  ImageRefused(String why) {
    super(why);
  }
}

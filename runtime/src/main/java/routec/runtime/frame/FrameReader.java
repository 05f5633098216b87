package routec.runtime.frame;

import java.io.IOException;
import java.util.Optional;

/** Reads the frames of one upstream stream, one after the other. */
public interface FrameReader {
  /**
   * The next frame, or empty where the stream ends between two frames.
   *
   * @throws IOException if the connection fails
   * @throws routec.runtime.fault.ProviderFault if the stream is cut within a frame or broken
   */
  Optional<Frame> next() throws IOException;
}

package routec.runtime.translate;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.Images;

/** Images that messages name by address are found wherever they stand. */
class FetchedImagesTest {
  private static final String IMAGE =
      "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x\"}}";

  @Test
  void noPlaceInTheMessagesHidesAnAddress() {
    for (int before = 0; before < 40; before++) {
      for (int behind = 0; behind < 10; behind++) {
        Slice messages =
            Slice.utf8(
                " ".repeat(before)
                    + "[{\"role\":\"user\",\"content\":["
                    + IMAGE
                    + "]}]"
                    + " ".repeat(behind));
        assertThrows(RequestFault.class, () -> FetchedImages.inlined(messages, Images.OFF, true));
      }
    }
  }

  @Test
  void messagesWithoutAnAddressStayTheSame() {
    for (String text : new String[] {"", "url", "\\\"url\\\"", "\\\"ur", "u\\\"u\\\"url"}) {
      Slice messages = Slice.utf8("[{\"role\":\"user\",\"content\":\"" + text + "\"}]");
      assertSame(messages, FetchedImages.inlined(messages, Images.OFF, true));
    }
  }
}

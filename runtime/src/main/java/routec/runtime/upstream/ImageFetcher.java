package routec.runtime.upstream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Images;
import routec.runtime.spi.Target;

/**
 * Fetches the images that clients name by address, and nothing else that clients could be after.
 *
 * <p>A name is resolved once; unless the operator vouches for its host, all its addresses must be
 * public and its port 443, and to one of those very addresses the connection goes, past proxies and
 * settings that lead elsewhere. Its certificate must be the host's. A redirect is judged like a
 * fresh address. No credentials, no cookies and no headers of the client go along.
 */
public final class ImageFetcher {
  private static final int MOST_HOPS = 3;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** An image is held as it came, in base64, and within the request that goes upstream. */
  private static final long COPIES = 4;

  private final Dialer dialer;
  private final ImageLimits limits;

  ImageFetcher(Dialer dialer, ImageLimits limits) {
    this.dialer = dialer;
    this.limits = limits;
  }

  /**
   * The images of one call.
   *
   * @param memory told of every byte that the call then holds; may throw where there is no room
   */
  public Images of(Cancellation cancellation, LongConsumer memory) {
    return new OfCall(cancellation, memory);
  }

  /** What was fetched for a call is kept for its other attempts. */
  private final class OfCall implements Images {
    private final Cancellation cancellation;
    private final LongConsumer memory;
    private final Map<String, Slice> fetched = new HashMap<>();
    private long millisLeft = limits.millis();

    private OfCall(Cancellation cancellation, LongConsumer memory) {
      this.cancellation = cancellation;
      this.memory = memory;
    }

    @Override
    public Slice fetch(String url, String field) {
      Slice known = fetched.get(url);
      if (known != null) {
        return known;
      }
      if (fetched.size() >= limits.count()) {
        throw RequestFault.invalid(
            field,
            "`" + field + "` is one image too many: at most " + limits.count() + " are fetched.");
      }
      long begun = System.nanoTime();
      try {
        Slice image = follow(url, begun + millisLeft * 1_000_000);
        memory.accept(COPIES * image.length());
        fetched.put(url, image);
        return image;
      } catch (IOException e) {
        throw RequestFault.invalid(
            field, "The image at `" + field + "` can't be fetched: " + why(e) + ".");
      } finally {
        millisLeft -= (System.nanoTime() - begun) / 1_000_000;
      }
    }

    private Slice follow(String url, long deadline) throws IOException {
      ImageAddress address = ImageAddress.of(url);
      for (int hop = 0; hop <= MOST_HOPS; hop++) {
        Reply reply = ask(address, deadline, cancellation);
        if (reply.next.isEmpty()) {
          return reply.image;
        }
        address = reply.next.get();
      }
      throw new ImageRefused("it leads on more than " + MOST_HOPS + " times");
    }
  }

  /** An image, or where to ask instead. */
  private record Reply(Slice image, Optional<ImageAddress> next) {}

  private static String why(IOException e) {
    return switch (e) {
      case ImageRefused refused -> String.valueOf(refused.getMessage());
      case SocketTimeoutException _ -> "it took too long";
      default -> "its server can't be reached, or broke off";
    };
  }

  private Reply ask(ImageAddress address, long deadline, Cancellation cancellation)
      throws IOException {
    List<InetSocketAddress> places = allowed(address, deadline);
    Target target = Target.tls(address.host(), address.port(), address.host());
    Connection connection;
    try {
      connection = dialer.dial(target, places, deadline, cancellation);
    } catch (Fault unreachable) {
      throw new IOException(unreachable.getMessage(), unreachable);
    }
    try (Cancellation.Registration _ = cancellation.onCancel(connection::abort)) {
      byte[] request = request(target, address);
      connection.write(request, 0, request.length);
      connection.readWithin(limits.millis(), deadline);
      return read(address, connection);
    } catch (Fault broken) {
      throw new IOException(broken.getMessage(), broken);
    } finally {
      connection.abort();
    }
  }

  /** The places that an address stands for, if all of them may be asked. */
  private List<InetSocketAddress> allowed(ImageAddress address, long deadline) throws IOException {
    boolean vouched = limits.hosts().contains(address.host() + ":" + address.port());
    if (!vouched && !limits.hosts().isEmpty()) {
      throw new ImageRefused("this gateway fetches from certain hosts only");
    }
    if (!vouched && address.port() != 443) {
      throw new ImageRefused("its port is not 443");
    }
    List<InetSocketAddress> places = Dialer.addresses(address.host(), address.port(), deadline);
    if (!vouched
        && !places.stream().allMatch(place -> PublicAddresses.contains(place.getAddress()))) {
      throw new ImageRefused("its address is not a public one");
    }
    return places;
  }

  private static byte[] request(Target target, ImageAddress address) {
    ByteWriter out = new ByteWriter(256);
    out.ascii("GET ").ascii(address.path()).ascii(" HTTP/1.1\r\nhost: ");
    out.ascii(target.authority()).ascii("\r\naccept: image/*\r\naccept-encoding: identity\r\n");
    out.ascii("user-agent: routec\r\nconnection: close\r\n\r\n");
    return out.bytes();
  }

  private Reply read(ImageAddress address, Connection connection) throws IOException {
    ReplyHeadReader.Parsed parsed = ReplyHeadReader.read(connection);
    Headers headers = parsed.head().headers();
    int status = parsed.head().status();
    if (REDIRECTS.contains(status)) {
      String location = headers.first("location").orElse("");
      return new Reply(Slice.EMPTY, Optional.of(address.leadsTo(location)));
    }
    if (status != 200) {
      throw new ImageRefused("its server answered " + status);
    }
    String coding = headers.first("content-encoding").orElse("identity");
    if (!coding.equalsIgnoreCase("identity")) {
      throw new ImageRefused("its server sent it compressed");
    }
    return new Reply(body(ReplyBody.of(parsed, connection)), Optional.empty());
  }

  private Slice body(ReplyBody body) throws IOException {
    byte[] bytes = body.readNBytes(limits.bytes() + 1);
    if (bytes.length > limits.bytes()) {
      throw new ImageRefused("it is larger than " + limits.bytes() + " bytes");
    }
    return Slice.of(bytes);
  }
}

package routec.runtime.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where a client says that an image is: an https address, judged as far as it alone allows. */
record ImageAddress(URI uri) {
  private static final int LONGEST = 8_192;

  /** As DNS has it; the pattern below would run out of stack with names of some thousand labels. */
  private static final int LONGEST_NAME = 253;

  private static final int USUAL_PORT = 443;

  /** What a certificate and a resolver take for a name; numbers for an address are among them. */
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * @throws ImageRefused if it is none that could be fetched
   */
  static ImageAddress of(String url) throws ImageRefused {
    if (url.length() > LONGEST) {
      throw new ImageRefused("its address is longer than " + LONGEST + " characters");
    }
    try {
      return of(new URI(new URI(url).toASCIIString()));
    } catch (URISyntaxException e) {
      throw new ImageRefused("that is no address");
    }
  }

  private static ImageAddress of(URI uri) throws ImageRefused {
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw new ImageRefused("only https addresses are fetched");
    }
    if (uri.getRawUserInfo() != null) {
      throw new ImageRefused("its address holds credentials");
    }
    ImageAddress address = new ImageAddress(uri);
    String host = address.host();
    boolean ipv6 = host.indexOf(':') >= 0 && host.indexOf('%') < 0;
    boolean name = host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
    if (uri.getPort() == 0 || uri.getPort() > 65_535 || !ipv6 && !name) {
      throw new ImageRefused("its address names no host");
    }
    return address;
  }

  /**
   * Where a reply sends us on to.
   *
   * @throws ImageRefused if that is none that could be fetched
   */
  ImageAddress leadsTo(String location) throws ImageRefused {
    try {
      return of(uri.resolve(new URI(location)).toString());
    } catch (URISyntaxException e) {
      throw new ImageRefused("it leads on to what is no address");
    }
  }

  /** In lower case, an IPv6 address without brackets; empty where it has none. */
  String host() {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    return uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
  }

  /** The path with its query. */
  String path() {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}

package routec.runtime.attempt;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import routec.runtime.fault.Fault;
import routec.runtime.fault.ProviderFault;
import routec.runtime.spi.Header;
import routec.runtime.spi.UpstreamRequest;

/**
 * What authorized a request, taken out of what its provider says of it: some repeat the key that
 * they refuse, and neither client nor log may have it.
 *
 * @param own the request's headers before it was authorized
 * @param sent the request as it was sent
 */
record Echoes(List<Header> own, UpstreamRequest sent) {
  /** Shorter ones would be found in ordinary words. */
  private static final int SHORTEST = 8;

  /** So much of the beginning is enough to be told: the rest may have been cut off. */
  private static final int TELLING = 12;

  private static final Set<String> PUBLIC = Set.of("host", "x-amz-date", "x-amz-content-sha256");
  private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=";

  /** The same fault without them. */
  Fault without(Fault fault) {
    return fault instanceof ProviderFault provider ? provider.reworded(this::clean) : fault;
  }

  private String clean(String text) {
    return text.isEmpty() ? text : secrets().reduce(text, Echoes::cut);
  }

  private Stream<String> secrets() {
    return sent.headers().stream()
        .filter(header -> !PUBLIC.contains(header.name()) && !own.contains(header))
        .map(header -> secret(header.value()))
        .filter(secret -> secret.length() >= SHORTEST)
        .flatMap(secret -> Stream.of(secret, secret.replace("/", "\\/")).distinct());
  }

  /** The key id of a signature; else the value behind its scheme. */
  private static String secret(String value) {
    if (value.startsWith(SIGNED)) {
      return value.substring(SIGNED.length(), Math.max(SIGNED.length(), value.indexOf('/')));
    }
    return value.substring(value.lastIndexOf(' ') + 1);
  }

  private static String cut(String text, String secret) {
    String begin = secret.substring(0, Math.min(TELLING, secret.length()));
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, from)) {
      out.append(text, from, at).append("[hidden]");
      from = at + begin.length();
      for (int i = begin.length();
          i < secret.length() && text.startsWith(secret.substring(i, i + 1), from);
          i++) {
        from++;
      }
    }
    return out.append(text, from, text.length()).toString();
  }

  /** Without what they hold. */
  @Override
  public String toString() {
    return "Echoes[hidden]";
  }
}

package routec.runtime.server;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every setting of the runtime: its key, its default, what it may be and what it is for. The table
 * in {@code docs/settings.md} is made of this one.
 */
enum Setting {
  SERVER_SOCKET(
      "server.socket",
      Kind.PATH,
      "",
      "Unix socket to listen on, at most 107 bytes long (what the operating system takes); empty:"
          + " a TCP port"),
  SERVER_ADDRESS(
      "server.address", Kind.TEXT, "127.0.0.1", "address to listen on, where there is no socket"),
  SERVER_PORT(
      "server.port",
      Kind.NUMBER,
      "8080",
      0,
      65_535,
      "TCP port to listen on, where there is no socket; 0 for any"),
  SERVER_CONNECTIONS(
      "server.connections", Kind.NUMBER, "10000", 1, 1_000_000, "most client connections at once"),
  SERVER_HEADERS("server.headers", Kind.BYTES, "65536", 1_024, 1_048_576, "largest request head"),
  ADMIN_ADDRESS(
      "admin.address", Kind.TEXT, "127.0.0.1", "address of `/healthz`, `/readyz` and `/metrics`"),
  ADMIN_PORT("admin.port", Kind.NUMBER, "1976", 0, 65_535, "port of the admin; 0 for any"),
  RUNTIME_SECRETS(
      "runtime.secrets",
      Kind.SECRETS,
      "folder",
      "where Secrets come from: a folder that they are mounted in, or the cluster's API server,"
          + " watched with the pod's service account or a kubeconfig"),
  SECRETS_FOLDER(
      "secrets.folder",
      Kind.PATH,
      ".routec/secrets",
      "where secrets are mounted, as `namespace/name/key`"),
  UPSTREAM_RESOLVE(
      "upstream.resolve",
      Kind.PAIRS,
      "",
      "`host:port=address:port`, comma-separated: where to connect instead; names, SNI and"
          + " signatures stay those of the real endpoint"),
  UPSTREAM_TRUST(
      "upstream.trust",
      Kind.PATH,
      "",
      "PEM file of CA certificates that are trusted beside a target's own"),
  UPSTREAM_CONNECTIONS(
      "upstream.connections", Kind.NUMBER, "1024", 1, 100_000, "most connections to one target"),
  UPSTREAM_WAIT(
      "upstream.wait", Kind.SECONDS, "5", 0, 3_600, "how long a call waits for one of them"),
  UPSTREAM_CONNECT(
      "upstream.connect",
      Kind.SECONDS,
      "10",
      0.1,
      3_600,
      "how long connecting may take, all addresses, a proxy and the TLS handshake included, where"
          + " the manifests say nothing"),
  IMAGES_FETCH(
      "images.fetch",
      Kind.FLAG,
      "false",
      "whether images that calls name by https address are fetched, for backends that take bytes"
          + " alone: from public addresses at port 443 only, past proxies, redirects judged anew"),
  IMAGES_HOSTS(
      "images.hosts",
      Kind.HOSTS,
      "",
      "`host` or `host:port`, comma-separated: the only places to fetch from, whatever their"
          + " addresses are; empty: any public one"),
  IMAGES_BYTES(
      "images.bytes", Kind.BYTES, "5242880", 1, 104_857_600, "largest image that is fetched"),
  IMAGES_COUNT("images.count", Kind.NUMBER, "20", 1, 1_000, "most images fetched for one call"),
  IMAGES_WAIT(
      "images.wait", Kind.SECONDS, "10", 0.1, 3_600, "how long all of a call's images may take"),
  LIMITS_BODY(
      "limits.body",
      Kind.BYTES,
      "0",
      0,
      1_073_741_824,
      "largest request body whatever the manifests say; 0: what they say, by default 50 MiB"),
  LIMITS_CALLS(
      "limits.calls", Kind.NUMBER, "4096", 1, 1_000_000, "most calls that are served at once"),
  LIMITS_QUEUE(
      "limits.queue",
      Kind.NUMBER,
      "1024",
      0,
      1_000_000,
      "most calls that wait for their turn; more get 503 at once"),
  LIMITS_WAIT(
      "limits.wait", Kind.SECONDS, "1", 0, 3_600, "how long a call waits for its turn, then 503"),
  LIMITS_MEMORY(
      "limits.memory",
      Kind.BYTES,
      "0",
      0,
      2_147_483_647,
      "most bytes of bodies that are held at once, then 503; 0: a quarter of the heap"),
  TIMEOUTS_HEAD(
      "timeouts.head",
      Kind.SECONDS,
      "10",
      0.1,
      3_600,
      "how long a request's head may take from its first byte, then 408"),
  TIMEOUTS_BODY(
      "timeouts.body", Kind.SECONDS, "300", 0.1, 86_400, "how long its body may take, then 408"),
  TIMEOUTS_KEEP(
      "timeouts.keep",
      Kind.SECONDS,
      "300",
      1,
      86_400,
      "how long a client's connection may be unused; longer than Envoy keeps it (3)"),
  TIMEOUTS_WRITE(
      "timeouts.write",
      Kind.SECONDS,
      "60",
      0.1,
      86_400,
      "how long a client may take for 64 KiB of its reply before its connection is closed"),
  TIMEOUTS_CALL(
      "timeouts.call",
      Kind.SECONDS,
      "900",
      0.001,
      86_400,
      "how long a whole call may take, where its rule says nothing"),
  TIMEOUTS_FIRST_BYTE(
      "timeouts.first-byte",
      Kind.SECONDS,
      "600",
      0.001,
      86_400,
      "how long a provider may take to begin its reply"),
  TIMEOUTS_IDLE(
      "timeouts.idle", Kind.SECONDS, "300", 0.001, 86_400, "how long a begun reply may be silent"),
  TIMEOUTS_PING(
      "timeouts.ping",
      Kind.SECONDS,
      "10",
      0.01,
      86_400,
      "after how much silence a begun stream pings its client"),
  TIMEOUTS_NOTICE(
      "timeouts.notice",
      Kind.SECONDS,
      "0.5",
      0,
      3_600,
      "on SIGTERM: how long `/readyz` fails, and replies end their connection, before new"
          + " connections are refused"),
  TIMEOUTS_DRAIN(
      "timeouts.drain",
      Kind.SECONDS,
      "30",
      0,
      86_400,
      "on SIGTERM: how long calls may then finish"),
  LOG_ACCESS("log.access", Kind.FLAG, "true", "one JSON line a call"),
  LOG_FILE(
      "log.file", Kind.PATH, "", "the file that those lines are added to; empty: standard output");

  /** What a setting's text means. */
  enum Kind {
    TEXT("text", ".+", "a text that is not empty"),
    PATH("path", ".*", "a path"),
    PAIRS(
        "pairs",
        "|[^=,\\s]+:\\d+=[^=,\\s]+:\\d+(\\s*,\\s*[^=,\\s]+:\\d+=[^=,\\s]+:\\d+)*",
        "host:port=address:port, comma-separated"),
    HOSTS(
        "hosts",
        "|[^\\s,:/]+(:\\d{1,5})?(\\s*,\\s*[^\\s,:/]+(:\\d{1,5})?)*",
        "host or host:port, comma-separated"),
    SECRETS("`folder` or `kubernetes`", "folder|kubernetes", "folder or kubernetes"),
    FLAG("`true` or `false`", "true|false", "true or false"),
    NUMBER("number", "\\d{1,10}", "a whole number"),
    BYTES("bytes", "\\d{1,10}", "a whole number of bytes"),
    SECONDS("seconds", "\\d{1,10}(\\.\\d{1,3})?", "a number of seconds");

    private final String shown;
    private final Pattern pattern;
    private final String wanted;

    Kind(String shown, String pattern, String wanted) {
      this.shown = shown;
      this.pattern = Pattern.compile(pattern);
      this.wanted = wanted;
    }

    private boolean isMeasured() {
      return this == NUMBER || this == BYTES || this == SECONDS;
    }
  }

  private final String key;
  private final Kind kind;
  private final String byDefault;
  private final BigDecimal least;
  private final BigDecimal most;
  private final String purpose;

  Setting(String key, Kind kind, String byDefault, String purpose) {
    this(key, kind, byDefault, 0, 0, purpose);
  }

  Setting(String key, Kind kind, String byDefault, double least, double most, String purpose) {
    this.key = key;
    this.kind = kind;
    this.byDefault = byDefault;
    this.least = BigDecimal.valueOf(least);
    this.most = BigDecimal.valueOf(most);
    this.purpose = purpose;
  }

  String key() {
    return key;
  }

  String byDefault() {
    return byDefault;
  }

  String purpose() {
    return purpose;
  }

  /** What the setting may be, for people. */
  String limits() {
    return kind.isMeasured() ? kind.shown + ", " + plain(least) + " to " + plain(most) : kind.shown;
  }

  /** The environment variable that sets it. */
  String variable() {
    return "ROUTEC_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** What a value should be instead; nothing if it is good. */
  Optional<String> problem(String value) {
    boolean good = kind.pattern.matcher(value).matches();
    if (!kind.isMeasured()) {
      return good ? Optional.empty() : Optional.of(kind.wanted);
    }
    BigDecimal number = good ? new BigDecimal(value) : BigDecimal.valueOf(-1);
    return number.compareTo(least) >= 0 && number.compareTo(most) <= 0
        ? Optional.empty()
        : Optional.of(kind.wanted + " from " + plain(least) + " to " + plain(most));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}

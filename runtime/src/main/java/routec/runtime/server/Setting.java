package routec.runtime.server;

/**
 * Every setting of the runtime: its key, its default and what it is for. The table in {@code
 * docs/settings.md} is checked against this one.
 */
enum Setting {
  SERVER_SOCKET("server.socket", "", "Unix socket to listen on, at most 107 bytes long; empty: a TCP port"),
  SERVER_ADDRESS("server.address", "127.0.0.1", "address to listen on, where there is no socket"),
  SERVER_PORT("server.port", "8080", "TCP port to listen on, where there is no socket; 0 for any"),
  SERVER_CONNECTIONS("server.connections", "10000", "most client connections at once"),
  SERVER_HEADERS("server.headers", "65536", "largest request head, in bytes"),
  ADMIN_ADDRESS("admin.address", "127.0.0.1", "address of /healthz, /readyz and /metrics"),
  ADMIN_PORT("admin.port", "1976", "port of the admin; 0 for any"),
  SECRETS_FOLDER("secrets.folder", ".routec/secrets", "where secrets are mounted: namespace/name/key"),
  UPSTREAM_RESOLVE("upstream.resolve", "", "host:port=address:port, comma-separated: where to connect instead"),
  UPSTREAM_TRUST("upstream.trust", "", "PEM file of CA certificates that are trusted beside a target's own"),
  UPSTREAM_CONNECTIONS("upstream.connections", "1024", "most connections to one target"),
  UPSTREAM_WAIT("upstream.wait", "5", "seconds that a call waits for one of them"),
  LIMITS_CALLS("limits.calls", "4096", "most calls at once; more get 503"),
  LIMITS_WAIT("limits.wait", "1", "seconds that a call waits for its turn before that"),
  TIMEOUTS_CALL("timeouts.call", "900", "seconds that a whole call may take, where its rule says nothing"),
  TIMEOUTS_FIRST_BYTE("timeouts.first-byte", "600", "seconds until a provider must begin its reply"),
  TIMEOUTS_IDLE("timeouts.idle", "300", "seconds that a begun reply may be silent"),
  TIMEOUTS_PING("timeouts.ping", "10", "seconds of silence after which a begun stream pings its client"),
  TIMEOUTS_DRAIN("timeouts.drain", "30", "seconds that calls get to finish on SIGTERM"),
  TIMEOUTS_NOTICE("timeouts.notice", "0", "seconds between failing /readyz and refusing calls on SIGTERM"),
  LOG_ACCESS("log.access", "true", "one JSON line a call on standard output");

  private final String key;
  private final String byDefault;
  private final String purpose;

  Setting(String key, String byDefault, String purpose) {
    this.key = key;
    this.byDefault = byDefault;
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
}

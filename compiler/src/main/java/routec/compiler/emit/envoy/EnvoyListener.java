package routec.compiler.emit.envoy;

import static routec.compiler.emit.envoy.Nodes.extension;
import static routec.compiler.emit.envoy.Nodes.list;
import static routec.compiler.emit.envoy.Nodes.map;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routec.compiler.plan.ListenerPlan;

/** Writes one listener of Envoy: the Gateway listeners of one port. */
final class EnvoyListener {
  /** Longer than any model thinks: what a call may take is the runtime's to decide. */
  private static final String SILENCE = "3600s";

  /**
   * How often to knock at a runtime that is not there, 0.25 s apart on average: about ten seconds,
   * in which a killed one gets its successor. Nothing has been sent by then, so nothing is sent
   * twice.
   */
  private static final int WAITS_FOR_A_RUNTIME = 40;

  private final String address;
  private final int port;
  private final List<ListenerPlan> listeners;
  private final String cluster;

  EnvoyListener(String address, int port, List<ListenerPlan> listeners, String cluster) {
    this.address = address;
    this.port = port;
    this.listeners = listeners;
    this.cluster = cluster;
  }

  static String name(int port) {
    return "in_" + port;
  }

  static Map<String, Object> socketAddress(String address, int port) {
    return map("socket_address", map("address", address, "port_value", port));
  }

  Map<String, Object> emit() {
    String origins =
        listeners.stream()
            .map(listener -> listener.origin() + " " + listener.name())
            .collect(Collectors.joining(", "));
    return map(
        YamlText.COMMENT,
        origins,
        "name",
        name(port),
        "address",
        socketAddress(address, port),
        "per_connection_buffer_limit_bytes",
        1 << 20,
        "listener_filters_timeout",
        "5s",
        "filter_chains",
        list(map("transport_socket_connect_timeout", "10s", "filters", list(connectionManager()))));
  }

  private Map<String, Object> connectionManager() {
    Map<String, Object> manager =
        extension(
            "envoy.filters.network.http_connection_manager",
            "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix",
            name(port),
            "codec_type",
            "AUTO",
            "server_header_transformation",
            "PASS_THROUGH",
            "use_remote_address",
            true,
            "normalize_path",
            true,
            "merge_slashes",
            true,
            "path_with_escaped_slashes_action",
            "REJECT_REQUEST",
            "strip_any_host_port",
            true,
            "stream_error_on_invalid_http_message",
            true,
            "generate_request_id",
            true,
            "always_set_request_id_in_response",
            true,
            "request_headers_timeout",
            "10s",
            "request_timeout",
            "300s",
            "stream_idle_timeout",
            SILENCE,
            "stream_flush_timeout",
            "60s",
            "delayed_close_timeout",
            "1s",
            "drain_timeout",
            "5s",
            "max_request_headers_kb",
            32,
            "common_http_protocol_options",
            connectionOptions(),
            "http2_protocol_options",
            http2Options(),
            "local_reply_config",
            LocalReplies.config(),
            "access_log",
            list(accessLog()),
            "http_filters",
            list(router()),
            "route_config",
            routes());
    return manager;
  }

  private static Map<String, Object> connectionOptions() {
    return map(
        "idle_timeout", "900s",
        "max_headers_count", 100,
        "headers_with_underscores_action", "REJECT_REQUEST");
  }

  private static Map<String, Object> http2Options() {
    return map(
        "max_concurrent_streams",
        100,
        "initial_stream_window_size",
        1 << 20,
        "initial_connection_window_size",
        4 << 20,
        "connection_keepalive",
        map("interval", "30s", "timeout", "5s"));
  }

  /**
   * What the runtime has answered with success has its line in the runtime's log: Envoy adds what
   * it refused or broke itself, and every error.
   */
  private static Map<String, Object> onlyWhatWentWrong() {
    return map(
        "or_filter",
        map(
            "filters",
            list(
                map("response_flag_filter", map()),
                map(
                    "status_code_filter",
                    map(
                        "comparison",
                        map(
                            "op",
                            "GE",
                            "value",
                            map("default_value", 400, "runtime_key", "routec.status")))))));
  }

  private static Map<String, Object> accessLog() {
    Map<String, Object> log =
        extension(
            "envoy.access_loggers.file",
            "envoy.extensions.access_loggers.file.v3.FileAccessLog",
            "path",
            "/dev/stdout",
            "log_format",
            map(
                "json_format",
                map(
                    "time", "%START_TIME%",
                    "listener", "%REQ(x-routec-listener)%",
                    "method", "%REQ(:method)%",
                    "path", "%REQ(:path)%",
                    "protocol", "%PROTOCOL%",
                    "status", "%RESPONSE_CODE%",
                    "flags", "%RESPONSE_FLAGS%",
                    "details", "%RESPONSE_CODE_DETAILS%",
                    "request_id", "%REQ(x-request-id)%",
                    "client", "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%",
                    "bytes_in", "%BYTES_RECEIVED%",
                    "bytes_out", "%BYTES_SENT%",
                    "duration_ms", "%DURATION%",
                    "first_byte_ms", "%RESPONSE_DURATION%")));
    log.put("filter", onlyWhatWentWrong());
    return log;
  }

  private static Map<String, Object> router() {
    return extension(
        "envoy.filters.http.router",
        "envoy.extensions.filters.http.router.v3.Router",
        "suppress_envoy_headers",
        true);
  }

  private Map<String, Object> routes() {
    Set<String> taken = new HashSet<>();
    List<Object> hosts = new ArrayList<>();
    for (ListenerPlan listener : listeners) {
      String domain = listener.hostname().orElse("*");
      if (taken.add(domain)) {
        hosts.add(virtualHost(listener, domain));
      }
    }
    return map("virtual_hosts", hosts);
  }

  private Map<String, Object> virtualHost(ListenerPlan listener, String domain) {
    return map(
        "name",
        listener.name(),
        "domains",
        list(domain),
        "request_headers_to_add",
        list(
            map(
                "header",
                map("key", "x-routec-listener", "value", listener.name().replace("%", "%%")),
                "append_action",
                "OVERWRITE_IF_EXISTS_OR_ADD")),
        "routes",
        list(
            map(
                "match",
                map("prefix", "/"),
                "route",
                map(
                    "cluster",
                    cluster,
                    "timeout",
                    "0s",
                    "idle_timeout",
                    SILENCE,
                    "retry_policy",
                    map(
                        "retry_on",
                        "connect-failure,refused-stream",
                        "num_retries",
                        WAITS_FOR_A_RUNTIME,
                        "retry_back_off",
                        map("base_interval", "0.1s", "max_interval", "0.5s"))))));
  }
}

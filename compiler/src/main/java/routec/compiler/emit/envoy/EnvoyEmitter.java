package routec.compiler.emit.envoy;

import static routec.compiler.emit.envoy.Nodes.extension;
import static routec.compiler.emit.envoy.Nodes.list;
import static routec.compiler.emit.envoy.Nodes.map;
import static routec.compiler.emit.envoy.Nodes.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.ListenerPlan;

/**
 * Writes the bootstrap of the Envoy in front: one listener a port, everything to the runtime's Unix
 * socket, no body ever parsed.
 */
public final class EnvoyEmitter {
  /** Where the bootstrap lies in the output folder. */
  public static final String PATH = "envoy/envoy.yaml";

  private static final String RUNTIME = "runtime";
  private static final int CONNECTIONS = 10_000;
  private static final long HEAP_BYTES = 1L << 30;

  /**
   * How long a connection to the runtime is kept unused: a runtime that drains waits so long, since
   * only the one who sends can close without losing what was just sent.
   */
  private static final String UNUSED = "3s";

  private final EnvoySettings settings;

  public EnvoyEmitter(EnvoySettings settings) {
    this.settings = settings;
  }

  public GeneratedFile emit(GatewayPlan plan) {
    // Listeners of several hostnames may share a port: for Envoy they are one listener.
    Map<Integer, List<ListenerPlan>> ports = new TreeMap<>();
    for (ListenerPlan listener : plan.listeners()) {
      ports.computeIfAbsent(listener.port(), _ -> new ArrayList<>()).add(listener);
    }
    List<Object> listeners = new ArrayList<>();
    ports.forEach((port, sharing) ->
        listeners.add(new EnvoyListener(settings.address(), port, sharing, RUNTIME).emit()));
    Map<String, Object> bootstrap =
        map(
            YamlText.COMMENT,
            GeneratedFile.MARK,
            "node",
            map("id", "routec", "cluster", "routec"),
            "admin",
            admin(),
            "overload_manager",
            overload(),
            "layered_runtime",
            connectionLimits(ports),
            "static_resources",
            map("listeners", listeners, "clusters", list(runtime())),
            "stats_config",
            stats());
    return new GeneratedFile(PATH, YamlText.of(bootstrap));
  }

  private Map<String, Object> admin() {
    return map(
        "address",
        EnvoyListener.socketAddress("127.0.0.1", settings.adminPort()),
        "allow_paths",
        list(map("exact", "/ready"), map("prefix", "/stats"), map("prefix", "/drain_listeners")));
  }

  private static Map<String, Object> overload() {
    String heap = "envoy.resource_monitors.fixed_heap";
    return map(
        "refresh_interval",
        "0.25s",
        "resource_monitors",
        list(
            extension(
                heap,
                "envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig",
                "max_heap_size_bytes",
                HEAP_BYTES),
            extension(
                "envoy.resource_monitors.global_downstream_max_connections",
                "envoy.extensions.resource_monitors.downstream_connections.v3"
                    + ".DownstreamConnectionsConfig",
                "max_active_downstream_connections",
                CONNECTIONS)),
        "actions",
        list(
            action("shrink_heap", heap, 0.9),
            action("disable_http_keepalive", heap, 0.92),
            action("stop_accepting_requests", heap, 0.95),
            map(
                "name",
                "envoy.overload_actions.reset_high_memory_stream",
                "triggers",
                list(
                    map(
                        "name",
                        heap,
                        "scaled",
                        map("scaling_threshold", 0.85, "saturation_threshold", 0.95))))),
        "buffer_factory_config",
        map("minimum_account_to_track_power_of_two", 20));
  }

  private static Map<String, Object> action(String name, String monitor, double threshold) {
    return map(
        "name",
        "envoy.overload_actions." + name,
        "triggers",
        list(map("name", monitor, "threshold", map("value", threshold))));
  }

  private static Map<String, Object> connectionLimits(Map<Integer, List<ListenerPlan>> ports) {
    Map<String, Object> limits = map();
    ports
        .keySet()
        .forEach(
            port -> limits.put(EnvoyListener.name(port), map("connection_limit", CONNECTIONS)));
    return map(
        "layers",
        list(
            map(
                "name",
                "static",
                "static_layer",
                map("envoy", map("resource_limits", map("listener", limits))))));
  }

  private Map<String, Object> runtime() {
    return map(
        "name",
        RUNTIME,
        "type",
        "STATIC",
        "connect_timeout",
        "1s",
        "per_connection_buffer_limit_bytes",
        1 << 20,
        "load_assignment",
        map(
            "cluster_name",
            RUNTIME,
            "endpoints",
            list(
                map(
                    "lb_endpoints",
                    list(
                        map(
                            "endpoint",
                            map("address", map("pipe", map("path", settings.socket())))))))),
        "circuit_breakers",
        map(
            "thresholds",
            list(
                map(
                    "max_connections", CONNECTIONS,
                    "max_pending_requests", CONNECTIONS,
                    "max_requests", CONNECTIONS,
                    "max_retries", CONNECTIONS))),
        "typed_extension_protocol_options",
        map(
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
            typed(
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
                "common_http_protocol_options",
                map("idle_timeout", UNUSED),
                "explicit_http_config",
                map("http_protocol_options", map()))));
  }

  private static Map<String, Object> stats() {
    List<Object> patterns = new ArrayList<>();
    for (String prefix :
        List.of("http.in_", "cluster." + RUNTIME + ".", "listener.", "server.", "overload.")) {
      patterns.add(map("prefix", prefix));
    }
    return map("stats_matcher", map("inclusion_list", map("patterns", patterns)));
  }
}

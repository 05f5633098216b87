package routec.runtime.secrets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * A stand-in for the part of Kubernetes' API server that lists and watches Secrets and ConfigMaps
 * by name: the paths, field selectors, resource versions and events are those of its API.
 */
public final class ApiServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Map<String, String>> objects = new TreeMap<>();
  private final Map<String, Map<String, String>> deleted = new TreeMap<>();
  private final List<Watching> watchers = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int refusal;
  private int version = 100;

  /** One open watch: lines to send; an empty one ends it. */
  private record Watching(String place, LinkedBlockingQueue<String> events) {}

  public ApiServer() throws IOException {
    this(0);
  }

  ApiServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/namespaces/", this::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** Creates or changes an object; its values are texts by key. */
  public synchronized void put(
      String resource, String namespace, String name, String... keysAndValues) {
    Map<String, String> data = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      data.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    String place = place(resource, namespace, name);
    version++;
    boolean news = objects.put(place, data) == null;
    tell(place, (news ? "ADDED" : "MODIFIED"), data);
  }

  public synchronized void delete(String resource, String namespace, String name) {
    String place = place(resource, namespace, name);
    version++;
    Map<String, String> last = Optional.ofNullable(objects.remove(place)).orElseThrow();
    deleted.put(place, last);
    tell(place, "DELETED", last);
  }

  /** From now on every request is answered with this status; 0 for as it should be. */
  void refuse(int status) {
    refusal = status;
  }

  /** Ends all watches, as the API server does after some minutes, or when it restarts. */
  void endWatches() {
    watchers.forEach(watching -> watching.events.add(""));
  }

  /** Tells all watches that their resource version is too old, as after a compaction. */
  void expireWatches() {
    String gone =
        "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":"
            + "\"Failure\",\"message\":\"too old resource version\",\"reason\":\"Expired\","
            + "\"code\":410}}\n";
    watchers.forEach(watching -> watching.events.addAll(List.of(gone, "")));
  }

  int watches() {
    return watchers.size();
  }

  long lists() {
    return asked.stream().filter(query -> !query.contains("watch=true")).count();
  }

  @Override
  public void close() {
    endWatches();
    server.stop(0);
  }

  private void tell(String place, String type, Map<String, String> data) {
    String event = event(place, type, data);
    watchers.stream()
        .filter(watching -> watching.place.equals(place))
        .forEach(watching -> watching.events.add(event));
  }

  private void serve(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    asked.add(path[5] + " " + query);
    if (refusal != 0) {
      String status =
          "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d}"
              .formatted(refusal);
      send(exchange, refusal, status);
      return;
    }
    String name = query.replaceFirst(".*fieldSelector=metadata\\.name=([^&]*).*", "$1");
    String place = place(path[5], path[4], name);
    if (query.contains("watch=true")) {
      watch(exchange, place, query);
    } else {
      send(exchange, 200, list(place));
    }
  }

  private synchronized String list(String place) {
    List<String> items = new ArrayList<>();
    Optional.ofNullable(objects.get(place)).ifPresent(data -> items.add(json(place, data)));
    return "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"%d\"},\"items\":[%s]}"
        .formatted(version, String.join(",", items));
  }

  private void watch(HttpExchange exchange, String place, String query) throws IOException {
    Watching watching = new Watching(place, new LinkedBlockingQueue<>());
    synchronized (this) {
      if (!query.contains("resourceVersion=" + version)) {
        // what happened since that version; a test changes little, so the whole is told again
        Optional.ofNullable(objects.get(place))
            .map(data -> event(place, "MODIFIED", data))
            .or(() ->
                Optional.ofNullable(deleted.get(place)).map(last -> event(place, "DELETED", last)))
            .ifPresent(watching.events::add);
      }
      watchers.add(watching);
    }
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.flush();
      for (String event = watching.events.take();
          !event.isEmpty();
          event = watching.events.take()) {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      watchers.remove(watching);
    }
  }

  private String event(String place, String type, Map<String, String> data) {
    return "{\"type\":\"" + type + "\",\"object\":" + json(place, data) + "}\n";
  }

  private String json(String place, Map<String, String> data) {
    String[] parts = place.split("/", -1);
    boolean secret = parts[0].equals("secrets");
    String members =
        data.entrySet().stream()
            .map(entry ->
                "\"%s\":\"%s\""
                    .formatted(
                        entry.getKey(),
                        secret
                            ? Base64.getEncoder()
                                .encodeToString(entry.getValue().getBytes(StandardCharsets.UTF_8))
                            : entry.getValue().replace("\n", "\\n")))
            .collect(Collectors.joining(","));
    return "{\"kind\":\"%s\",\"apiVersion\":\"v1\",\"metadata\":{\"namespace\":\"%s\",\"name\":\"%s\",\"resourceVersion\":\"%d\"},\"data\":{%s}}"
        .formatted(secret ? "Secret" : "ConfigMap", parts[1], parts[2], version, members);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static String place(String resource, String namespace, String name) {
    return resource + "/" + namespace + "/" + name;
  }
}

package routec.runtime.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The routes of one hostname of a listener, found by model in constant time.
 *
 * <p>Entries are added in order of precedence (Gateway API: more header matches first, then the
 * manifest's order); the first that matches wins.
 */
public final class RouteTable {
  private static final String MODEL_HEADER = "x-ai-eg-model";

  private final Map<String, List<Entry>> byModel;
  private final List<Entry> anyModel;
  private final List<Model> models;

  private RouteTable(Map<String, List<Entry>> byModel, List<Entry> anyModel, List<Model> models) {
    this.byModel = byModel;
    this.anyModel = anyModel;
    this.models = models;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The route for a model and the client's headers. */
  public Optional<Route> match(String model, Headers headers) {
    for (Entry entry : byModel.getOrDefault(model, anyModel)) {
      if (entry.matches(model, headers)) {
        return Optional.of(entry.route);
      }
    }
    return Optional.empty();
  }

  /** The models that rules name exactly, in order, each once. */
  public List<Model> models() {
    return models;
  }

  /** All routes, each once. */
  public Set<Route> routes() {
    Set<Route> routes = new LinkedHashSet<>();
    byModel.values().forEach(entries -> entries.forEach(entry -> routes.add(entry.route)));
    anyModel.forEach(entry -> routes.add(entry.route));
    return routes;
  }

  /** Those of them that can be called at an endpoint. */
  public List<Model> models(Endpoint endpoint) {
    return models.stream()
        .filter(model ->
            byModel.getOrDefault(model.id(), anyModel).stream()
                .anyMatch(entry -> !entry.route.attempts(endpoint).isEmpty()))
        .toList();
  }

  /**
   * A model as {@code /v1/models} lists it.
   *
   * @param id as clients spell it
   * @param ownedBy the manifest's {@code modelsOwnedBy}
   * @param created seconds since 1970
   */
  public record Model(String id, String ownedBy, long created) {}

  private record Entry(String model, List<HeaderMatch> headers, Route route) {
    boolean matches(String called, Headers given) {
      if (!model.isEmpty() && !model.equals(called)) {
        return false;
      }
      for (HeaderMatch match : headers) {
        boolean good =
            match.name().equals(MODEL_HEADER)
                ? match.matches(Headers.of(List.of(new Header(MODEL_HEADER, called))))
                : match.matches(given);
        if (!good) {
          return false;
        }
      }
      return true;
    }
  }

  /** Collects entries in order of precedence. */
  public static final class Builder {
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Model> models = new LinkedHashMap<>();

    /** A rule for one model that {@code /v1/models} lists. */
    public Builder model(Model model, List<HeaderMatch> headers, Route route) {
      models.putIfAbsent(model.id(), model);
      entries.add(new Entry(model.id(), headers, route));
      return this;
    }

    /** A rule for any model (its header matches may constrain {@code x-ai-eg-model} further). */
    public Builder anyModel(List<HeaderMatch> headers, Route route) {
      entries.add(new Entry("", headers, route));
      return this;
    }

    public RouteTable build() {
      List<Entry> any = entries.stream().filter(entry -> entry.model.isEmpty()).toList();
      Map<String, List<Entry>> byModel = new LinkedHashMap<>();
      if (any.isEmpty()) {
        for (Entry entry : entries) {
          byModel.computeIfAbsent(entry.model, _ -> new ArrayList<>()).add(entry);
        }
      } else {
        mergeInOrder(byModel);
      }
      return new RouteTable(Map.copyOf(byModel), any, List.copyOf(models.values()));
    }

    private void mergeInOrder(Map<String, List<Entry>> byModel) {
      List<Entry> anySoFar = new ArrayList<>();
      for (Entry entry : entries) {
        if (entry.model.isEmpty()) {
          anySoFar.add(entry);
          byModel.values().forEach(list -> list.add(entry));
        } else {
          byModel.computeIfAbsent(entry.model, _ -> new ArrayList<>(anySoFar)).add(entry);
        }
      }
    }
  }
}

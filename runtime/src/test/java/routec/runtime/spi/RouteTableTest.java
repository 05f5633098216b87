package routec.runtime.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  @Test
  void aModelFindsItsRuleAndAnUnknownModelFindsNone() {
    RouteTable table =
        RouteTable.builder()
            .model(model("a"), List.of(), route("one"))
            .model(model("b"), List.of(), route("two"))
            .build();
    assertEquals("two", found(table, "b", Headers.NONE));
    assertEquals("none", found(table, "c", Headers.NONE));
  }

  @Test
  void theFirstRuleThatMatchesWinsWhetherItNamesTheModelOrNot() {
    RouteTable table =
        RouteTable.builder()
            .model(model("a"), List.of(new HeaderMatch.Exact("x-team", "red")), route("red a"))
            .anyModel(List.of(new HeaderMatch.Exact("x-team", "red")), route("red"))
            .model(model("a"), List.of(), route("a"))
            .anyModel(List.of(HeaderMatch.Regex.of("x-ai-eg-model", "claude-.*")), route("claude"))
            .build();
    Headers red = Headers.of("X-Team", "red");
    assertEquals("red a", found(table, "a", red));
    assertEquals("red", found(table, "b", red));
    assertEquals("a", found(table, "a", Headers.NONE));
    assertEquals("claude", found(table, "claude-3", Headers.NONE));
    assertEquals("none", found(table, "not-claude-3", Headers.NONE));
  }

  @Test
  void modelsAreListedInOrderAndOnce() {
    RouteTable table =
        RouteTable.builder()
            .model(model("b"), List.of(new HeaderMatch.Exact("x-team", "red")), route("1"))
            .model(model("a"), List.of(), route("2"))
            .model(model("b"), List.of(), route("3"))
            .build();
    assertEquals(List.of("b", "a"), table.models().stream().map(RouteTable.Model::id).toList());
  }

  @Test
  void theMostSpecificHostnameIsChosenAndThePortIsNoPartOfIt() {
    RouteTable exact = RouteTable.builder().build();
    RouteTable wild = RouteTable.builder().build();
    RouteTable any = RouteTable.builder().build();
    ListenerRoutes listener =
        new ListenerRoutes(
            "default/gw/http",
            80,
            1_000,
            List.of(
                new ListenerRoutes.Host("api.example.com", exact),
                new ListenerRoutes.Host("*.example.com", wild),
                new ListenerRoutes.Host("", any)));
    assertEquals(Optional.of(exact), listener.table("API.example.com:8080"));
    assertEquals(Optional.of(wild), listener.table("x.y.example.com"));
    assertEquals(Optional.of(any), listener.table("example.com"));
    assertEquals(Optional.of(any), listener.table("[::1]:80"));
  }

  private static String found(RouteTable table, String model, Headers headers) {
    return table.match(model, headers).map(Route::name).orElse("none");
  }

  private static RouteTable.Model model(String id) {
    return new RouteTable.Model(id, "us", 0);
  }

  private static Route route(String name) {
    return new FixedRoute(name, Set.of(), List.of());
  }
}

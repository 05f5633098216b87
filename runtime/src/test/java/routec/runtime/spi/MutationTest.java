package routec.runtime.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;

/** What manifests change in requests, and that nothing else changes. */
final class MutationTest {
  private static String body(Mutation mutation, String body) {
    Slice padded = Slice.utf8("##" + body + "##");
    Slice inside = new Slice(padded.array(), 2, padded.end() - 2);
    return mutation.apply(outbound(inside, Headers.NONE)).body().text();
  }

  private static Outbound outbound(Slice body, Headers headers) {
    Answer.Whole answer = (_, _) -> new Answered(Slice.EMPTY, routec.runtime.chat.Usage.NONE);
    return new Outbound(
        "/x", headers, body, List.of(), answer, (_, _) -> RequestFault.invalid("", "refused"));
  }

  private static Mutation set(String json, String... path) {
    return Mutation.NONE.setField(json, path);
  }

  private static Mutation remove(String... path) {
    return Mutation.NONE.removeField(path);
  }

  @Test
  void setsFieldsAndLeavesAllOtherBytes() {
    String odd = "{ \"a\" : 1.50e+3 ,\n \"\\u0062\":[1, {\"x\":\"\\u00e9\"}] , \"c\":null }";
    assertEquals(odd.replace("1.50e+3", "[7]"), body(set("[7]", "a"), odd));
    assertEquals(odd.replace("[1, {\"x\":\"\\u00e9\"}]", "0"), body(set("0", "b"), odd));
    assertEquals(odd.replace("null }", "null,\"d\":{\"e\":2} }"), body(set("2", "d", "e"), odd));
    assertEquals("{\"a\":1}", body(set("1", "a"), "{}"));
    assertEquals("{ \"q\\\"\":true}", body(set("true", "q\""), "{ }"));
  }

  @Test
  void setsInsideOfObjectsAndArrays() {
    String body = "{\"o\":{\"a\":1},\"l\":[{\"t\":1},{\"t\":2}],\"s\":\"x\"}";
    assertEquals(
        body.replace("{\"a\":1}", "{\"a\":1,\"b\":{\"c\":3}}"),
        body(set("3", "o", "b", "c"), body));
    assertEquals(body.replace("\"t\":2", "\"t\":9"), body(set("9", "l", "1", "t"), body));
    assertEquals(body, body(set("9", "l", "7", "t"), body));
    assertEquals(body.replace("\"x\"", "{\"y\":1}"), body(set("1", "s", "y"), body));
  }

  @Test
  void removesFieldsWithTheirCommas() {
    assertEquals("{\"b\":2,\"c\":3}", body(remove("a"), "{\"a\":1,\"b\":2,\"c\":3}"));
    assertEquals("{\"a\":1,\"c\":3}", body(remove("b"), "{\"a\":1,\"b\":2,\"c\":3}"));
    assertEquals("{\"a\":1,\"b\":2}", body(remove("c"), "{\"a\":1,\"b\":2,\"c\":3}"));
    assertEquals("{  }", body(remove("a"), "{ \"a\" : 1 }"));
    assertEquals("{ \"b\":2 }", body(remove("a"), "{ \"a\" : 1 , \"b\":2 }"));
    assertEquals("{\"a\":{\"y\":2}}", body(remove("a", "x"), "{\"a\":{\"x\":1,\"y\":2}}"));
    assertEquals("{\"a\":[2]}", body(remove("a", "0"), "{\"a\":[1,2]}"));
    assertEquals("{\"a\":1}", body(remove("z", "y"), "{\"a\":1}"));
    assertEquals("{\"a\":1}", body(remove("a", "y"), "{\"a\":1}"));
  }

  @Test
  void setsAndRemovesHeaders() {
    Mutation mutation =
        Mutation.NONE.removeHeader("x-old").setHeader("x-team", "a").setHeader("accept", "b");
    Headers given = Headers.of("x-old", "1", "accept", "2", "content-type", "3", "x-old", "4");
    Headers now = mutation.apply(outbound(Slice.utf8("{}"), given)).headers();
    assertEquals(
        List.of(
            new Header("content-type", "3"), new Header("x-team", "a"), new Header("accept", "b")),
        now.list());
    assertEquals("x-team: …", mutation.headers().get(1).toString());
  }
}

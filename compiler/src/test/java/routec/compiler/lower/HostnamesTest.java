package routec.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HostnamesTest {
  @Test
  void exactNamesComeFirstThenLongWildcardsThenAny() {
    List<String> sorted =
        Stream.of("", "*.com", "b.example.com", "*.example.com", "a.example.com")
            .sorted(Hostnames.MOST_SPECIFIC_FIRST)
            .toList();
    assertEquals(List.of("a.example.com", "b.example.com", "*.example.com", "*.com", ""), sorted);
  }

  @Test
  void aWildcardCoversLongerNamesButNotItsOwnDomain() {
    assertTrue(Hostnames.covers("*.example.com", "a.example.com"));
    assertTrue(Hostnames.covers("*.example.com", "*.a.example.com"));
    assertTrue(Hostnames.covers("", "*.example.com"));
    assertFalse(Hostnames.covers("*.example.com", "example.com"));
    assertFalse(Hostnames.covers("*.example.com", "*.com"));
    assertFalse(Hostnames.covers("*.example.com", "badexample.com"));
    assertFalse(Hostnames.covers("a.example.com", "b.example.com"));
  }
}

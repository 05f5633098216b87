package routec.runtime.attempt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.ProviderFault;
import routec.runtime.spi.Header;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;

/** Keys that providers repeat. */
final class EchoesTest {
  private static final Header OWN = new Header("anthropic-version", "2023-06-01-and-more");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x-api-key|sk-fake-0123456789|invalid x-api-key: sk-fake-0123456789!|invalid x-api-key:"
            + " [hidden]!",
        "x-api-key|sk-fake-0123456789|sk-fake-0123456789sk-fake-0123456789|[hidden][hidden]",
        "x-api-key|sk-fake-0123456789|invalid: sk-fake-01234…|invalid: [hidden]…",
        "x-api-key|sk-fake-0123456789|invalid: sk-fake-…|invalid: sk-fake-…",
        "authorization|Bearer fake/token+0123456789=|no: fake\\/token+0123456789=|no: [hidden]",
        "authorization|AWS4-HMAC-SHA256 Credential=AKIDFAKEFAKE/20261127/us-east-1|The key"
            + " AKIDFAKEFAKE is unknown|The key [hidden] is unknown",
        "x-amz-security-token|fake-token-0123456789|x-amz-security-token:fake-token-0123456789|"
            + "x-amz-security-token:[hidden]",
        "api-key|short|a short word|a short word",
        "x-amz-date|20261127T101112Z|at 20261127T101112Z|at 20261127T101112Z",
        "x-api-key|sk-fake-0123456789|use 2023-06-01-and-more|use 2023-06-01-and-more",
      })
  void areTakenOutOfWhatTheySay(String name, String value, String said, String told) {
    UpstreamRequest sent =
        new UpstreamRequest(
            Target.plain("a.test", 80),
            "/x",
            List.of(OWN, new Header(name, value)),
            Slice.utf8("{}"));
    ProviderFault fault =
        ProviderFault.refusal(FaultKind.INVALID_REQUEST, 400, said, said, "id")
            .withDetail(said)
            .withOriginal(said);
    ProviderFault clean = (ProviderFault) new Echoes(List.of(OWN), sent).without(fault);
    assertEquals(told, clean.message());
    assertEquals(told, clean.type());
    assertEquals(told, clean.detail().orElse(""));
    assertEquals(told, clean.original().orElse(""));
  }
}

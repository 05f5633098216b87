package routec.compiler.rehearse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import routec.compiler.plan.GatewayPlan;
import routec.runtime.bytes.Slice;
import routec.runtime.server.Rehearsal;
import routec.runtime.spi.Header;
import routec.runtime.spi.Target;
import routec.runtime.spi.UpstreamRequest;

/** A trial as people read it: each request on its way out, then what the client gets. */
public final class TrialText {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final StringBuilder out = new StringBuilder();
  private final GatewayPlan plan;
  private final boolean indented;

  private TrialText(GatewayPlan plan, boolean indented) {
    this.plan = plan;
    this.indented = indented;
  }

  /**
   * @param indented whether JSON bodies are spread over lines instead of shown byte for byte
   */
  public static String of(Trial trial, GatewayPlan plan, boolean indented) {
    TrialText text = new TrialText(plan, indented);
    text.render(trial);
    return text.out.toString();
  }

  private void render(Trial trial) {
    Rehearsal.Played played = trial.played();
    played
        .route()
        .ifPresent(
            route -> line("# rule " + route.name() + ", listener " + trial.listener().name()));
    int number = 0;
    for (Rehearsal.Sent sent : played.sent()) {
      number++;
      line(
          "# attempt "
              + number
              + (number == 1 || trial.answered() ? "" : ", if the one before can't be reached")
              + ": AIServiceBackend "
              + sent.backend().name());
      request(sent);
    }
    if (trial.answered()) {
      line("# the client gets");
      line("HTTP/1.1 " + played.status());
      played.headers().forEach(this::header);
      body(played.body());
    }
  }

  private void request(Rehearsal.Sent sent) {
    UpstreamRequest request = sent.request();
    Target target = request.target();
    line("POST " + request.path() + " HTTP/1.1");
    line("host: " + target.authority());
    request.headers().forEach(this::header);
    line("content-length: " + request.body().length());
    String scheme =
        switch (target.security()) {
          case Target.Plain _ -> "plain HTTP";
          case Target.Tls tls -> "TLS as " + tls.serverName();
        };
    line("# " + Trial.credentials(plan, sent.backend()) + "; over " + scheme);
    line(
        sent.dropped().isEmpty()
            ? "# nothing is dropped"
            : "# dropped: " + String.join(", ", sent.dropped()));
    body(request.body());
  }

  private void header(Header header) {
    line(header.name() + ": " + header.value());
  }

  private void body(Slice body) {
    out.append('\n').append(indented ? indent(body.text()) : body.text());
    if (out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
    out.append('\n');
  }

  private static String indent(String text) {
    try {
      return JSON.readTree(text).toPrettyString();
    } catch (JsonProcessingException _) {
      return text; // events, or no JSON at all
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}

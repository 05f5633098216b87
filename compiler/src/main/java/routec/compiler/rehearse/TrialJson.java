package routec.compiler.rehearse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import routec.compiler.plan.GatewayPlan;
import routec.runtime.server.Rehearsal;
import routec.runtime.spi.Header;
import routec.runtime.spi.Route;
import routec.runtime.spi.Target;

/** A trial as programs read it: format 1, bodies as texts so that no byte of them changes. */
public final class TrialJson {
  private static final int FORMAT = 1;

  private TrialJson() {}

  public static String of(Trial trial, GatewayPlan plan) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeNumberField("format", FORMAT);
      out.writeStringField("listener", trial.listener().name());
      out.writeStringField("rule", trial.played().route().map(Route::name).orElse(""));
      out.writeArrayFieldStart("attempts");
      for (Rehearsal.Sent sent : trial.played().sent()) {
        attempt(sent, plan, out);
      }
      out.writeEndArray();
      if (trial.answered()) {
        out.writeObjectFieldStart("reply");
        out.writeNumberField("status", trial.played().status());
        headers(trial.played().headers(), out);
        out.writeStringField("body", trial.played().body().text());
        out.writeEndObject();
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void attempt(Rehearsal.Sent sent, GatewayPlan plan, JsonGenerator out)
      throws IOException {
    Target target = sent.request().target();
    out.writeStartObject();
    out.writeStringField("backend", sent.backend().name());
    out.writeStringField("credentials", Trial.credentials(plan, sent.backend()));
    out.writeStringField("method", "POST");
    out.writeStringField("host", target.authority());
    out.writeBooleanField("tls", target.security() instanceof Target.Tls);
    out.writeStringField("path", sent.request().path());
    headers(sent.request().headers(), out);
    out.writeStringField("body", sent.request().body().text());
    out.writeArrayFieldStart("dropped");
    for (String name : sent.dropped()) {
      out.writeString(name);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void headers(List<Header> headers, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("headers");
    for (Header header : headers) {
      out.writeStartObject();
      out.writeStringField("name", header.name());
      out.writeStringField("value", header.value());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}

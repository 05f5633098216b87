package routec.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import java.time.Duration;
import java.util.List;
import routec.compiler.plan.MutationPlan;
import routec.compiler.plan.RulePlan;
import routec.compiler.plan.TrafficPlan;
import routec.runtime.spi.Connections;
import routec.runtime.spi.Ejection;
import routec.runtime.spi.Mutation;
import routec.runtime.spi.Retry;
import routec.runtime.spi.Timeouts;
import routec.runtime.spi.Traffic;
import routec.runtime.spi.Trigger;

/** Writes how rules treat their backends: limits of time, retries, connections, mutations. */
final class TrafficCode {
  private TrafficCode() {}

  static CodeBlock timeouts(RulePlan rule) {
    Duration request = rule.requestTimeout();
    Duration attempt = rule.backendTimeout();
    Duration silence = rule.streamIdleTimeout();
    return request.isZero() && attempt.isZero() && silence.isZero()
        ? CodeBlock.of("$T.USUAL", Timeouts.class)
        : CodeBlock.of(
            "$T.ofMillis($L, $L, $L)",
            Timeouts.class,
            millis(request.toMillis()),
            millis(attempt.toMillis()),
            millis(silence.toMillis()));
  }

  static CodeBlock traffic(TrafficPlan plan) {
    CodeBlock.Builder code = CodeBlock.builder().add("$T.USUAL$>$>", Traffic.class);
    plan.retry()
        .ifPresent(
            retry -> code.add("\n$L.with($L)", BackendClass.line(retry.origin()), retry(retry)));
    plan.ejection()
        .ifPresent(ejection ->
            code.add(
                "\n$L.with(new $T($L, $L, $L, $L))",
                BackendClass.line(ejection.origin()),
                Ejection.class,
                ejection.failures(),
                ejection.gatewayErrors(),
                ejection.connectionFailures(),
                millis(ejection.restMillis())));
    plan.connections()
        .ifPresent(connections ->
            code.add(
                "\n$L.with($L)",
                BackendClass.line(connections.origin()),
                connections(connections)));
    return code.add("$<$<").build();
  }

  private static CodeBlock retry(TrafficPlan.Retry retry) {
    CodeBlock.Builder code = CodeBlock.builder();
    if (retry.most().isPresent()) {
      code.add("$T.most($L)", Retry.class, retry.most().getAsInt());
    } else {
      code.add("$T.USUAL", Retry.class);
    }
    if (retry.perPriority() > 0) {
      code.add(".eachPriority($L)", retry.perPriority());
    }
    retry
        .pauseMillis()
        .ifPresent(
            pause -> code.add(".pause($L, $L)", millis(pause.first()), millis(pause.longest())));
    if (!retry.triggers().isEmpty()) {
      List<CodeBlock> triggers =
          retry.triggers().stream()
              .map(name -> CodeBlock.of("$T.$L", Trigger.class, Trigger.valueOf(name)))
              .toList();
      code.add(".on($L)", CodeBlock.join(triggers, ", "));
    }
    if (!retry.statuses().isEmpty()) {
      List<CodeBlock> statuses =
          retry.statuses().stream().map(status -> CodeBlock.of("$L", status)).toList();
      code.add(".onStatus($L)", CodeBlock.join(statuses, ", "));
    }
    retry.parallel().ifPresent(most -> code.add(".atOnce($L, $L)", most, retry.parallelPercent()));
    return code.build();
  }

  private static CodeBlock connections(TrafficPlan.Connections plan) {
    CodeBlock.Builder code = CodeBlock.builder().add("$T.USUAL", Connections.class);
    if (plan.most() >= 0 || plan.waiting() >= 0 || plan.callsEach() >= 0) {
      code.add(".limits($L, $L, $L)", plan.most(), plan.waiting(), plan.callsEach());
    }
    if (plan.connectMillis() >= 0 || plan.idleMillis() >= 0 || plan.lifetimeMillis() >= 0) {
      code.add(
          ".times($L, $L, $L)",
          millis(plan.connectMillis()),
          millis(plan.idleMillis()),
          millis(plan.lifetimeMillis()));
    }
    if (!plan.proxy().isEmpty()) {
      code.add(".through($L)", JavaNames.text(plan.proxy()));
    }
    return code.build();
  }

  /** An expression that makes the mutation, a change a line. */
  static CodeBlock mutation(MutationPlan plan) {
    CodeBlock.Builder code = CodeBlock.builder().add("$T.NONE", Mutation.class);
    for (MutationPlan.HeaderChange header : plan.headers()) {
      CodeBlock name = JavaNames.text(header.name());
      code.add("\n$L", BackendClass.line(header.origin()));
      code.add(
          header
              .value()
              .map(value -> CodeBlock.of(".setHeader($L, $L)", name, JavaNames.text(value)))
              .orElseGet(() -> CodeBlock.of(".removeHeader($L)", name)));
    }
    for (MutationPlan.FieldChange field : plan.fields()) {
      CodeBlock path = CodeBlock.join(field.path().stream().map(JavaNames::text).toList(), ", ");
      code.add("\n$L", BackendClass.line(field.origin()));
      code.add(
          field
              .json()
              .map(json -> CodeBlock.of(".setField($L, $L)", JavaNames.text(json), path))
              .orElseGet(() -> CodeBlock.of(".removeField($L)", path)));
    }
    return code.build();
  }

  private static String millis(long value) {
    return value > Integer.MAX_VALUE ? value + "L" : String.valueOf(value);
  }
}

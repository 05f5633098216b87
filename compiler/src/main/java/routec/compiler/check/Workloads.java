package routec.compiler.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.WorkloadManifest;

/** What Kubernetes runs beside the gateway is named in one note. */
final class Workloads implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    List<WorkloadManifest> workloads = gateway.manifests().of(WorkloadManifest.class).toList();
    if (workloads.isEmpty()) {
      return;
    }
    Map<String, Long> kinds =
        workloads.stream()
            .collect(
                Collectors.groupingBy(
                    workload -> workload.meta().id().kind(), TreeMap::new, Collectors.counting()));
    String words =
        kinds.entrySet().stream()
            .map(kind -> kind.getKey() + (kind.getValue() > 1 ? " (" + kind.getValue() + ")" : ""))
            .collect(Collectors.joining(", "));
    diagnostics.add(
        Diagnostic.of(
                Code.RC0517,
                workloads.stream().map(one -> one.meta().span()).sorted().findFirst().orElseThrow(),
                "Left to Kubernetes: %s.".formatted(words))
            .hint("they make no difference to the compiled gateway"));
  }
}

package routec.compiler.link;

import java.util.List;
import routec.compiler.manifest.Manifests;
import routec.compiler.manifest.Secret;

/**
 * Everything that the input makes up, with all references resolved.
 *
 * <p>Past the gate (no error) it is whole: no placeholder is left, so lowering can't fail.
 *
 * @param listeners by Gateway namespace, Gateway name, then the Gateway's own order
 * @param backends every AIServiceBackend that could be linked, used or not, by namespace and name
 * @param secrets the Secrets of the input that linked objects use, by namespace and name
 * @param manifests the objects that it was linked from
 */
public record LinkedGateway(
    List<LinkedListener> listeners,
    List<LinkedBackend> backends,
    List<Secret> secrets,
    Manifests manifests) {

  public LinkedGateway {
    listeners = List.copyOf(listeners);
    backends = List.copyOf(backends);
    secrets = List.copyOf(secrets);
  }
}

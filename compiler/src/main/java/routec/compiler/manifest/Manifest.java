package routec.compiler.manifest;

/**
 * One object of the input.
 *
 * <p>A text that is empty where Kubernetes wants one is a placeholder: its mistake is reported
 * already, and nobody reports more about it.
 */
public sealed interface Manifest
    permits GatewayClass,
        Gateway,
        AIGatewayRoute,
        AIServiceBackend,
        BackendSecurityPolicy,
        Backend,
        BackendTLSPolicy,
        BackendTrafficPolicy,
        ClientTrafficPolicy,
        Secret,
        ConfigMap,
        ReferenceGrant,
        OtherManifest,
        WorkloadManifest,
        BrokenManifest {

  /** Who it is and where it stands. */
  Meta meta();
}

package routec.compiler.manifest;

/** An object that Kubernetes runs beside the gateway: a Deployment, a Service, a Role. */
public record WorkloadManifest(Meta meta) implements Manifest {}

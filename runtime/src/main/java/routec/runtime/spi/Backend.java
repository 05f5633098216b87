package routec.runtime.spi;

/**
 * One provider endpoint that attempts can go to.
 *
 * @param name {@code namespace/name} of the AIServiceBackend
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}: {@code aws.bedrock}, {@code openai}
 * @param target where it is
 * @param authorization how requests are authorized
 */
public record Backend(String name, String provider, Target target, Authorization authorization) {}

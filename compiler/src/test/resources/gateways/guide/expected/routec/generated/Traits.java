// Written by routec from the manifests: change those instead.
package routec.generated;

/**
 * What the models of this gateway can do, from schema/bedrock-models.yaml.
 */
final class Traits {
  private Traits() {
  }
}

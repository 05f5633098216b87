package routec.compiler.plan;

import java.util.Optional;

/** What an attempt asks its backend for. */
public sealed interface ModelPlan {

  /**
   * A model that the manifest names.
   *
   * @param id as the backend knows it
   * @param base the model behind it, where the manifest says which
   * @param traits what it can do
   * @param origin the match or the modelNameOverride
   */
  record Fixed(String id, Optional<String> base, TraitsPlan traits, Origin origin)
      implements ModelPlan {}

  /**
   * Whatever model the client names.
   *
   * @param traits what it can do, where the backend's base model says so
   */
  record Client(Optional<TraitsPlan> traits) implements ModelPlan {}
}

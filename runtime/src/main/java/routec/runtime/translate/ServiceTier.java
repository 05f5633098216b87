package routec.runtime.translate;

import routec.runtime.bytes.Slice;

/** OpenAI's {@code service_tier} in Bedrock's words. */
final class ServiceTier {
  private ServiceTier() {}

  /** Bedrock's tier; empty where it is left to Bedrock. */
  static String read(Slice value, Dropped dropped) {
    if (value.isEmpty()) {
      return "";
    }
    String tier = Values.string(value, "service_tier");
    return switch (tier) {
      case "auto" -> "";
      case "default", "flex", "priority" -> tier;
      case "fast" -> "priority";
      default -> {
        dropped.add("service_tier");
        yield "";
      }
    };
  }

  /** Whether Anthropic is to serve a call by its standard tier; the others have no name there. */
  static boolean isStandard(Slice value, Dropped dropped) {
    if (value.isEmpty()) {
      return false;
    }
    return switch (Values.string(value, "service_tier")) {
      case "auto" -> false;
      case "default" -> true;
      default -> {
        dropped.add("service_tier");
        yield false;
      }
    };
  }
}

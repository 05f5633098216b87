package routec.compiler.check;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ids, ARNs, regions and hosts as Bedrock spells them. */
final class BedrockIds {
  static final Pattern REGION = Pattern.compile("[a-z]{2}(?:-[a-z]+)+-\\d{1,2}");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*");
  private static final int LONGEST_ID = 2_048;
  private static final Pattern ARN =
      Pattern.compile(
          "arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):bedrock:([a-z0-9-]*):(\\d{12})?:"
              + "([a-z-]+)/([A-Za-z0-9._:/-]+)");
  private static final List<String> ARN_KINDS =
      List.of(
          "application-inference-profile",
          "custom-model",
          "custom-model-deployment",
          "default-prompt-router",
          "foundation-model",
          "imported-model",
          "inference-profile",
          "prompt",
          "prompt-router",
          "provisioned-model");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[a-z0-9-]+\\.)?bedrock-(?:runtime(?:-fips)?|mantle)\\.([a-z0-9-]+)\\."
              + "(?:vpce\\.)?(?:amazonaws\\.com|amazonaws\\.com\\.cn|api\\.aws"
              + "|api\\.amazonwebservices\\.com\\.cn|amazonaws\\.eu|api\\.amazonwebservices\\.eu"
              + "|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov)");

  /** Profiles that every region calls. */
  private static final String GLOBAL = "global";

  /** The source regions of a geography's profiles, by the start of their names. */
  private static final Map<String, List<String>> GEOGRAPHIES =
      Map.of(
          "us", List.of("us-", "ca-"),
          "us-gov", List.of("us-gov-"),
          "eu", List.of("eu-"),
          "apac", List.of("ap-"),
          "jp", List.of("ap-northeast-1", "ap-northeast-3"),
          "au", List.of("ap-southeast-2", "ap-southeast-4"),
          "ca", List.of("ca-"));

  /**
   * An ARN of Bedrock.
   *
   * @param region its region, empty for models of no region
   * @param kind {@code inference-profile}, and so on
   * @param resource what follows the kind
   */
  record Arn(String region, String account, String kind, String resource) {
    /** Whether the model behind it can't be told from it. */
    boolean isOpaque() {
      return !kind.equals("foundation-model") && !kind.equals("inference-profile");
    }
  }

  private BedrockIds() {}

  static boolean isId(String model) {
    return model.length() <= LONGEST_ID && ID.matcher(model).matches();
  }

  static boolean looksLikeArn(String model) {
    return model.startsWith("arn:");
  }

  /** None if it is no ARN that Bedrock's runtime takes for a model. */
  static Optional<Arn> arn(String model) {
    Matcher arn = ARN.matcher(model);
    if (!arn.matches() || !ARN_KINDS.contains(arn.group(4))) {
      return Optional.empty();
    }
    String account = Optional.ofNullable(arn.group(3)).orElse("");
    boolean foundation = arn.group(4).equals("foundation-model");
    return account.isEmpty() == foundation
        ? Optional.of(new Arn(arn.group(2), account, arn.group(4), arn.group(5)))
        : Optional.empty();
  }

  /** The region in a host of Bedrock's runtime. */
  static Optional<String> hostRegion(String host) {
    Matcher matcher = HOST.matcher(host);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Whether a host is one of Bedrock's. */
  static boolean isBedrock(String host) {
    return HOST.matcher(host).matches();
  }

  /** The geography that an inference profile is bound to. */
  static Optional<String> geography(String model) {
    return GEOGRAPHIES.keySet().stream()
        .filter(geography -> model.startsWith(geography + "."))
        .findFirst();
  }

  /** What stands before the model's own id in an inference profile's, with its dot; or nothing. */
  static String prefix(String model) {
    return geography(model)
        .or(() -> Optional.of(GLOBAL).filter(global -> model.startsWith(global + ".")))
        .map(geography -> geography + ".")
        .orElse("");
  }

  /** The geography whose profiles a region calls. */
  static Optional<String> geographyOf(String region) {
    return List.of("us-gov", "us", "eu", "apac").stream()
        .filter(geography -> reaches(geography, region))
        .findFirst();
  }

  /** Whether profiles of a geography can be called from a region. */
  static boolean reaches(String geography, String region) {
    boolean government = region.startsWith("us-gov-");
    return (government == geography.equals("us-gov"))
        && GEOGRAPHIES.getOrDefault(geography, List.of()).stream().anyMatch(region::startsWith);
  }

  /** How the regions of a geography begin. */
  static String regions(String geography) {
    return String.join("…`, `", GEOGRAPHIES.getOrDefault(geography, List.of())) + "…";
  }
}

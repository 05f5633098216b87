package routec.compiler.diag;

import static routec.compiler.diag.Severity.ERROR;
import static routec.compiler.diag.Severity.NOTE;
import static routec.compiler.diag.Severity.WARNING;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Every diagnostic that Routec knows, with a number that never changes its meaning; each has a page
 * in {@code docs/diagnostics}.
 *
 * <p>The hundreds name the stage: 01 syntax, 02 shape, 03 references, 04 meaning, 05 support.
 */
public enum Code {
  RC0101(ERROR, "Not valid YAML"),
  RC0102(ERROR, "A key stands twice in one mapping"),
  RC0103(ERROR, "A tab where YAML wants spaces"),
  RC0104(ERROR, "The file is not UTF-8"),
  RC0105(ERROR, "An alias without its anchor"),
  RC0106(ERROR, "Aliases multiply the document too far"),
  RC0107(ERROR, "Nested too deeply"),
  RC0108(ERROR, "The file is too large"),
  RC0109(ERROR, "A key that is not plain text"),
  RC0110(ERROR, "A YAML tag that manifests can't have"),
  RC0111(WARNING, "A file without an object"),
  RC0112(ERROR, "The input can't be read"),
  RC0191(WARNING, "An allow comment without a reason"),
  RC0192(WARNING, "An allow comment that allows nothing"),
  RC0193(WARNING, "An allow comment for what can't be allowed"),

  RC0201(ERROR, "Unknown field"),
  RC0202(ERROR, "Wrong type"),
  RC0203(ERROR, "A required field is missing"),
  RC0204(ERROR, "Not one of the allowed values"),
  RC0205(ERROR, "A value of the wrong form"),
  RC0206(ERROR, "A number out of range"),
  RC0207(ERROR, "A text too long or too short"),
  RC0208(ERROR, "Too many or too few entries"),
  RC0209(ERROR, "The same entry twice in a list"),
  RC0210(ERROR, "Unknown apiVersion"),
  RC0211(ERROR, "Unknown kind"),
  RC0212(ERROR, "Not a Kubernetes object"),
  RC0213(ERROR, "A name that Kubernetes refuses"),
  RC0214(ERROR, "A field that this apiVersion does not have"),
  RC0215(ERROR, "Fields that do not go together"),

  RC0301(ERROR, "An object that no input defines"),
  RC0302(ERROR, "A listener that the Gateway does not have"),
  RC0303(WARNING, "A policy that targets nothing"),
  RC0304(WARNING, "A Secret or ConfigMap that no input defines"),
  RC0305(ERROR, "A key that the Secret or ConfigMap does not have"),
  RC0306(ERROR, "A reference into another namespace without a grant"),
  RC0307(ERROR, "The same object twice, with different content"),
  RC0308(NOTE, "The same object twice, with equal content"),
  RC0309(NOTE, "A Gateway that no input defines is assumed"),
  RC0310(WARNING, "A route that no Gateway takes"),
  RC0311(NOTE, "An object that nothing uses"),
  RC0312(ERROR, "The listener does not take routes from this namespace"),
  RC0313(WARNING, "Nothing to route"),
  RC0314(NOTE, "A helper object that no input defines"),

  RC0401(ERROR, "One model, two rules"),
  RC0402(ERROR, "A rule that no request reaches"),
  RC0403(NOTE, "An endpoint that not every backend of the rule can serve"),
  RC0404(WARNING, "A placeholder left in a Secret"),
  RC0405(ERROR, "The credentials file lacks the profile"),
  RC0406(ERROR, "The region does not fit the endpoint"),
  RC0407(ERROR, "The region does not fit the inference profile"),
  RC0408(ERROR, "TLS is missing"),
  RC0409(ERROR, "AWS credentials are missing"),
  RC0410(WARNING, "A gap between priorities"),
  RC0411(ERROR, "A rule that sends nowhere"),
  RC0412(ERROR, "Not a regular expression of RE2"),
  RC0413(ERROR, "A credential type that does not fit the schema"),
  RC0414(ERROR, "Not an ARN that Bedrock can have"),
  RC0415(NOTE, "A schema version without effect"),
  RC0416(ERROR, "Two policies for one target"),
  RC0417(WARNING, "The TLS name is not the endpoint's"),
  RC0418(WARNING, "Not a Bedrock endpoint"),
  RC0419(ERROR, "Not a model id that Bedrock can have"),
  RC0420(ERROR, "A body mutation that breaks the JSON"),
  RC0421(ERROR, "A header mutation that breaks the request"),
  RC0422(WARNING, "A timeout without effect"),
  RC0423(ERROR, "A request cost that can't be computed"),
  RC0425(ERROR, "A hostname that the listener does not serve"),
  RC0426(WARNING, "More than the Gateway API lets a route have"),
  RC0427(ERROR, "Two listeners on one port"),
  RC0428(WARNING, "A rule that takes any model"),
  RC0429(WARNING, "An ARN that hides its model"),
  RC0430(ERROR, "A credentials file that AWS tools can't read"),
  RC0431(ERROR, "Not an Anthropic version of Bedrock"),
  RC0432(ERROR, "A Backend without an address"),
  RC0433(NOTE, "An Anthropic version that other gateways need"),
  RC0434(WARNING, "A model that Bedrock is not known to have"),
  RC0435(WARNING, "A model at its end of life"),
  RC0436(WARNING, "A model that needs an inference profile"),
  RC0437(WARNING, "A quota that never counts"),
  RC0438(WARNING, "The same parent twice"),
  RC0439(WARNING, "A fallback that no retry reaches"),
  RC0440(ERROR, "Not the address of a proxy"),
  RC0441(NOTE, "A stall that no retry follows"),
  RC0442(WARNING, "A name too long for what is derived from it"),
  RC0443(ERROR, "An MCPRoute that leads into another namespace"),
  RC0444(NOTE, "An endpoint that no backend of the rule serves"),
  RC0445(ERROR, "A model that is no Claude, for AWSAnthropic"),

  RC0501(ERROR, "A schema that Routec can't speak yet"),
  RC0502(ERROR, "A credential type that Routec can't use yet"),
  RC0503(ERROR, "A listener that Routec can't serve yet"),
  RC0504(ERROR, "An InferencePool is not supported yet"),
  RC0505(ERROR, "A traffic policy that Routec does not apply yet"),
  RC0506(ERROR, "Request costs are not computed yet"),
  RC0507(ERROR, "MCPRoute is not supported yet"),
  RC0508(ERROR, "QuotaPolicy is not supported yet"),
  RC0509(ERROR, "SecurityPolicy is not supported yet"),
  RC0510(ERROR, "HTTPRoute is not supported yet"),
  RC0511(NOTE, "An EnvoyProxy setting that Routec does not use"),
  RC0512(ERROR, "A GatewayConfig setting that Routec does not use yet"),
  RC0514(ERROR, "A Backend feature that Routec does not have yet"),
  RC0515(ERROR, "A BackendTLSPolicy feature that Routec does not have yet"),
  RC0516(ERROR, "A Gateway feature that Routec does not have yet"),
  RC0517(NOTE, "Kinds that a build leaves to Kubernetes"),
  RC0518(WARNING, "A kind that Routec does not know"),
  RC0519(ERROR, "A client traffic setting that Routec does not apply yet"),
  RC0520(WARNING, "A field that Routec does not use");

  /** Support without which there is nothing that could be compiled. */
  private static final Set<String> ESSENTIAL = Set.of("RC0501", "RC0503", "RC0504", "RC0514");

  /** What users read through as a list rather than mend one by one. */
  private static final Set<String> LISTED = Set.of("RC0435");

  private final Severity severity;
  private final String title;

  Code(Severity severity, String title) {
    this.severity = severity;
    this.title = title;
  }

  /** A code by its name, such as {@code RC0301}. */
  public static Optional<Code> named(String name) {
    return Arrays.stream(values()).filter(code -> code.name().equals(name)).findFirst();
  }

  /** What it is unless a diagnostic says otherwise. */
  public Severity severity() {
    return severity;
  }

  /** A few words that name the mistake. */
  public String title() {
    return title;
  }

  public Category category() {
    return switch (name().charAt(3)) {
      case '1' -> Category.SYNTAX;
      case '2' -> Category.SHAPE;
      case '3' -> Category.REFERENCE;
      case '4' -> Category.MEANING;
      default -> Category.SUPPORT;
    };
  }

  /** Whether all of a file's are told as one message that lists them. */
  boolean isListed() {
    return LISTED.contains(name());
  }

  /**
   * Whether a comment may allow it: most of support, otherwise what isn't an error; the rest leaves
   * nothing that could be compiled.
   */
  public boolean isAllowable() {
    return this != RC0191
        && this != RC0192
        && this != RC0193
        && !ESSENTIAL.contains(name())
        && (category() == Category.SUPPORT || severity != ERROR);
  }
}

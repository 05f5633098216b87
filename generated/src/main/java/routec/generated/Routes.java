// Written by routec from the manifests: change those instead.
package routec.generated;

import java.util.List;
import routec.runtime.spi.RouteTable;

/**
 * Which rule takes a call, by listener and hostname; the first entry that matches wins.
 */
final class Routes {
  private Routes() {
  }

  static void addDefaultAwsHttp(RouteTable.Builder table) {
    // aws.yaml:42
    table.model(
        new RouteTable.Model("us.amazon.nova-micro-v1:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_BEDROCK_0);
    // aws.yaml:49
    table.model(
        new RouteTable.Model("us.meta.llama3-2-1b-instruct-v1:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_BEDROCK_1);
    // aws.yaml:57
    table.model(
        new RouteTable.Model("amazon.titan-embed-text-v2:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_BEDROCK_2);
    // aws.yaml:78
    table.model(
        new RouteTable.Model("anthropic.claude-3-5-sonnet-20241022-v2:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_CLAUDE_0);
    // aws.yaml:85
    table.model(
        new RouteTable.Model("anthropic.claude-3-sonnet-20240229-v1:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_CLAUDE_1);
    // aws.yaml:92
    table.model(
        new RouteTable.Model("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "Envoy AI Gateway", 0L),
        List.of(),
        Rules.DEFAULT_CLAUDE_2);
  }

  /**
   * default/aws/http for any hostname.
   */
  static RouteTable defaultAwsHttp() {
    RouteTable.Builder table = RouteTable.builder();
    Routes.addDefaultAwsHttp(table);
    return table.build();
  }
}

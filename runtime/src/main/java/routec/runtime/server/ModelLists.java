package routec.runtime.server;

import java.util.List;
import java.util.Optional;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.anthropic.AnthropicModels;
import routec.runtime.dialect.openai.OpenAiModels;
import routec.runtime.fault.RequestFault;
import routec.runtime.spi.Dialect;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.RouteTable;

/** {@code GET …/models} and {@code GET …/models/ID} out of a route table. */
final class ModelLists {
  private static final int USUAL_PAGE = 20;
  private static final int LARGEST_PAGE = 1_000;

  private ModelLists() {}

  /**
   * Anthropic's page parameters.
   *
   * @param limit models a page, as the client wrote it
   * @param afterId the id before the page; empty for none
   * @param beforeId the id behind the page; empty for none
   */
  record Page(Optional<String> limit, String afterId, String beforeId) {}

  static Slice list(Dialect dialect, RouteTable table, Page page) {
    return switch (dialect) {
      case OPENAI ->
          OpenAiModels.list(models(dialect, table).stream().map(ModelLists::openAi).toList());
      case ANTHROPIC -> page(models(dialect, table), page);
    };
  }

  /** Clients of Anthropic's API expect models that take messages. */
  private static List<RouteTable.Model> models(Dialect dialect, RouteTable table) {
    return switch (dialect) {
      case OPENAI -> table.models();
      case ANTHROPIC -> table.models(Endpoint.MESSAGES);
    };
  }

  static Slice one(Dialect dialect, RouteTable table, String id) {
    RouteTable.Model model =
        models(dialect, table).stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> UnknownModel.fault(id, table));
    return switch (dialect) {
      case OPENAI -> OpenAiModels.one(openAi(model));
      case ANTHROPIC -> AnthropicModels.one(anthropic(model));
    };
  }

  private static Slice page(List<RouteTable.Model> models, Page page) {
    int limit = limit(page.limit());
    int from = page.afterId().isEmpty() ? 0 : index(models, page.afterId(), "after_id") + 1;
    int to =
        page.beforeId().isEmpty() ? models.size() : index(models, page.beforeId(), "before_id");
    List<RouteTable.Model> rest = models.subList(Math.min(from, to), Math.max(from, to));
    List<RouteTable.Model> shown =
        page.beforeId().isEmpty() || !page.afterId().isEmpty()
            ? rest.subList(0, Math.min(limit, rest.size()))
            : rest.subList(Math.max(0, rest.size() - limit), rest.size());
    return AnthropicModels.page(
        shown.stream().map(ModelLists::anthropic).toList(), shown.size() < rest.size());
  }

  private static int limit(Optional<String> given) {
    try {
      int limit = given.map(Integer::parseInt).orElse(USUAL_PAGE);
      if (limit >= 1 && limit <= LARGEST_PAGE) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw RequestFault.invalid("limit", "`limit` must be a whole number from 1 to 1000.");
  }

  private static int index(List<RouteTable.Model> models, String id, String parameter) {
    for (int i = 0; i < models.size(); i++) {
      if (models.get(i).id().equals(id)) {
        return i;
      }
    }
    throw RequestFault.invalid(parameter, "`" + parameter + "` names no model of this list.");
  }

  private static OpenAiModels.Model openAi(RouteTable.Model model) {
    return new OpenAiModels.Model(model.id(), model.ownedBy(), model.created());
  }

  private static AnthropicModels.Model anthropic(RouteTable.Model model) {
    return new AnthropicModels.Model(model.id(), model.created());
  }
}

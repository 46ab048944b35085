package io.noetl.runtime.endpoint.discovery;

import io.noetl.runtime.endpoint.list.ListParameters;
import io.noetl.runtime.endpoint.route.Call;
import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.LabelSelector;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeApiException.InvalidRequest;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.discovery.AddressChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the query parameters of discovery. */
final class DiscoveryParameters {

  private DiscoveryParameters() {}

  /** The filters {@code kind} and {@code label}, which is a selector and may be repeated. */
  static RuntimeListQuery query(Call call) {
    LabelSelector selector = LabelSelector.EVERYTHING;
    for (String label : call.query().getOrDefault("label", List.of())) {
      selector = selector.and(selector(label));
    }
    return RuntimeListQuery.of(ListParameters.kind(call)).withLabels(selector).withLeases(false);
  }

  private static LabelSelector selector(String text) {
    try {
      return LabelSelector.parse(text);
    } catch (InvalidRequest wrong) {
      List<FieldError> errors =
          wrong.fields().stream()
              .map(error ->
                  new FieldError(
                      error.type(), "label", error.message(), error.input(), error.context()))
              .toList();
      throw errors.isEmpty() ? wrong : new InvalidRequest(errors, Details.causedBy(wrong));
    }
  }

  /** How one address is chosen; null where all are wanted. */
  static @Nullable AddressChoice one(Call call) {
    String word = call.parameter("one");
    if (word == null || word.isEmpty() || word.equals("false") || word.equals("0")) {
      return null;
    }
    AddressChoice choice =
        word.equals("true") || word.equals("1") ? AddressChoice.RANDOM : AddressChoice.of(word);
    if (choice == null) {
      throw new InvalidRequest(
          new FieldError(
              "literal_error",
              "one",
              "Input should be 'true', 'false', 'random', 'least-loaded' or 'newest'",
              word));
    }
    return choice;
  }
}

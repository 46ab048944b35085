package io.noetl.runtime.cli.component;

import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeListQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Says which filters left out how many components, when the registry found none for a query.
 *
 * @param query what was listed
 * @param isDefaultKind whether the command line names no kind
 * @param filters each filter of the query alone, by its option
 */
record EmptyListHint(
    RuntimeListQuery query, boolean isDefaultKind, Map<String, RuntimeListQuery> filters) {

  /** A line for each filter that left something out. */
  List<String> lines(RuntimeApi registry) {
    List<RuntimeComponentInfo> ofKind = new ArrayList<>();
    int others = 0;
    try {
      RuntimeListQuery anyOfKind = RuntimeListQuery.of(query.kind());
      RuntimeListQuery ofAnyKind = query.withKind(null);
      for (RuntimeComponentInfo row :
          registry.list(RuntimeListQuery.ALL.withLeases(query.leases())).items()) {
        if (anyOfKind.matches(row)) {
          ofKind.add(row);
        } else if (ofAnyKind.matches(row)) {
          others++;
        }
      }
    } catch (RuntimeApiException unlisted) {
      // Some servers list one kind only; what was asked for is answered.
      return isDefaultKind
          ? List.of("Only worker pools were listed; use --all-kinds for every kind")
          : List.of();
    }
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, RuntimeListQuery> filter : filters.entrySet()) {
      int left = 0;
      for (RuntimeComponentInfo row : ofKind) {
        left += filter.getValue().matches(row) ? 0 : 1;
      }
      if (left > 0) {
        String matches = left == 1 ? " does not match " : " do not match ";
        lines.add(CountText.of(query.kind(), left) + matches + filter.getKey());
      }
    }
    if (others > 0) {
      lines.add(CountText.components(others) + " of other kinds: --all-kinds");
    }
    return lines;
  }
}

package io.noetl.runtime.cli;

import io.noetl.runtime.config.Setting;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one component in full. */
@Command(
    name = "get",
    header = "Show one component in full.",
    description = {"", "A name that the registry does not know is an error (exit 5).", ""},
    footer = {
      "",
      "Examples:",
      "  noetl-runtime get demo",
      "  noetl-runtime get b1 --kind broker -o yaml"
    })
final class GetCommand implements Callable<Integer> {

  @Mixin private final NameArgument name = new NameArgument();
  @Mixin private final KindOption kind = new KindOption();
  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  GetCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(registry, staleAfter.flags(), environment)) {
      RuntimeKind wantedKind = kind.orElse(RuntimeKind.WORKER_POOL);
      RuntimeListQuery query = RuntimeListQuery.named(wantedKind, name.in(session.settings()));
      Duration patience = session.settings().duration(Setting.STALE_AFTER);
      RuntimeListResponse listed = session.registry().list(query);
      List<ListedComponent> found =
          ListedComponent.of(listed, session.asOf(listed.asOf(), environment), patience);
      if (found.isEmpty()) {
        throw new RuntimeApiException.UnknownComponent(
            wantedKind,
            name.in(session.settings()).strip(),
            Details.NONE.withHint(registry.listHint(wantedKind)));
      }
      session.present().one(found.getFirst(), ListedComponent.VIEW);
      return ExitCode.OK.code();
    }
  }
}

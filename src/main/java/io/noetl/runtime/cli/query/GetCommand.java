package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.KindOption;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.NameArgument;
import io.noetl.runtime.cli.component.OtherKinds;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.EveryOption;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.cli.terminal.PagedOutput;
import io.noetl.runtime.cli.terminal.PagerOption;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code get}: shows one component in detail. */
@Command(
    name = "get",
    header = "Show one component in full.",
    description = {
      "",
      "With what follows from it: when it will be stale, how many beats were due since the last,"
          + " how far this machine's clock is from the registry's, and which other names have the"
          + " same host and pid. A name that the registry does not know is an error (exit 5).",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime get demo",
      "  noetl-runtime get b1 --kind broker -o yaml"
    })
public final class GetCommand implements Callable<Integer> {

  @Mixin private final NameArgument name = new NameArgument();
  @Mixin private final KindOption kind = new KindOption();

  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final EveryOption every = new EveryOption();
  @Mixin private final PagerOption pager = new PagerOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public GetCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(staleAfter.flags());
    flags.putAll(every.flags());
    try (PagedOutput paged = pager.on(environment);
        Session session =
            Session.open(SessionRequest.of(registry, paged.environment()).with(flags))) {
      RuntimeKind wantedKind = kind.value();
      String wanted =
          String.valueOf(RuntimeListQuery.named(wantedKind, name.in(session.settings())).name());
      // All components of the kind are listed, to find duplicates of the same process.
      RuntimeListResponse listed = session.registry().list(RuntimeListQuery.of(wantedKind));
      Instant asOf = session.asOf(listed.asOf(), environment);
      List<ListedComponent> components = ListedComponent.of(listed, asOf, session.staleAfter());
      ListedComponent found =
          components.stream()
              .filter(component -> component.name().equals(wanted))
              .findFirst()
              .orElseThrow(() ->
                  OtherKinds.unknown("get", wantedKind, wanted, session.registry(), registry));
      Duration ahead =
          listed.asOf() == null ? null : Duration.between(asOf, environment.clock().instant());
      session
          .present()
          .one(
              ComponentDetails.of(
                  found,
                  components,
                  session.settings().duration(Setting.EVERY),
                  ahead,
                  found.wasDeregistered(session.offlineAfter())),
              ComponentDetails.VIEW);
      return ExitCode.OK.code();
    }
  }
}

package io.noetl.runtime.cli.discovery;

import io.noetl.runtime.cli.component.AllKindsLister;
import io.noetl.runtime.cli.component.ComponentGraph;
import io.noetl.runtime.cli.component.KindFilterOption;
import io.noetl.runtime.cli.component.ListedComponent;
import io.noetl.runtime.cli.component.SelectorOption;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.cli.registry.StaleAfterOption;
import io.noetl.runtime.cli.terminal.CommandFormats;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.discovery.AddressChoice;
import io.noetl.runtime.schema.discovery.AddressSearch;
import io.noetl.runtime.schema.discovery.ComponentAddress;
import io.noetl.runtime.text.ShellWord;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code resolve}: prints the addresses of components that take work. */
@Command(
    name = "resolve",
    header = "Print the addresses of living components.",
    description = {
      "",
      "Prints the URI of each component that is alive, not draining and not blocked by a"
          + " dependency. Exit 5: there is none; stderr says how many components were left out"
          + " and why.",
      "",
      "-o env prints assignments for a POSIX shell, with all values quoted: NOETL_RESOLVED_KIND,"
          + " _NAME and _URI with --one, else NOETL_RESOLVED_1_URI and so on, and"
          + " NOETL_RESOLVED_COUNT. Passwords in URIs are masked on a terminal and in other formats"
          + " than uri and env, unless --show-secrets is given.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime resolve --kind server_api -l env=prod",
      "  NATS_URL=$(noetl-runtime resolve -k broker --one)",
      "  noetl-runtime resolve -k worker_pool --one --by least-loaded -o json",
      "  eval \"$(noetl-runtime resolve -k broker --one -o env)\""
    })
public final class ResolveCommand implements Callable<Integer>, CommandFormats {

  private static final View<ComponentAddress> VIEW =
      new View<>(
          List.of(
              Column.of("KIND", ComponentAddress::kind),
              Column.of("NAME", address -> address.info().name()),
              Column.of("STATUS", address -> address.liveness().effectiveStatus()),
              Column.of("URI", ComponentAddress::uri)),
          address -> address.info().name(),
          address -> address.document().node(),
          address -> List.of(address.uri()));

  @Mixin private final KindFilterOption kind = new KindFilterOption();
  @Mixin private final SelectorOption selector = new SelectorOption();

  @Option(names = "--one", order = 20, description = "Print only one address.")
  private boolean one;

  @Option(
      names = "--by",
      paramLabel = "CHOICE",
      order = 21,
      description =
          "How --one chooses: random (default), least-loaded (by its metrics) or newest (by its"
              + " first registration).")
  private @Nullable String by;

  @Mixin private final StaleAfterOption staleAfter = new StaleAfterOption();
  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public ResolveCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public String formatDescription() {
    return "Output format: uri (default), env, table, json, jsonl, yaml, csv or name.";
  }

  @Override
  public List<String> formats() {
    return AddressFormat.ALL;
  }

  @Override
  public Integer call() {
    AddressChoice choice = choice();
    RuntimeKind wanted = kind.orNull();
    RuntimeListQuery query =
        RuntimeListQuery.of(wanted).withLabels(selector.selector()).withLeases(false);
    AddressFormat format = AddressFormat.of(registry, environment);
    try (Session session =
        Session.open(SessionRequest.of(registry, environment).with(staleAfter.flags()))) {
      AddressSearch search = search(query, session);
      List<ComponentAddress> found = search.found();
      if (found.isEmpty()) {
        Failure failure = nothing(wanted, search);
        session.diagnostics().report(failure);
        return failure.exit().code();
      }
      JsonObject envelope = JsonObject.EMPTY.with("left_out", search.leftOut());
      show(
          one ? List.of(choice.of(found, environment.host().random())) : found,
          envelope,
          format,
          session);
      return ExitCode.OK.code();
    }
  }

  private AddressChoice choice() {
    if (by == null) {
      return AddressChoice.RANDOM;
    }
    if (!one) {
      throw new UsageException("--by says how --one chooses", "add --one");
    }
    AddressChoice choice = AddressChoice.of(by);
    if (choice == null) {
      throw new UsageException("--by is " + ShellWord.of(by), "use random, least-loaded or newest");
    }
    return choice;
  }

  private AddressSearch search(RuntimeListQuery query, Session session) {
    AllKindsLister lister = new AllKindsLister(session.diagnostics());
    RuntimeListResponse listed = lister.list(session.registry(), query);
    List<ListedComponent> components =
        ListedComponent.of(listed, session.asOf(listed.asOf(), environment), session.staleAfter());
    AddressSearch search = new AddressSearch();
    for (ListedComponent component :
        ComponentGraph.judged(components, query, listed, lister, session, environment)) {
      search.add(component.info(), component.liveness(), component.isBlocked());
    }
    return search;
  }

  private Failure nothing(@Nullable RuntimeKind wanted, AddressSearch search) {
    String what = wanted == null ? "component" : wanted.word();
    String list =
        "noetl-runtime list"
            + (wanted == null ? " --all-kinds" : " --kind " + wanted.word())
            + registry.registryFlags();
    String leftOut = search.leftOutInWords();
    String hint =
        leftOut.isEmpty()
            ? "none matches; see what is registered: " + list
            : "left out: " + leftOut + "; see " + list;
    return new Failure(
        ExitCode.UNKNOWN_COMPONENT,
        "no " + what + " can be resolved",
        search.hidesUris() ? hint + "; this server does not list URIs, --direct does" : hint,
        null,
        null);
  }

  private void show(
      List<ComponentAddress> addresses,
      JsonObject envelope,
      AddressFormat format,
      Session session) {
    if (format == AddressFormat.COMMON) {
      if (one && session.present().showsDocuments()) {
        session.present().one(addresses.getFirst(), VIEW);
      } else {
        session.present().list(addresses, envelope, VIEW);
      }
      return;
    }
    if (registry.output.quiet) {
      return;
    }
    // Another program connects to the address, and needs the password in it.
    List<ComponentAddress> shown =
        environment.terminals().out()
            ? addresses.stream().map(session.present()::shown).toList()
            : addresses;
    List<String> lines =
        format == AddressFormat.ENV
            ? AddressLines.env(shown, one)
            : shown.stream().map(ComponentAddress::uri).toList();
    lines.forEach(line -> environment.out().append(line).append('\n'));
  }
}

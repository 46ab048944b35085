package io.noetl.runtime.cli.declare;

import io.noetl.runtime.cli.component.AllKindsLister;
import io.noetl.runtime.cli.component.CountText;
import io.noetl.runtime.cli.component.KindFilterOption;
import io.noetl.runtime.cli.component.QueryOptions;
import io.noetl.runtime.cli.component.StatusOption;
import io.noetl.runtime.cli.failure.Diagnostics;
import io.noetl.runtime.cli.failure.ExitCode;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.cli.registry.RegistryOptions;
import io.noetl.runtime.cli.registry.Session;
import io.noetl.runtime.cli.registry.SessionRequest;
import io.noetl.runtime.config.Setting;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.output.Column;
import io.noetl.runtime.output.OutputFormat;
import io.noetl.runtime.output.View;
import io.noetl.runtime.schema.OperatorMark;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code export}: writes the components of a registry as a file for apply. */
@Command(
    name = "export",
    header = "Write components to a file for apply and register.",
    description = {
      "",
      "The output is YAML, or json or jsonl with -o. Applying it to the same registry"
          + " changes nothing. Offline components are left out unless --offline is given, and API"
          + " servers, which register themselves, unless --all or --kind server_api is given; a"
          + " line on stderr names them. Leader-election rows of NoETL servers are always left"
          + " out. The status ready is omitted; apply does not compare what a file omits.",
      "",
      "Secrets are masked unless --show-secrets is given: apply keeps masked values where"
          + " the registry has them, and refuses them elsewhere. Python servers list worker pools"
          + " only.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime export >pools.yaml",
      "  noetl-runtime export --kind worker_pool --selector team=data -o jsonl",
      "  noetl-runtime export | noetl-runtime apply -f - --server http://other:8083"
    })
public final class ExportCommand implements Callable<Integer> {

  private static final Set<OutputFormat> FORMATS =
      EnumSet.of(OutputFormat.YAML, OutputFormat.JSON, OutputFormat.JSONL);

  private static final View<RuntimeRegistrationRequest> VIEW =
      new View<>(
          List.of(Column.of("NAME", RuntimeRegistrationRequest::name)),
          RuntimeRegistrationRequest::name,
          ExportCommand::document,
          request -> List.of(request.name()));

  @Mixin private final KindFilterOption kind = new KindFilterOption();

  @Mixin private final StatusOption status = new StatusOption();

  @Mixin private final QueryOptions query = new QueryOptions();

  @Option(names = "--offline", order = 16, description = "Include offline components.")
  private boolean offline;

  @Option(names = "--all", order = 17, description = "Include offline components and API servers.")
  private boolean all;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  public ExportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    RuntimeListQuery meant = query.of(kind.orNull(), false);
    Map<Setting, String> flags = Map.of(Setting.OUTPUT, format().word());
    try (Session session = Session.open(SessionRequest.of(registry, environment).with(flags))) {
      RuntimeListResponse listed =
          new AllKindsLister(session.diagnostics()).list(session.registry(), meant);
      ExportFilter filter =
          new ExportFilter(
              offline || all || status.isGiven(), all || meant.kind() == RuntimeKind.SERVER_API);
      List<RuntimeRegistrationRequest> written = new ArrayList<>();
      boolean isWhole = true;
      for (RuntimeComponentInfo row : listed.items()) {
        status.saw(row.status());
        if (status.matches(row.status()) && filter.includes(row)) {
          RuntimeRegistrationRequest request = registration(row, session.diagnostics());
          isWhole &= request != null;
          if (request != null) {
            written.add(request);
          }
        }
      }
      status.check();
      session.present().list(written, JsonObject.EMPTY, view(written, session.diagnostics()));
      filter.report(session.diagnostics());
      return (isWhole ? ExitCode.OK : ExitCode.PARTIAL).code();
    }
  }

  /**
   * An unsuitable format is an error as a flag, and replaced by YAML as a setting for all commands.
   */
  private OutputFormat format() {
    Settings settings = registry.settings(Map.of(), environment);
    OutputFormat format = settings.choice(Setting.OUTPUT, OutputFormat::of);
    if (FORMATS.contains(format)) {
      return format;
    }
    if (registry.output.format != null) {
      throw new UsageException(
          "export does not support " + format.word(), "use -o yaml, -o json or -o jsonl");
    }
    return OutputFormat.YAML;
  }

  private static @Nullable RuntimeRegistrationRequest registration(
      RuntimeComponentInfo row, Diagnostics diagnostics) {
    try {
      return OperatorMark.without(row).asRegistration();
    } catch (RuntimeApiException.InvalidRequest unregistrable) {
      diagnostics.warn(
          row.kind()
              + " "
              + row.name()
              + " is skipped because a registration cannot contain it: "
              + unregistrable.getMessage());
      return null;
    }
  }

  /** Masks secrets in the documents, with a note about how apply reads the masks. */
  private View<RuntimeRegistrationRequest> view(
      List<RuntimeRegistrationRequest> written, Diagnostics diagnostics) {
    if (registry.showSecrets) {
      return VIEW;
    }
    long masked = written.stream().filter(ExportCommand::holdsSecrets).count();
    if (masked > 0) {
      diagnostics.note(
          "secrets of "
              + CountText.components(masked)
              + " are masked: apply keeps them where the registry has the same secrets, and refuses"
              + " them elsewhere; use --show-secrets to write them");
    }
    return VIEW.withDocument(request -> masked(document(request)));
  }

  private static boolean holdsSecrets(RuntimeRegistrationRequest request) {
    ObjectNode document = document(request);
    return !masked(document).equals(document);
  }

  /** Masks a document as a row, so that name and kind are never masked. */
  private static ObjectNode masked(ObjectNode document) {
    return new RuntimeComponentInfo(new JsonObject(document)).masked().json().node();
  }

  private static ObjectNode document(RuntimeRegistrationRequest request) {
    JsonObject fields = request.declaration();
    return "ready".equals(fields.text("status")) ? fields.copy().without("status") : fields.node();
  }
}

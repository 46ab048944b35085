package io.noetl.runtime.cli;

import io.noetl.runtime.config.Settings;
import io.noetl.runtime.schema.JsonObject;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends one sign of life. */
@Command(
    name = "heartbeat",
    header = "Send one heartbeat of a component.",
    description = {
      "",
      "A component that the registry does not know is an error (exit 5), unless the heartbeat"
          + " brings the registration to write again: from a file, or from the options below with"
          + " --recreate.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  noetl-runtime heartbeat demo",
      "  noetl-runtime heartbeat demo --recreate --runtime python --capacity 10",
      "  noetl-runtime heartbeat --registration pool.json"
    })
final class HeartbeatCommand implements Callable<Integer> {

  @Mixin private final NameArgument name = new NameArgument();
  @Mixin private final ComponentOptions component = new ComponentOptions();

  @Option(
      names = "--registration",
      paramLabel = "FILE",
      order = 30,
      description = "The registration to write again, JSON or YAML; - is stdin.")
  private @Nullable String registration;

  @Option(
      names = "--recreate",
      order = 31,
      description = "Register again with the options above where the name is unknown.")
  private boolean recreate;

  @Option(names = "--dry-run", order = 50, description = "Show what would be sent; send nothing.")
  private boolean dryRun;

  @Mixin private final RegistryOptions registry = new RegistryOptions();

  private final Environment environment;

  HeartbeatCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(registry, environment)) {
      RuntimeHeartbeatRequest request = request(session.settings());
      if (dryRun) {
        session.present().one(session.registry().preview(request), PreviewView.VIEW);
      } else {
        session
            .present()
            .one(new Outcome(request, session.registry().heartbeat(request).json()), Outcome.VIEW);
      }
      return ExitCode.OK.code();
    }
  }

  private RuntimeHeartbeatRequest request(Settings settings) {
    if (registration != null) {
      return fromFile(registration);
    }
    if (component.describesComponent() && !recreate) {
      throw new UsageException(
          "a heartbeat sends no registration without --recreate",
          "add --recreate, or leave the options of the component out");
    }
    String given = name.in(settings);
    RuntimeKind kind = component.kind();
    JsonObject again = recreate ? component.request(given, settings, environment).toJson() : null;
    return new RuntimeHeartbeatRequest(given, kind, again);
  }

  /** The file names the component; a NAME beside it has to agree. */
  private RuntimeHeartbeatRequest fromFile(String file) {
    if (recreate || component.kind.isGiven() || component.describesComponent()) {
      throw new UsageException(
          "--registration excludes the options that describe a component",
          "put them into the file");
    }
    InputFile.Content content = InputFile.read(file, environment.in()).content();
    if (content.objects().size() > 1) {
      throw new UsageException(
          file + " describes several components", "a heartbeat is one component's");
    }
    RuntimeRegistrationRequest described =
        RuntimeRegistrationRequest.fromJson(content.objects().getFirst());
    if (name.name != null && !name.name.strip().equals(described.name())) {
      throw new UsageException(
          "NAME is " + name.name + " but " + file + " describes " + described.name(),
          "leave NAME out");
    }
    return new RuntimeHeartbeatRequest(described.name(), described.kind(), described.toJson());
  }
}

package io.noetl.runtime.cli.resident;

import io.noetl.runtime.cli.component.ComponentOptions;
import io.noetl.runtime.cli.component.ExistingComponentOptions;
import io.noetl.runtime.cli.process.Environment;
import io.noetl.runtime.config.Settings;
import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.owner.OwnerProbe;
import io.noetl.runtime.schema.owner.OwnerState;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whose a row is while {@code run} registers first itself and then its child. */
final class RunOwnership {

  private final Environment environment;
  private final Settings settings;
  private final boolean isHere;
  private final JsonObject anchor;
  private final Map<Long, JsonObject> details = new ConcurrentHashMap<>();

  RunOwnership(
      RuntimeRegistrationRequest registration, Settings settings, Environment environment) {
    this.environment = environment;
    this.settings = settings;
    this.isHere = ComponentOptions.hostHere(settings, environment).equals(registration.hostname());
    this.anchor = isHere ? environment.host().processes().anchor() : JsonObject.EMPTY;
  }

  /** What the row says of a process of ours; the first answer counts, also when it has ended. */
  JsonObject details(long pid) {
    return isHere
        ? details.computeIfAbsent(
            pid, it -> environment.host().processes().details(it).merge(anchor))
        : JsonObject.EMPTY;
  }

  /** A row that names this very process is the child's before the child is there. */
  RegistrationCondition.Exclusive condition(RuntimeRegistrationRequest request) {
    RegistrationCondition.Exclusive condition =
        ExistingComponentOptions.exclusive(request, settings, environment);
    long pid = ProcessHandle.current().pid();
    ProcessIdentity own =
        ProcessIdentity.of(request.storedRuntime().with("pid", pid).merge(details(pid)));
    OwnerProbe others = condition.owners();
    return new RegistrationCondition.Exclusive(
        condition.staleAfter(),
        condition.isUsual(),
        (owner, silence) -> owner.isSame(own) ? OwnerState.ENDED : others.look(owner, silence));
  }
}

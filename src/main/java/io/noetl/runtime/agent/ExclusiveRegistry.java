package io.noetl.runtime.agent;

import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeComponentInfo;
import io.noetl.runtime.schema.RuntimeDeregistrationRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatRequest;
import io.noetl.runtime.schema.RuntimeHeartbeatResponse;
import io.noetl.runtime.schema.RuntimeKind;
import io.noetl.runtime.schema.RuntimeListQuery;
import io.noetl.runtime.schema.RuntimeListResponse;
import io.noetl.runtime.schema.RuntimeRegistrationRequest;
import io.noetl.runtime.schema.RuntimeRegistrationResponse;
import io.noetl.runtime.schema.RuntimeRequest;
import io.noetl.runtime.schema.RuntimeUpdateRequest;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A registry for the owner of one row: every registration carries the owner's condition, and where
 * a loss matters the ownership is checked before each heartbeat.
 */
final class ExclusiveRegistry implements RuntimeApi {

  private static final String OFFLINE = "offline";

  private final RuntimeApi registry;
  private final Function<RuntimeRegistrationRequest, RegistrationCondition> condition;
  private final @Nullable Consumer<String> lost;
  private final Consumer<String> warn;
  private final HeartbeatTime time;
  private final long sweptAfter;
  private volatile boolean unlisted;
  private volatile @Nullable RuntimeRegistrationRequest written;
  private long lastBeat;

  /**
   * A row that is not written yet.
   *
   * @param lost takes the reason when the row is lost; null where that does not matter
   * @param warn takes a sentence for the operator
   * @param interval between two heartbeats; a row that is offline after more than two was swept
   */
  ExclusiveRegistry(
      RuntimeApi registry,
      Function<RuntimeRegistrationRequest, RegistrationCondition> condition,
      @Nullable Consumer<String> lost,
      Consumer<String> warn,
      Duration interval,
      HeartbeatTime time) {
    this.registry = registry;
    this.condition = condition;
    this.lost = lost;
    this.warn = warn;
    this.time = time;
    this.sweptAfter = 2 * interval.toNanos();
  }

  /** Whether the row names another process as its owner; false where that cannot be known. */
  boolean belongsToAnother() {
    RuntimeRegistrationRequest own = written;
    if (own == null) {
      return false;
    }
    try {
      RuntimeComponentInfo row = find(own);
      return row != null && isOther(own, row);
    } catch (RuntimeApiException unreadable) {
      return false;
    }
  }

  @Override
  public RuntimeRegistrationResponse register(
      RuntimeRegistrationRequest request, RegistrationCondition any) {
    try {
      return write(request, unlisted ? RegistrationCondition.NONE : condition.apply(request));
    } catch (RuntimeApiException.Held held) {
      if (lost != null && written != null) {
        lost.accept(String.valueOf(held.getMessage()));
      }
      throw held;
    } catch (RuntimeApiException.Unsupported missing) {
      if (!mayOnlyRegister(request)) {
        throw missing;
      }
      // Throws where the server lacks more than the list.
      RuntimeRegistrationResponse answer = write(request, RegistrationCondition.NONE);
      warnOfMissingList(missing, request);
      return answer;
    }
  }

  private RuntimeRegistrationResponse write(
      RuntimeRegistrationRequest request, RegistrationCondition wanted) {
    RuntimeRegistrationResponse answer = registry.register(request, wanted);
    written = request;
    lastBeat = time.nanos();
    return answer;
  }

  @Override
  public RuntimeHeartbeatResponse heartbeat(RuntimeHeartbeatRequest request) {
    RuntimeRegistrationRequest own = written;
    if (lost != null && own != null && !unlisted) {
      String sentence = loss(own);
      if (sentence != null) {
        lost.accept(sentence);
        throw new RuntimeApiException.Conflict(sentence, RuntimeApiException.Details.NONE);
      }
    }
    RuntimeHeartbeatResponse answer = beat(request, own);
    lastBeat = time.nanos();
    return answer;
  }

  /** Registers again where the server takes no heartbeats, which has the same effect. */
  private RuntimeHeartbeatResponse beat(
      RuntimeHeartbeatRequest request, @Nullable RuntimeRegistrationRequest own) {
    try {
      return registry.heartbeat(request);
    } catch (RuntimeApiException.Unsupported missing) {
      if (own == null || !mayOnlyRegister(own)) {
        throw missing;
      }
      return RuntimeHeartbeatResponse.of("ok", own.name(), register(own).runtimeId(), null);
    }
  }

  /** Why the row is lost; null where it is not, or where the server does not list it. */
  private @Nullable String loss(RuntimeRegistrationRequest own) {
    try {
      return loss(own, find(own));
    } catch (RuntimeApiException.Unsupported missing) {
      if (mayOnlyRegister(own)) {
        warnOfMissingList(missing, own);
      }
      return null;
    }
  }

  /**
   * Every server lists worker pools and takes their heartbeats; some do neither for other kinds.
   */
  private static boolean mayOnlyRegister(RuntimeRequest request) {
    return request.kind() != RuntimeKind.WORKER_POOL;
  }

  private void warnOfMissingList(RuntimeApiException missing, RuntimeRequest request) {
    if (!unlisted) {
      unlisted = true;
      warn.accept(
          missing.getMessage()
              + "; cannot tell whether another process holds "
              + request.kind().word()
              + " "
              + request.name());
    }
  }

  private @Nullable String loss(
      RuntimeRegistrationRequest own, @Nullable RuntimeComponentInfo row) {
    String component = own.kind().word() + " " + own.name();
    if (row == null) {
      return component + " is no longer registered";
    }
    if (isOther(own, row)) {
      return component + " was taken over by " + row.process().inWords();
    }
    boolean beatInTime = time.nanos() - lastBeat < sweptAfter;
    return OFFLINE.equals(row.status()) && beatInTime ? component + " was deregistered" : null;
  }

  /** Servers that store no pid leave the owner unknown. */
  private static boolean isOther(RuntimeRegistrationRequest own, RuntimeComponentInfo row) {
    return row.process().isOther(ProcessIdentity.of(own.storedRuntime()));
  }

  private @Nullable RuntimeComponentInfo find(RuntimeRegistrationRequest own) {
    List<RuntimeComponentInfo> rows =
        registry.list(RuntimeListQuery.named(own.kind(), own.name())).items();
    return rows.isEmpty() ? null : rows.getFirst();
  }

  @Override
  public RuntimeRegistrationResponse update(RuntimeUpdateRequest request) {
    return registry.update(request);
  }

  @Override
  public RuntimeRegistrationResponse deregister(RuntimeDeregistrationRequest request) {
    return registry.deregister(request);
  }

  @Override
  public RegistryServer server() {
    return registry.server();
  }

  @Override
  public RuntimeListResponse list(RuntimeListQuery query) {
    return registry.list(query);
  }

  @Override
  public RequestPreview preview(RuntimeRequest request) {
    return registry.preview(request);
  }

  @Override
  public RequestPreview preview(RuntimeUpdateRequest request) {
    return registry.preview(request);
  }

  @Override
  public void close() {
    registry.close();
  }
}

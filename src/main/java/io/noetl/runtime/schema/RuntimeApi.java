package io.noetl.runtime.schema;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A registry of runtime components: the port that commands, the agent and the endpoint use.
 *
 * <p>Every method throws only {@link RuntimeApiException}s when the registry rejects a request or
 * cannot be reached. Implementations are thread-safe.
 */
public interface RuntimeApi extends AutoCloseable {

  /**
   * Writes the whole row of (kind, name): a known component keeps its {@code runtime_id} and loses
   * every other value that the request does not contain. Direct mode and {@code serve} keep the
   * values that an operator has set ({@link OperatorMark}, {@link Drain}) when the same process
   * registers again.
   */
  default RuntimeRegistrationResponse register(RuntimeRegistrationRequest request) {
    return register(request, RegistrationCondition.NONE);
  }

  /**
   * Registers where the registry has no such row, or one that the condition lets it replace. Direct
   * mode checks the condition in the statement that writes; over HTTP the list is read first, so
   * that two concurrent registrations may both succeed.
   *
   * @return with the status {@code unchanged} where {@link RegistrationCondition.IfAbsent} found a
   *     row
   * @throws RuntimeApiException.Held when the condition is exclusive and another owner is alive
   */
  RuntimeRegistrationResponse register(
      RuntimeRegistrationRequest request, RegistrationCondition condition);

  /**
   * Changes some values of a component. Direct mode and {@code serve} do so in one statement
   * without touching the heartbeat, and the changes persist when the same process registers again.
   * On other servers the row is read and registered again, which counts as a heartbeat and loses
   * concurrent changes.
   *
   * @throws RuntimeApiException.UnknownComponent when the name is not registered
   */
  RuntimeRegistrationResponse update(RuntimeUpdateRequest request);

  /**
   * Records a heartbeat; sets a component to {@code ready} that is offline, or whose {@link Drain}
   * has ended.
   *
   * @throws RuntimeApiException.UnknownComponent when the name is not registered and the request
   *     contains no registration to recreate it
   */
  RuntimeHeartbeatResponse heartbeat(RuntimeHeartbeatRequest request);

  /**
   * The kind of server. Over HTTP this takes up to four calls, once; direct mode looks for leases
   * of NoETL's servers in the table. Heartbeats do not need it.
   */
  RegistryServer server();

  /**
   * Records a heartbeat asynchronously: a registry that batches heartbeats needs no thread for each
   * of them.
   *
   * @return completes with the answer, or exceptionally with a {@link RuntimeApiException}
   */
  default CompletionStage<RuntimeHeartbeatResponse> heartbeatLater(
      RuntimeHeartbeatRequest request) {
    return CompletableFuture.supplyAsync(() -> heartbeat(request), Thread::startVirtualThread);
  }

  /**
   * Marks a component offline; a repeat is no error.
   *
   * @throws RuntimeApiException.UnknownComponent when the registry can determine that the name was
   *     never registered (some servers cannot and answer ok)
   */
  RuntimeRegistrationResponse deregister(RuntimeDeregistrationRequest request);

  /** Lists the components that match, ordered by kind and name. */
  RuntimeListResponse list(RuntimeListQuery query);

  /** Whether any component may declare dependencies; a cheap question to a database. */
  default boolean mayDeclareDependencies() {
    return true;
  }

  /** Streams the components that match, with bounded memory where the registry supports it. */
  default void stream(RuntimeListQuery query, ComponentSink sink) {
    RuntimeListResponse listed = list(query);
    listed.items().stream()
        .sorted(RuntimeComponentInfo.BY_KIND_AND_NAME)
        .forEach(component -> sink.accept(component, listed.asOf()));
  }

  /**
   * Streams one page of the components that match, and reads only that page where the registry
   * supports it.
   */
  default void stream(RuntimeListQuery query, ListPage page, ComponentSink sink) {
    AtomicInteger left = new AtomicInteger(page.limit());
    stream(
        query,
        (component, asOf) -> {
          if (page.isBehind(component) && left.getAndDecrement() > 0) {
            sink.accept(component, asOf);
          }
        });
  }

  /**
   * The heartbeat age at which the registry itself marks components offline, as reported with its
   * last list; null where it reports none.
   */
  default @Nullable Duration offlineAfter() {
    return null;
  }

  /** Previews {@code request} without sending it. */
  RequestPreview preview(RuntimeRequest request);

  /** Previews {@code request}, for which it may read the row; changes nothing. */
  RequestPreview preview(RuntimeUpdateRequest request);

  /** Closes connections; a closed registry must not be used again. */
  @Override
  void close();
}

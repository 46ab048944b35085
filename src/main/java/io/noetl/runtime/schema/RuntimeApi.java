package io.noetl.runtime.schema;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A registry of runtime components: the one port that commands, the agent and the endpoint see.
 *
 * <p>Every method throws a {@link RuntimeApiException} and nothing else when the registry refuses
 * or cannot be reached. Implementations may be used by several threads at once.
 */
public interface RuntimeApi extends AutoCloseable {

  /**
   * Writes the whole row of (kind, name): a known component keeps its {@code runtime_id} and loses
   * every other value that the request does not name. Direct mode and {@code serve} keep what an
   * operator has set since ({@link OperatorMark}, {@link Drain}) where the same process registers
   * again.
   */
  default RuntimeRegistrationResponse register(RuntimeRegistrationRequest request) {
    return register(request, RegistrationCondition.NONE);
  }

  /**
   * The same where the registry has no such row, or one that the condition lets it replace. Direct
   * mode decides in the statement that writes; over HTTP the list is read first, so that two who
   * register in the same moment may both succeed.
   *
   * @return with the status {@code unchanged} where {@link RegistrationCondition.IfAbsent} found a
   *     row
   * @throws RuntimeApiException.Held when the condition is exclusive and another owner is alive
   */
  RuntimeRegistrationResponse register(
      RuntimeRegistrationRequest request, RegistrationCondition condition);

  /**
   * Changes some values of a component. Direct mode does it in one statement and leaves the
   * heartbeat alone, and so does {@code serve}; what is changed stays when the same process
   * registers again. On other servers the row is read and registered again, which is a sign of
   * life, and a change that somebody else makes meanwhile is lost.
   *
   * @throws RuntimeApiException.UnknownComponent when the name is not registered
   */
  RuntimeRegistrationResponse update(RuntimeUpdateRequest request);

  /**
   * Records a sign of life and brings a component back to {@code ready} that is offline, or whose
   * {@link Drain} is over.
   *
   * @throws RuntimeApiException.UnknownComponent when the name is not registered and the request
   *     holds no registration that the registry would write again
   */
  RuntimeHeartbeatResponse heartbeat(RuntimeHeartbeatRequest request);

  /**
   * What answers, and what follows from it. Over HTTP the server is asked by up to four calls,
   * once; direct mode looks for leases of NoETL's servers in the table. No heartbeat needs to know.
   */
  RegistryServer server();

  /**
   * Does the same without keeping the caller: a registry that writes the heartbeats of many callers
   * together needs no thread for each of them.
   *
   * @return what completes with the answer, or exceptionally with the {@link RuntimeApiException}
   */
  default CompletionStage<RuntimeHeartbeatResponse> heartbeatLater(
      RuntimeHeartbeatRequest request) {
    return CompletableFuture.supplyAsync(() -> heartbeat(request), Thread::startVirtualThread);
  }

  /**
   * Marks a component offline; a repeat is no error.
   *
   * @throws RuntimeApiException.UnknownComponent when the registry can tell that the name was never
   *     registered (some servers cannot and answer ok)
   */
  RuntimeRegistrationResponse deregister(RuntimeDeregistrationRequest request);

  /** Gives the components that match, ordered by kind and name. */
  RuntimeListResponse list(RuntimeListQuery query);

  /** Gives the same one by one, in the memory of a few where the registry can. */
  default void stream(RuntimeListQuery query, ComponentSink sink) {
    RuntimeListResponse listed = list(query);
    listed.items().stream()
        .sorted(RuntimeComponentInfo.BY_KIND_AND_NAME)
        .forEach(component -> sink.accept(component, listed.asOf()));
  }

  /** Gives a page of the same, and reads no more than it has to where the registry can. */
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
   * The silence after which the registry itself takes a component for offline, as its last list
   * told; null where it told nothing.
   */
  default @Nullable Duration offlineAfter() {
    return null;
  }

  /** Says what {@code request} would send, and sends nothing. */
  RequestPreview preview(RuntimeRequest request);

  /**
   * Says what {@code request} would send, for which it may have to read the row; changes nothing.
   */
  RequestPreview preview(RuntimeUpdateRequest request);

  /** Frees connections; a closed registry is not used again. */
  @Override
  void close();
}

package io.noetl.runtime.schema;

/**
 * A registry of runtime components: the one port that commands, the agent and the endpoint see.
 *
 * <p>Every method throws a {@link RuntimeApiException} and nothing else when the registry refuses
 * or cannot be reached. Implementations may be used by several threads at once.
 */
public interface RuntimeApi extends AutoCloseable {

  /**
   * Writes the whole row of (kind, name): a known component keeps its {@code runtime_id} and loses
   * every other value that the request does not name.
   */
  RuntimeRegistrationResponse register(RuntimeRegistrationRequest request);

  /**
   * Records a sign of life and brings an offline component back to {@code ready}.
   *
   * @throws RuntimeApiException.UnknownComponent when the name is not registered and the request
   *     holds no registration that the registry would write again
   */
  RuntimeHeartbeatResponse heartbeat(RuntimeHeartbeatRequest request);

  /**
   * Marks a component offline; a repeat is no error.
   *
   * @throws RuntimeApiException.UnknownComponent when the registry can tell that the name was never
   *     registered (some servers cannot and answer ok)
   */
  RuntimeRegistrationResponse deregister(RuntimeDeregistrationRequest request);

  /** Gives the components that match, ordered by kind and name. */
  RuntimeListResponse list(RuntimeListQuery query);

  /** Says what {@code request} would send, and sends nothing. */
  RequestPreview preview(RuntimeRequest request);

  /** Frees connections; a closed registry is not used again. */
  @Override
  void close();
}

package io.noetl.runtime.client;

import io.noetl.runtime.json.JsonObject;
import io.noetl.runtime.schema.RegistrationCondition;
import io.noetl.runtime.schema.RegistryServer;
import io.noetl.runtime.schema.RequestPreview;
import io.noetl.runtime.schema.RuntimeApi;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The registry of a NoETL server, over HTTP. The kind of server is detected from its answers, never
 * configured.
 */
public final class HttpRuntimeApi implements RuntimeApi {

  /**
   * The response header with the number of changed rows, since {@code ok} alone does not show
   * whether any row changed.
   */
  static final String CHANGED = "X-NoETL-Changed";

  private final ClientOptions options;
  private final Headers headers;
  private final HttpTransport transport;
  private final ComponentLists lists;
  private final RequestRouter router;
  private final long giveUp;
  private volatile @Nullable RegistryServer server;
  private volatile boolean toldOfCapabilities;
  private volatile boolean toldOfMetrics;

  /** A client that connects on first use. */
  public HttpRuntimeApi(ClientOptions options) {
    this.options = options;
    this.headers = new Headers(options.userAgent(), options.token(), options.headers());
    this.transport = new HttpTransport(options, headers);
    this.lists = new ComponentLists(options.server());
    this.router = new RequestRouter(options.server(), lists);
    this.giveUp = options.retries().giveUpForAll();
  }

  /** Loads the classes of a first request over plain HTTP in the background. */
  public static void prepare() {
    Thread.ofPlatform().daemon().name("noetl-prepare").start(UrlConnectionExchange::prepare);
  }

  @Override
  public RuntimeRegistrationResponse register(
      RuntimeRegistrationRequest request, RegistrationCondition condition) {
    RetryingTransport retrying = retrying();
    if (condition instanceof RegistrationCondition.Replace) {
      return register(request, retrying);
    }
    RuntimeListResponse listed =
        lists.read(RuntimeListQuery.named(request.kind(), request.name()), retrying);
    if (!listed.items().isEmpty()) {
      RuntimeComponentInfo row = listed.items().getFirst();
      if (!(condition instanceof RegistrationCondition.Exclusive exclusive)) {
        return RuntimeRegistrationResponse.of(
            RuntimeRegistrationResponse.UNCHANGED, request, row.runtimeId(), row.runtimeType());
      }
      // Without the server's time no heartbeat can be called stale: every owner with one is alive.
      Instant asOf = listed.asOf() == null ? row.heartbeat() : listed.asOf();
      exclusive
          .asTold(lists.offlineAfter())
          .check(request, row, asOf == null ? Instant.EPOCH : asOf);
    }
    return register(request, retrying);
  }

  @Override
  public @Nullable Duration offlineAfter() {
    return lists.offlineAfter();
  }

  @Override
  public RuntimeRegistrationResponse update(RuntimeUpdateRequest request) {
    RetryingTransport retrying = retrying();
    boolean isServe = server != null && server.software() == RegistryServer.Software.SERVE;
    RuntimeComponentInfo row = isServe ? null : lists.row(request.kind(), request.name(), retrying);
    if (row == null || lists.isFromServe(row)) {
      HttpAnswer answer = retrying.send(Routes.of(request));
      if (!ErrorAnswers.lacksRoute(answer)) {
        RuntimeRequest subject = new RuntimeDeregistrationRequest(request.name(), request.kind());
        return new RuntimeRegistrationResponse(
            AnswerParser.outcome(successful(answer, subject), subject));
      }
    }
    if (row == null) {
      row = lists.row(request.kind(), request.name(), retrying);
    }
    return register(request.appliedTo(row), retrying);
  }

  @Override
  public RuntimeHeartbeatResponse heartbeat(RuntimeHeartbeatRequest request) {
    RuntimeHeartbeatResponse answer = beat(request);
    // What was just registered stores them with the next heartbeat.
    if (request.metrics() != null
        && !answer.storedMetrics()
        && !answer.recreated()
        && !toldOfMetrics) {
      toldOfMetrics = true;
      options.notes().accept(options.server() + " does not store metrics");
    }
    return answer;
  }

  private RuntimeHeartbeatResponse beat(RuntimeHeartbeatRequest request) {
    RetryingTransport retrying = retrying();
    try {
      HttpAnswer answer = router.answer(request, retrying);
      if (ErrorAnswers.mayHideAnOutage(answer, request) && lists.holds(request, retrying)) {
        // The server's database was briefly unavailable.
        answer = router.answer(request, retrying);
        if (ErrorAnswers.mayHideAnOutage(answer, request)) {
          throw ErrorAnswers.notRecorded(answer, request);
        }
      }
      if (ErrorAnswers.hidesRecreation(answer)) {
        AnswerParser.outcome(successful(router.answer(request, retrying), request), request);
        return recreated(request.name(), null);
      }
      return new RuntimeHeartbeatResponse(
          AnswerParser.outcome(successful(answer, request), request));
    } catch (RuntimeApiException.UnknownComponent unknown) {
      return registerAgain(request, unknown, retrying);
    } catch (RuntimeApiException.Unsupported missing) {
      return beatByRegistering(request, missing, retrying);
    }
  }

  @Override
  public RegistryServer server() {
    RegistryServer known = server;
    if (known == null) {
      known = new ServerProbe(options, transport).server(lists, retrying());
      server = known;
    }
    return known;
  }

  @Override
  public RuntimeRegistrationResponse deregister(RuntimeDeregistrationRequest request) {
    HttpAnswer answer = successful(router.answer(request, retrying()), request);
    if ("0".equals(answer.header(CHANGED))) {
      throw new RuntimeApiException.UnknownComponent(request.kind(), request.name(), Details.NONE);
    }
    return new RuntimeRegistrationResponse(AnswerParser.outcome(answer, request));
  }

  @Override
  public RuntimeListResponse list(RuntimeListQuery query) {
    return lists.read(query, retrying());
  }

  @Override
  public RequestPreview preview(RuntimeRequest request) {
    return preview(router.adapted(Routes.of(request).getFirst(), request));
  }

  @Override
  public RequestPreview preview(RuntimeUpdateRequest request) {
    RuntimeComponentInfo row = lists.row(request.kind(), request.name(), retrying());
    return lists.isFromServe(row) ? preview(Routes.of(request)) : preview(request.appliedTo(row));
  }

  private RequestPreview preview(Call call) {
    URI address = options.server().resolve(call.path());
    Map<String, String> shown = new LinkedHashMap<>();
    headers.forEach(call, (name, value) -> shown.put(name, headers.shown(name, value)));
    JsonObject body = Objects.requireNonNullElse(call.body(), JsonObject.EMPTY);
    return new RequestPreview(
        call.method(),
        address.toString(),
        shown,
        body,
        CurlCommand.of(call, address, headers, options));
  }

  @Override
  public void close() {
    transport.close();
  }

  private RetryingTransport retrying() {
    return new RetryingTransport(transport, options.retries(), options.trace(), giveUp);
  }

  private RuntimeRegistrationResponse register(
      RuntimeRegistrationRequest request, RetryingTransport retrying) {
    JsonObject outcome = write(request, retrying);
    if (!lists.isRustServer() && RustRegistration.isAnswer(outcome)) {
      lists.markRustServer();
      if (RustRegistration.needsAdapting(request)) {
        // The Rust server has ignored the fields that it takes only inside the runtime object.
        outcome = write(request, retrying);
      }
    }
    RuntimeRegistrationResponse answer = new RuntimeRegistrationResponse(outcome);
    if (answer.lacksCapabilities(request) && !toldOfCapabilities) {
      toldOfCapabilities = true;
      options.notes().accept(options.server() + " does not store capabilities");
    }
    return answer;
  }

  private JsonObject write(RuntimeRegistrationRequest request, RetryingTransport retrying) {
    return AnswerParser.outcome(successful(router.answer(request, retrying), request), request);
  }

  private RuntimeHeartbeatResponse registerAgain(
      RuntimeHeartbeatRequest request,
      RuntimeApiException.UnknownComponent unknown,
      RetryingTransport retrying) {
    RuntimeRegistrationRequest registration = request.toRegistration();
    if (registration == null) {
      throw unknown;
    }
    RuntimeRegistrationResponse written = register(registration, retrying);
    return recreated(registration.name(), written.runtimeId());
  }

  private static RuntimeHeartbeatResponse recreated(String name, @Nullable String runtimeId) {
    return RuntimeHeartbeatResponse.of("recreated", name, runtimeId, null);
  }

  /** Registers again instead of a heartbeat, where the server takes none of this kind. */
  private RuntimeHeartbeatResponse beatByRegistering(
      RuntimeHeartbeatRequest request,
      RuntimeApiException.Unsupported missing,
      RetryingTransport retrying) {
    RuntimeRegistrationRequest given = request.toRegistration();
    RuntimeRegistrationRequest registration =
        given == null ? registered(request, missing, retrying) : given;
    try {
      RuntimeRegistrationResponse written = register(registration, retrying);
      return RuntimeHeartbeatResponse.of("ok", request.name(), written.runtimeId(), null);
    } catch (RuntimeApiException.Unsupported neither) {
      throw missing;
    }
  }

  private RuntimeRegistrationRequest registered(
      RuntimeHeartbeatRequest request,
      RuntimeApiException.Unsupported missing,
      RetryingTransport retrying) {
    if (request.kind() == RuntimeKind.WORKER_POOL) {
      throw missing;
    }
    try {
      return lists.row(request.kind(), request.name(), retrying).toRegistration();
    } catch (RuntimeApiException.Unsupported unlisted) {
      throw new RuntimeApiException.Unsupported(
          missing.getMessage()
              + ", and it does not list them, so the registration cannot be repeated",
          Details.NONE.withHint(
              "bring the registration with --recreate --runtime TYPE or --registration, or use"
                  + " --direct"));
    }
  }

  private static HttpAnswer successful(HttpAnswer answer, RuntimeRequest request) {
    if (!answer.succeeded()) {
      throw ErrorAnswers.of(answer, request);
    }
    return answer;
  }
}

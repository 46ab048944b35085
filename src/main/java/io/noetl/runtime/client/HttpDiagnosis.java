package io.noetl.runtime.client;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.diagnosis.Diagnosis;
import io.noetl.runtime.schema.diagnosis.DiagnosisStep;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The diagnosis of a server: its host name, addresses, certificate and answers. */
public final class HttpDiagnosis implements Diagnosis {

  private final ClientOptions options;
  private final HttpTransport transport;
  private final HostProbe host;
  private final ServerProbe server;

  /** A diagnosis that connects step by step, without retries. */
  public HttpDiagnosis(ClientOptions options) {
    this.options = options;
    this.transport =
        new HttpTransport(
            options, new Headers(options.userAgent(), options.token(), options.headers()));
    this.host = new HostProbe(firstHop(options), String.valueOf(options.server()), options);
    this.server = new ServerProbe(options, transport);
  }

  @Override
  public List<DiagnosisStep> steps() {
    List<DiagnosisStep> steps = new ArrayList<>();
    steps.add(new DiagnosisStep("dns", host::resolve));
    steps.add(new DiagnosisStep("tcp", host::connect));
    if ("https".equalsIgnoreCase(options.server().base().getScheme())) {
      steps.add(new DiagnosisStep("tls", this::tls));
    }
    steps.add(new DiagnosisStep("http", server::health));
    steps.add(new DiagnosisStep("api", server::software));
    steps.add(new DiagnosisStep("routes", server::routes));
    steps.add(new DiagnosisStep("version", server::version));
    return steps;
  }

  private Finding tls() {
    return options.proxies().to(options.server().base()) == null
        ? new TlsProbe(options, host).handshake()
        : Finding.skipped("it passes a proxy; http tells");
  }

  private static URI firstHop(ClientOptions options) {
    URI proxy = options.proxies().to(options.server().base());
    return proxy == null ? options.server().base() : proxy;
  }

  /** The error of a failed connection, as every command words it. */
  static RuntimeApiException unreachable(ClientOptions options, String why, Throwable cause) {
    return new RuntimeApiException.Unreachable(
        "cannot reach " + options.server() + ": " + why, Details.causedBy(cause));
  }

  @Override
  public void close() {
    transport.close();
  }
}

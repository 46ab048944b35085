package io.noetl.runtime.service;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.RuntimeApiException.Details;
import io.noetl.runtime.schema.diagnosis.Diagnosis;
import io.noetl.runtime.schema.diagnosis.DiagnosisStep;
import io.noetl.runtime.schema.diagnosis.Finding;
import io.noetl.runtime.service.jdbc.DiagnosticQueries;
import io.noetl.runtime.service.jdbc.DiagnosticQuery;
import io.noetl.runtime.service.jdbc.SqlRunner;
import io.noetl.runtime.service.postgres.PostgresDiagnosticQueries;
import io.noetl.runtime.service.postgres.PostgresHostCheck;
import io.noetl.runtime.service.postgres.PostgresTlsCheck;
import io.noetl.runtime.service.postgres.PostgresUrl;
import io.noetl.runtime.service.sqlite.SqliteDiagnosticQueries;
import io.noetl.runtime.text.DatabaseUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Diagnoses the access to a database: its host or file, the login, the table and privileges. */
public final class DatabaseDiagnosis implements Diagnosis {

  private static final int ROUND_TRIPS = 5;

  private final SqlRunner runner;
  private final List<DiagnosisStep> steps = new ArrayList<>();

  private DatabaseDiagnosis(SqlRunner runner) {
    this.runner = runner;
  }

  /**
   * Creates a diagnosis of the database of the options; each step connects as far as it needs to.
   *
   * @throws RuntimeApiException.InvalidRequest when the URL is not one of a database
   */
  public static DatabaseDiagnosis open(DirectOptions options) {
    DatabaseDiagnosis diagnosis = new DatabaseDiagnosis(Databases.open(options));
    if (DatabaseUrl.isPostgres(options.databaseUrl())) {
      diagnosis.postgres(
          PostgresUrl.of(options.databaseUrl(), options.variables()), options.timeout());
    } else {
      diagnosis.step(
          "file", () -> SqliteDiagnosticQueries.file(Databases.sqliteFile(options.databaseUrl())));
      diagnosis.query(new SqliteDiagnosticQueries());
    }
    return diagnosis;
  }

  @Override
  public List<DiagnosisStep> steps() {
    return List.copyOf(steps);
  }

  @Override
  public void close() {
    runner.close();
  }

  private void postgres(PostgresUrl url, Duration patience) {
    PostgresHostCheck hosts = new PostgresHostCheck(url, patience);
    step("dns", hosts::resolve);
    step("tcp", hosts::connect);
    step("tls", new PostgresTlsCheck(url, patience)::handshake);
    query(new PostgresDiagnosticQueries(runner.dialect().table()));
  }

  private void query(DiagnosticQueries queries) {
    DiagnosticQuery first = queries.first();
    step(first.step(), () -> find(first));
    step("latency", this::latency);
    for (DiagnosticQuery query : queries.others()) {
      step(
          query.step(),
          () -> query.step().equals("table") ? table(query, queries.oddRows()) : find(query));
    }
  }

  /** Checks the table, and looks for rows that keep Python servers from listing worker pools. */
  private Finding table(DiagnosticQuery query, String oddRows) {
    Finding found = find(query);
    String odd = odd(oddRows);
    return odd.isEmpty()
        ? found
        : Finding.warning(
            found.text()
                + "; Python servers list no worker pool because of "
                + odd
                + ": register it again, with labels as K=V");
  }

  private String odd(String oddRows) {
    try {
      return runner.translated(() ->
          runner.run(
              oddRows,
              statement -> {},
              rows -> rows.next() ? Objects.requireNonNullElse(rows.getString(1), "") : ""));
    } catch (RuntimeApiException.NotAllowed unreadable) {
      // The next step checks the privileges.
      return "";
    }
  }

  private void step(String name, DiagnosisStep.Look look) {
    steps.add(new DiagnosisStep(name, look));
  }

  private Finding find(DiagnosticQuery query) {
    return runner.translated(() ->
        runner.run(
            query.sql(),
            statement -> {},
            rows ->
                rows.next()
                    ? judged(rows.getString(1), rows.getString(2))
                    : Finding.skipped("the database has no statistics on it")));
  }

  private Finding judged(String grade, String text) {
    String database = runner.description();
    String table = runner.dialect().table();
    return switch (grade) {
      case "ok" -> Finding.ok(text);
      case "warning" -> Finding.warning(text);
      case "standby" ->
          throw new RuntimeApiException.Unavailable(
              database + " is a read-only standby (" + text + ")",
              Details.NONE.withHint(
                  "name the primary, or all hosts with target_session_attrs=read-write"));
      case "forbidden" ->
          throw new RuntimeApiException.NotAllowed(
              database + " does not allow it: " + text + " on " + table,
              Details.NONE.withHint("grant the role its rights on " + table));
      case "missing" ->
          throw new RuntimeApiException.UnintelligibleAnswer(
              database + " has no table " + table,
              Details.NONE.withHint("create it: noetl-runtime init, or name another --database"));
      default ->
          throw new RuntimeApiException.UnintelligibleAnswer(
              "the table " + table + " of " + database + " has another shape: " + text,
              Details.NONE.withHint("compare it with: noetl-runtime init --dry-run"));
    };
  }

  private Finding latency() {
    long[] nanos = new long[ROUND_TRIPS];
    for (int i = 0; i < ROUND_TRIPS; i++) {
      long begun = System.nanoTime();
      runner.translated(() -> runner.run("SELECT 1", statement -> {}, rows -> rows.next()));
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    Duration median = Duration.ofNanos(nanos[ROUND_TRIPS / 2]);
    return Finding.ok("a statement takes " + median.toNanos() / 1000 + " µs");
  }
}

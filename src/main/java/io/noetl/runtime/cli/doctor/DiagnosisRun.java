package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.MonotonicClock;
import io.noetl.runtime.cli.terminal.Progress;
import io.noetl.runtime.config.ConfigException;
import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.schema.diagnosis.DiagnosisStep;
import io.noetl.runtime.schema.diagnosis.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the steps of a diagnosis in order up to the first failure, and keeps their results. */
final class DiagnosisRun {

  private final MonotonicClock time;
  private final Progress progress;
  private final List<StepResult> results = new ArrayList<>();
  private @Nullable Failure failure;
  private @Nullable RuntimeException fault;
  private @Nullable String failedStep;

  DiagnosisRun(MonotonicClock time, Progress progress) {
    this.time = time;
    this.progress = progress;
  }

  /** Runs a step, unless an earlier one failed. */
  void step(String name, DiagnosisStep.Look look) {
    if (failure != null) {
      results.add(StepResult.notTried(name));
      return;
    }
    progress.show("doctor: " + name + " …");
    long begun = time.nanos();
    try {
      Finding finding = look.find();
      add(name, StepResult.Status.of(finding.grade()), begun, finding.text());
    } catch (RuntimeApiException | ConfigException | UsageException failed) {
      fault = failed;
      failure = Failure.of(failed);
      failedStep = name;
      add(name, StepResult.Status.FAILED, begun, failure.message());
    }
  }

  private void add(String name, StepResult.Status status, long begun, String text) {
    Duration took = Duration.ofNanos(time.nanos() - begun);
    results.add(new StepResult(name, status, took, text.replace('\n', ' ')));
  }

  List<StepResult> results() {
    return results;
  }

  /** The failure of the failed step; null for none. */
  @Nullable Failure failure() {
    return failure;
  }

  /** The exception of the failed step; null for none. */
  @Nullable RuntimeException fault() {
    return fault;
  }

  /** The name of the failed step; empty for none. */
  String failedStep() {
    return failedStep == null ? "" : failedStep;
  }
}

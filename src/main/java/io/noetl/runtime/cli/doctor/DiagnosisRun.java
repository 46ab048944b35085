package io.noetl.runtime.cli.doctor;

import io.noetl.runtime.cli.failure.Failure;
import io.noetl.runtime.cli.failure.UsageException;
import io.noetl.runtime.cli.process.MonotonicClock;
import io.noetl.runtime.cli.terminal.Progress;
import io.noetl.runtime.config.ConfigException;
import io.noetl.runtime.schema.DiagnosisStep;
import io.noetl.runtime.schema.Finding;
import io.noetl.runtime.schema.RuntimeApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a diagnosis, carried out one after the other up to the first that fails. */
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

  /** Tries a step, unless one before it failed. */
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

  /** Reports a step that found something wrong with the component and hinders no other step. */
  void failed(String name, String text) {
    results.add(new StepResult(name, StepResult.Status.FAILED, Duration.ZERO, text));
  }

  private void add(String name, StepResult.Status status, long begun, String text) {
    Duration took = Duration.ofNanos(time.nanos() - begun);
    results.add(new StepResult(name, status, took, text.replace('\n', ' ')));
  }

  List<StepResult> results() {
    return results;
  }

  /** Why a step failed; null where none did. */
  @Nullable Failure failure() {
    return failure;
  }

  /** What a step failed with; null where none did. */
  @Nullable RuntimeException fault() {
    return fault;
  }

  /** Which step failed; empty where none did. */
  String failedStep() {
    return failedStep == null ? "" : failedStep;
  }
}

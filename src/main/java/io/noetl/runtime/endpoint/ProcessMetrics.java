package io.noetl.runtime.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel and the JVM say of this process, under the usual names. */
final class ProcessMetrics {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private ProcessMetrics() {}

  static void writeTo(MetricsText text) {
    Runtime jvm = Runtime.getRuntime();
    text.single(
        "jvm_memory_used_bytes",
        "gauge",
        "Used bytes of the heap.",
        jvm.totalMemory() - jvm.freeMemory());
    ProcessHandle.Info process = ProcessHandle.current().info();
    process
        .totalCpuDuration()
        .ifPresent(used -> {
          text.family("process_cpu_seconds_total", "counter", "Processor time in seconds.");
          text.sample("process_cpu_seconds_total", used.toMillis() / 1000.0);
        });
    process
        .startInstant()
        .ifPresent(start ->
            text.single(
                "process_start_time_seconds",
                "gauge",
                "Start in seconds since 1970.",
                start.getEpochSecond()));
    try (Stream<Path> open = Files.list(DESCRIPTORS);
        Stream<String> status = Files.lines(STATUS)) {
      long resident = status.mapToLong(ProcessMetrics::resident).sum();
      text.single("process_resident_memory_bytes", "gauge", "Resident memory in bytes.", resident);
      text.single("process_open_fds", "gauge", "Open file descriptors.", open.count());
    } catch (IOException notLinux) {
      // The page has fewer lines then.
    }
  }

  private static long resident(String line) {
    return line.startsWith("VmRSS:") ? Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024 : 0;
  }
}

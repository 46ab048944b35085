package io.noetl.runtime;

import io.noetl.runtime.cli.process.KernelCalls;
import io.noetl.runtime.posix.ProcessCalls;
import io.noetl.runtime.posix.SignalCalls;
import io.noetl.runtime.posix.SocketCalls;
import java.nio.charset.StandardCharsets;

/** The kernel that this process runs on. */
final class HostKernel implements KernelCalls {

  @Override
  public boolean exists(int pid) {
    return SignalCalls.exists(pid);
  }

  @Override
  public double sinceBoot() {
    return ProcessCalls.secondsSinceBoot();
  }

  @Override
  public boolean take(String name) {
    return SocketCalls.bind(address(name));
  }

  @Override
  public boolean isFree(String name) {
    return SocketCalls.isRefused(address(name));
  }

  /** An address of the abstract kind begins with a NUL. */
  private static byte[] address(String name) {
    return ("\0" + name).getBytes(StandardCharsets.US_ASCII);
  }
}

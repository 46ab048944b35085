package io.noetl.runtime.agent;

import io.noetl.runtime.posix.SignalCalls;
import java.util.List;

/** A signal with its number on Linux, as signal(7) has it; sent as kill(2) does. */
public enum ProcessSignal {
  HUP(1),
  INT(2),
  QUIT(3),
  TRAP(5),
  ABRT(6),
  KILL(9),
  USR1(10),
  USR2(12),
  ALRM(14),
  TERM(15),
  STKFLT(16),
  CONT(18),
  XCPU(24),
  VTALRM(26),
  PROF(27),
  WINCH(28),
  IO(29),
  PWR(30),
  SYS(31);

  /**
   * What a supervisor forwards and can handle in the JVM: whatever would end it, and WINCH. {@link
   * #QUIT} is handled apart; ILL, BUS, FPE and SEGV are the JVM's for faults, and Java has no names
   * for real-time signals.
   */
  public static final List<ProcessSignal> FORWARDED =
      List.of(
          TERM, INT, HUP, USR1, USR2, WINCH, ALRM, ABRT, TRAP, STKFLT, XCPU, VTALRM, PROF, IO, PWR,
          SYS);

  private final int number;

  ProcessSignal(int number) {
    this.number = number;
  }

  /** The number; a shell reports 128 more of a process that it ended. */
  public int number() {
    return number;
  }

  /** Sends it to a process, or to the group of which {@code -target} is the id. */
  void sendTo(int target) {
    SignalCalls.send(target, number);
  }

  /** Whether there is such a process or group, zombies included. */
  static boolean exists(int target) {
    return SignalCalls.exists(target);
  }

  /** Whether there is one that this process may signal. */
  static boolean reaches(int target) {
    return SignalCalls.send(target, 0) == 0;
  }
}

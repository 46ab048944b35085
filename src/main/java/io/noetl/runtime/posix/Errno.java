package io.noetl.runtime.posix;

import java.lang.foreign.MemorySegment;

/** The error numbers of errno(3) that matter here; they are the same on every Linux. */
public final class Errno {

  /** No such file or directory. */
  public static final int ENOENT = 2;

  /** No such process. */
  public static final int ESRCH = 3;

  /** A signal handler interrupted the call. */
  public static final int EINTR = 4;

  /** Neither a program for this machine nor a script that names its interpreter. */
  public static final int ENOEXEC = 8;

  /** The file must not be executed, or is a directory. */
  public static final int EACCES = 13;

  /** A component of the path is not a directory. */
  public static final int ENOTDIR = 20;

  /** Nothing listens at the address. */
  public static final int ECONNREFUSED = 111;

  private static final CFunction STRERROR = new CFunction("strerror");

  private Errno() {}

  /** The error in words, as strerror(3) has it. */
  @SuppressWarnings("restricted") // the launcher allows native access
  public static String message(int error) {
    MemorySegment text = MemorySegment.ofAddress(STRERROR.callLong(error));
    return text.reinterpret(Integer.MAX_VALUE).getString(0);
  }
}

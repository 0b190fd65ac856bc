package reelyard.process;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;

/**
 * The two system calls that Java lacks: signals to processes and their groups, and a look at a
 * child.
 */
final class Posix {

  static final int SIGTERM = 15;
  static final int SIGKILL = 9;

  private static final int WNOHANG = 1;

  /** The C library, by its own names. */
  private interface C extends Library {
    int kill(int pid, int signal);

    int waitpid(int pid, IntByReference status, int options);
  }

  private static final C C_LIBRARY = Native.load("c", C.class);

  private Posix() {}

  /** Sends a signal to a process group; false when there is none. */
  static boolean signalGroup(int group, int signal) {
    return group > 1 && C_LIBRARY.kill(-group, signal) == 0;
  }

  /** Sends a signal to one child that was not collected yet. */
  static void signal(int pid, int signal) {
    if (pid > 1) {
      C_LIBRARY.kill(pid, signal);
    }
  }

  /** Collects a child that ended; null when it still runs or was collected already. */
  static Exit collect(int pid) {
    IntByReference status = new IntByReference();
    return C_LIBRARY.waitpid(pid, status, WNOHANG) == pid ? Exit.ofStatus(status.getValue()) : null;
  }
}

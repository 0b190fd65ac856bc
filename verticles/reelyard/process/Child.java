package reelyard.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.nuprocess.NuAbstractProcessHandler;
import com.zaxxer.nuprocess.NuProcess;
import com.zaxxer.nuprocess.NuProcessBuilder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One child process in a process group of its own, which dies with this JVM whatever way that ends.
 * Its stdin is a pipe that stays open.
 */
public final class Child {

  /** Hears of one child; calls come one at a time, from threads that must not wait. */
  public interface Listener {
    /** Bytes of stdout; the buffer is valid during the call. */
    void stdout(ByteBuffer bytes);

    /** Bytes of stderr; the buffer is valid during the call. */
    void stderr(ByteBuffer bytes);

    /** It is gone and nothing more will be heard; called once. */
    void exited(Exit exit);
  }

  private static final Logger log = LoggerFactory.getLogger(Child.class);

  private static final long LOOK_MILLIS = 1000;
  private static final long FIRST_COLLECT_MILLIS = 1;
  private static final long LAST_COLLECT_MILLIS = 64;

  private final Listener listener;
  private final NuProcessBuilder builder;
  private final ScheduledFuture<?> looking;

  /** The latest signal; 0 for none. */
  private int sent;

  private NuProcess process;
  private int pid;
  private boolean stdoutClosed;
  private boolean stderrClosed;
  private Exit exit;
  private boolean told;

  private Child(List<String> chain, Listener listener) {
    this.listener = listener;
    this.builder = new NuProcessBuilder(chain);
    this.builder.setProcessListener(new Events());
    this.looking =
        Daemons.TIMER.scheduleWithFixedDelay(
            this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The same as {@link #of}, started. */
  public static Child spawn(
      List<String> command, Path folder, Map<String, String> environment, Listener listener) {
    Child child = of(command, folder, environment, listener);
    child.start();
    return child;
  }

  /**
   * One that nothing is heard of before it is started.
   *
   * @param command the program, found by its absolute path, and its arguments, none with a NUL
   * @param folder working folder
   * @param environment what differs from this JVM's, besides the locale, which is C.UTF-8
   */
  public static Child of(
      List<String> command, Path folder, Map<String, String> environment, Listener listener) {
    List<String> chain = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", "KILL", "--"));
    chain.addAll(command);
    Child child = new Child(chain, listener);
    // What programs say of full disks is read, and read in English.
    child.builder.environment().put("LC_ALL", "C.UTF-8");
    child.builder.environment().putAll(environment);
    child.builder.setCwd(folder);
    return child;
  }

  /** Starts it soon. A program that cannot be executed is told as {@link Exit#neverRan}. */
  public void start() {
    Daemons.SPAWNER.execute(
        () -> {
          try {
            builder.start();
          } catch (RuntimeException | LinkageError e) {
            log.error("no child process can be started on this machine", e);
            neverStarted();
          }
        });
  }

  private synchronized void neverStarted() {
    exit = Exit.NEVER_RAN;
    tell();
  }

  /** Asks the whole group to end; what is left of it after the grace is killed. */
  public void terminate(Duration grace) {
    Daemons.SPAWNER.execute(() -> signal(Posix.SIGTERM));
    Daemons.later(grace.toMillis(), this::kill);
  }

  /** Ends the whole group at once. */
  public void kill() {
    Daemons.SPAWNER.execute(() -> signal(Posix.SIGKILL));
  }

  /** Writes this to its stdin, if it still runs. */
  public synchronized void say(String text) {
    if (!told && process != null) {
      process.writeStdin(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }
  }

  /** The processor time it used so far, as far as the system tells. */
  public synchronized Duration cpu() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  private synchronized void signal(int signal) {
    // A child so young that it is still on its way to setsid has no group of its own yet.
    sent = signal;
    if (!told && !Posix.signalGroup(pid, signal) && exit == null) {
      Posix.signal(pid, signal);
    }
  }

  /** A child of the child may hold the pipes open after it, so the pipes alone do not tell. */
  private synchronized void look() {
    if (exit == null && pid != 0) {
      exit = Posix.collect(pid);
      if (exit != null) {
        Posix.signalGroup(pid, Posix.SIGKILL);
      }
    } else if (exit != null) {
      tell();
    }
  }

  /**
   * The pipes close a moment before the kernel has the status. NuProcess would look again only a
   * quarter of a second later, and cannot tell signal 4 from status 4.
   */
  private synchronized void collectSoon(long waitMillis) {
    if (!told && exit == null) {
      exit = Posix.collect(pid);
    }
    if (exit != null) {
      tell();
    } else if (!told) {
      long next = Math.min(waitMillis * 2, LAST_COLLECT_MILLIS);
      Daemons.later(waitMillis, () -> collectSoon(next));
    }
  }

  private synchronized void tell() {
    if (!told) {
      told = true;
      looking.cancel(false);
      Posix.signalGroup(pid, Posix.SIGKILL);
      guarded(() -> listener.exited(exit));
    }
  }

  /** One thread serves all children: what a listener throws would end the service for all. */
  private static void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      log.error("what a child process said is not heard: that is a bug, report it", e);
    }
  }

  private synchronized void closed(boolean stdout) {
    stdoutClosed |= stdout;
    stderrClosed |= !stdout;
    if (stdoutClosed && stderrClosed && pid != 0) {
      collectSoon(FIRST_COLLECT_MILLIS);
    }
  }

  /** What NuProcess says. */
  private final class Events extends NuAbstractProcessHandler {

    @Override
    public void onStart(NuProcess process) {
      synchronized (Child.this) {
        Child.this.process = process;
        pid = process.getPID();
      }
    }

    @Override
    public void onStdout(ByteBuffer buffer, boolean closed) {
      synchronized (Child.this) {
        if (!told && buffer.hasRemaining()) {
          guarded(() -> listener.stdout(buffer));
        }
      }
      buffer.position(buffer.limit());
      if (closed) {
        closed(true);
      }
    }

    @Override
    public void onStderr(ByteBuffer buffer, boolean closed) {
      synchronized (Child.this) {
        if (!told && buffer.hasRemaining()) {
          guarded(() -> listener.stderr(buffer));
        }
      }
      buffer.position(buffer.limit());
      if (closed) {
        closed(false);
      }
    }

    /** It gives a signal as a code, so what was sent just now is taken for the signal. */
    private Exit ofNuProcess(int code) {
      if (code == Integer.MIN_VALUE) {
        // Its way to say 127, or that the start failed; it says MAX_VALUE when we collected it.
        return Exit.NEVER_RAN;
      }
      return sent != 0 && code == sent ? new Exit(-1, sent) : Exit.ofCode(code);
    }

    @Override
    public void onExit(int code) {
      synchronized (Child.this) {
        if (exit == null) {
          exit = ofNuProcess(code);
        }
        tell();
      }
    }
  }
}

package bench;

import java.util.concurrent.locks.LockSupport;

/** Lets time pass; only benchmarks may. */
final class Pause {

  private Pause() {}

  static void millis(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}

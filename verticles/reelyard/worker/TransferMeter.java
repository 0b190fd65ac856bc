package reelyard.worker;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Turns bytes that moved into percent, speed and ETA, about five times a second. */
final class TransferMeter {

  /**
   * How far a transfer is.
   *
   * @param etaSeconds -1 while unknown
   * @param megabytesPerSecond of 10⁶ bytes, 0 while unknown
   */
  record Reading(double percent, long etaSeconds, double megabytesPerSecond) {}

  private static final long GAP_NANOS = 200_000_000;

  /** The weight of the newest reading: speed follows changes within about two seconds. */
  private static final double NEWEST = 0.2;

  private final long totalBytes;
  private final LongSupplier nanos;
  private final Consumer<Reading> listener;
  private long readNanos;
  private long readBytes;
  private double bytesPerNano;
  private long furthest;
  private final AtomicLong moves = new AtomicLong();

  /**
   * @param nanos a clock that only grows
   * @param listener hears readings on the thread that moves the bytes
   */
  TransferMeter(long totalBytes, LongSupplier nanos, Consumer<Reading> listener) {
    this.totalBytes = totalBytes;
    this.nanos = nanos;
    this.listener = listener;
    this.readNanos = nanos.getAsLong();
  }

  /** A new connection goes on behind so many bytes: they say nothing about the speed. */
  void resume(long bytesThere) {
    moves.incrementAndGet();
    furthest = Math.max(furthest, bytesThere);
    readNanos = nanos.getAsLong();
    readBytes = bytesThere;
  }

  /** Changes whenever something moves; any thread may ask. */
  long moves() {
    return moves.get();
  }

  /** How many bytes were there at most when a connection went on: what was sent may be lost. */
  long furthest() {
    return furthest;
  }

  /** Something moves that counts already. */
  void again() {
    moves.incrementAndGet();
  }

  /** So many bytes are there in all. */
  void at(long bytes) {
    moves.incrementAndGet();
    long now = nanos.getAsLong();
    long passed = now - readNanos;
    if (passed < GAP_NANOS) {
      return;
    }
    double newest = Math.max(0, bytes - readBytes) / (double) passed;
    bytesPerNano = bytesPerNano == 0 ? newest : NEWEST * newest + (1 - NEWEST) * bytesPerNano;
    readNanos = now;
    readBytes = bytes;
    double percent = totalBytes == 0 ? 100 : Math.min(100, 100.0 * bytes / totalBytes);
    long eta =
        bytesPerNano == 0
            ? -1
            : (long) Math.ceil(Math.max(0, totalBytes - bytes) / bytesPerNano / 1e9);
    listener.accept(new Reading(percent, eta, bytesPerNano * 1e3));
  }
}

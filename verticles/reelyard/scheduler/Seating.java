package reelyard.scheduler;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import reelyard.scheduler.forecast.Forecast;
import reelyard.scheduler.forecast.Pace;

/**
 * The workers' queues while they are laid: each job gets the seat where it should end first. Seats
 * stand in the order in which their workers are free, so that with a thousand workers few are
 * looked at for each job.
 */
final class Seating {

  /** What became of a job. */
  enum Outcome {
    PLACED,
    /** Other jobs of its demand may still find a seat. */
    NOT_NOW,
    /** No seat is left that could take any job of its demand. */
    NEVER
  }

  /** A job moves only to where it should end this many seconds sooner, lest estimates' noise. */
  private static final double WORTH_A_MOVE_SECONDS = 5;

  /** A worker that failed a job gets it again when no other would end it so much later. */
  private static final double FAILED_THERE_SECONDS = 600;

  private static final Comparator<Seat> SOONEST =
      Comparator.<Seat>comparingDouble(seat -> seat.freeInSeconds)
          .thenComparingInt(seat -> seat.number);

  private final Forecast forecast;
  private final Suitability suitability;
  private final int queueLength;
  private final Map<String, Seat> seats = new LinkedHashMap<>();
  private final NavigableSet<Seat> open = new TreeSet<>(SOONEST);
  private final Map<String, Paces> pacesOfKinds = new HashMap<>();

  /** A worker's queue, with what is the same for all jobs looked at. */
  private static final class Seat {
    final WorkerEntry worker;
    final int number;
    final long room;
    final List<String> queue = new ArrayList<>();
    double freeInSeconds;
    String keptFor;

    Seat(WorkerEntry worker, int number, long room, double freeInSeconds) {
      this.worker = worker;
      this.number = number;
      this.room = room;
      this.freeInSeconds = freeInSeconds;
    }
  }

  /** How long a kind of work takes at each seat, and at the best ones at least. */
  private record Paces(List<Pace> bySeat, Pace least) {}

  Seating(
      Collection<WorkerEntry> ready,
      Forecast forecast,
      Workload workload,
      Suitability suitability,
      int queueLength) {
    this.forecast = forecast;
    this.suitability = suitability;
    this.queueLength = queueLength;
    for (WorkerEntry worker : ready) {
      Seat seat =
          new Seat(
              worker, seats.size(), suitability.room(worker), workload.secondsUntilFree(worker));
      seats.put(worker.id(), seat);
      if (!suitability.isClosed(worker)) {
        open.add(seat);
      }
    }
  }

  /** The queue of every worker, which also knows then for which job it is kept free. */
  Map<String, List<String>> queues() {
    Map<String, List<String>> queues = new LinkedHashMap<>();
    for (Seat seat : seats.values()) {
      queues.put(seat.worker.id(), seat.queue);
      seat.worker.keptFor = seat.keptFor;
    }
    return queues;
  }

  boolean isFull() {
    return open.isEmpty();
  }

  /** The seats, by their numbers, whose workers can run jobs of this demand. */
  BitSet fit(Demand demand) {
    BitSet fit = new BitSet();
    for (Seat seat : open) {
      if (Suitability.fits(seat.worker, demand)) {
        fit.set(seat.number);
      }
    }
    return fit;
  }

  /** Bytes free at the roomiest of these seats. */
  long mostRoom(BitSet fit) {
    long most = 0;
    for (Seat seat : open) {
      most = fit.get(seat.number) ? Math.max(most, seat.room) : most;
    }
    return most;
  }

  /** Puts the job into the best queue among those that {@link #fit} its demand, if any takes it. */
  Outcome place(JobEntry job, BitSet fit) {
    Paces paces = pacesOfKinds.computeIfAbsent(job.work().kind(), this::paces);
    double least = paces.least.seconds(job.work());
    long needed = suitability.needed(job);
    boolean anyFits = false;
    Seat best = null;
    double bestEnd = 0;
    for (Seat seat : open) {
      if (best != null && seat.freeInSeconds + least >= bestEnd) {
        break;
      }
      boolean fits = fit.get(seat.number);
      anyFits |= fits;
      if (fits && takes(seat, job, needed)) {
        double end = end(job, seat, paces);
        if (best == null || end < bestEnd) {
          best = seat;
          bestEnd = end;
        }
      }
    }
    Seat keeper = seats.get(job.resultAt());
    if (keeper != null
        && open.contains(keeper)
        && fit.get(keeper.number)
        && takes(keeper, job, 0)
        && (best == null || end(job, keeper, paces) < bestEnd)) {
      return sit(job, keeper, paces);
    }
    if (best == null) {
      return anyFits ? Outcome.NOT_NOW : Outcome.NEVER;
    }
    Seat present = seats.get(job.queuedAt());
    boolean stay =
        present != null
            && present.freeInSeconds > 0
            && fit.get(present.number)
            && open.contains(present)
            && takes(present, job, needed)
            && bestEnd > end(job, present, paces) - WORTH_A_MOVE_SECONDS;
    return sit(job, stay ? present : best, paces);
  }

  private Outcome sit(JobEntry job, Seat seat, Paces paces) {
    open.remove(seat);
    boolean alone = job.spec().nonConcurrent();
    if (alone && !(seat.worker.running.isEmpty() && seat.queue.isEmpty())) {
      // Nothing more until it is empty, or the job would wait for ever.
      seat.keptFor = job.id();
      return Outcome.NOT_NOW;
    }
    seat.queue.add(job.id());
    seat.freeInSeconds += seconds(job, seat, paces) / seat.worker.transcodeLanes();
    if (!alone && seat.queue.size() < queueLength) {
      open.add(seat);
    }
    return Outcome.PLACED;
  }

  /** As {@link Suitability#fitsNow} says, with what is known of the seat. */
  private boolean takes(Seat seat, JobEntry job, long needed) {
    return seat.room >= needed && !suitability.hasItsShare(seat.worker, job, seat.queue);
  }

  private static double end(JobEntry job, Seat seat, Paces paces) {
    boolean failedThere = job.avoid().contains(seat.worker.id()) && !hasResult(job, seat);
    return seat.freeInSeconds
        + seconds(job, seat, paces)
        + (failedThere ? FAILED_THERE_SECONDS : 0);
  }

  private static double seconds(JobEntry job, Seat seat, Paces paces) {
    return hasResult(job, seat) ? 0 : paces.bySeat.get(seat.number).seconds(job.work());
  }

  /** Whether nothing is to be made there, but only returned. */
  private static boolean hasResult(JobEntry job, Seat seat) {
    return seat.worker.id().equals(job.resultAt());
  }

  private Paces paces(String kind) {
    List<Pace> bySeat = new ArrayList<>(seats.size());
    double constant = Double.MAX_VALUE;
    double perByte = Double.MAX_VALUE;
    for (Seat seat : seats.values()) {
      Pace pace = forecast.pace(seat.worker.id(), kind);
      bySeat.add(pace);
      constant = Math.min(constant, pace.constantSeconds());
      perByte = Math.min(perByte, pace.secondsPerByte());
    }
    return new Paces(bySeat, new Pace(constant, perByte));
  }
}

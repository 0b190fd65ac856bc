package bench;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import reelyard.address.Addresses;
import reelyard.message.SubmitJobs;
import reelyard.message.Submitted;
import reelyard.scheduler.QueueJobs;

/** Durable submissions a second, from one process to the scheduler in another. */
final class QueueSubmissions {

  private final QueueFarm farm;
  private final AtomicReference<Throwable> wrong = new AtomicReference<>();
  private long next;

  QueueSubmissions(QueueFarm farm) {
    this.farm = farm;
  }

  /** Jobs a second, in so many requests of so many jobs, of which so many are under way at once. */
  double perSecond(int requests, int jobsEach, int inFlight) throws InterruptedException {
    Semaphore free = new Semaphore(inFlight);
    long begin = System.nanoTime();
    for (int i = 0; i < requests; i++) {
      SubmitJobs request = request(jobsEach);
      free.acquire();
      farm.bus()
          .ask(Addresses.SUBMIT, request, QueueFarm.PATIENCE)
          .map(QueueSubmissions::check)
          .onFailure(wrong::set)
          .onComplete(done -> free.release());
    }
    free.acquire(inFlight);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (wrong.get() != null) {
      throw new IllegalStateException("a submission went wrong", wrong.get());
    }
    return requests * (double) jobsEach / seconds;
  }

  private SubmitJobs request(int jobs) {
    long first = next;
    next += jobs;
    return SubmitJobs.of(LongStream.range(first, next).mapToObj(QueueJobs::spec).toList());
  }

  private static List<?> check(Submitted answer) {
    if (answer.outcomes().stream().anyMatch(outcome -> outcome.jobId() == null)) {
      throw new IllegalStateException("a job was refused: " + answer);
    }
    return answer.outcomes();
  }
}

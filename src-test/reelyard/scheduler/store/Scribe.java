package reelyard.scheduler.store;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * A manager in a process of its own, to be killed or frozen: it leads, saves one job after the
 * other with many in flight, and prints what was acknowledged.
 */
final class Scribe {

  private Scribe() {}

  /** The store's url, user, password and lease, a prefix for ids, and how many saves in flight. */
  public static void main(String[] args) throws InterruptedException {
    JobStore store =
        Stores.open(
            new StoreConfig(args[0], args[1], args[2], Integer.parseInt(args[3])), (Path) null);
    try {
      System.out.println("leads " + Rows.await(store.lead(why -> say("deposed " + why))));
    } catch (RuntimeException e) {
      say("refused " + e.getCause().getMessage());
      return;
    }
    Semaphore free = new Semaphore(Integer.parseInt(args[5]));
    for (int i = 0; !System.out.checkError(); i++) {
      free.acquire();
      String id = args[4] + i;
      store
          .save(Rows.keep(Rows.job(id)))
          .whenComplete(
              (none, failure) -> {
                say(failure == null ? "kept " + id : "failed " + failure.getMessage());
                free.release();
              });
    }
  }

  private static void say(String what) {
    synchronized (System.out) {
      System.out.println(what);
      System.out.flush();
    }
  }
}

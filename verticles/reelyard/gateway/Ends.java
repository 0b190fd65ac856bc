package reelyard.gateway;

import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** Both ends of one program's line, the program's and the bus's. All on one thread. */
interface Ends {

  /** Who it is, for the log. */
  String whom();

  void pause();

  void resume();

  /** To the program; {@code gone} once it is on its way. */
  void tell(byte[] bytes, Runnable gone);

  /**
   * To the bus.
   *
   * @param room is called when there is room again
   * @return whether there is room for more now
   */
  boolean forward(byte[] frame, Runnable room);

  /** To the program, after which nothing is read any more, and the connection closes. */
  void tellLast(byte[] frame);

  void close();

  /** On this thread, in a while. */
  void later(long millis, Runnable action);

  /**
   * Works where waiting does no harm; what became of it, or the failure, is told on this thread.
   */
  <T> void aside(Callable<T> work, BiConsumer<T, Throwable> done);
}

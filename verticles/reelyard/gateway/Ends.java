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

  /** To the program, the last that it is told; what it says is read, and thrown away. */
  void tellLast(byte[] frame);

  /** The program's end, at once, whether it reads or not. */
  void close();

  /** The bus's end: nothing that it says is of use any more. */
  void closeBus();

  /** On this thread, in a while. */
  void later(long millis, Runnable action);

  /**
   * Works where waiting does no harm; what became of it, or the failure, is told on this thread.
   */
  <T> void aside(Callable<T> work, BiConsumer<T, Throwable> done);
}

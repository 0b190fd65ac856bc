package reelyard.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** Both ends of a line in hand: what is said there, and what is to be done later or aside. */
final class HandEnds implements Ends {

  final List<String> told = new ArrayList<>();
  final List<String> forwarded = new ArrayList<>();
  final List<Runnable> gone = new ArrayList<>();
  final Map<Long, Runnable> later = new TreeMap<>();
  final List<Runnable> aside = new ArrayList<>();
  boolean reads = true;
  boolean paused;
  boolean hungUp;
  boolean closed;
  boolean busClosed;

  @Override
  public String whom() {
    return "somebody";
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }

  @Override
  public void tell(byte[] bytes, Runnable whenGone) {
    told.add(text(bytes));
    if (reads) {
      whenGone.run();
    } else {
      gone.add(whenGone);
    }
  }

  @Override
  public boolean forward(byte[] frame, Runnable room) {
    forwarded.add(text(frame));
    return true;
  }

  @Override
  public void tellLast(byte[] frame) {
    told.add(text(frame));
    hungUp = true;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void closeBus() {
    busClosed = true;
  }

  @Override
  public void later(long millis, Runnable action) {
    later.put(millis, action);
  }

  @Override
  public <T> void aside(Callable<T> work, BiConsumer<T, Throwable> done) {
    aside.add(
        () -> {
          try {
            done.accept(work.call(), null);
          } catch (Exception e) {
            done.accept(null, e);
          }
        });
  }

  private static String text(byte[] frame) {
    return new String(frame, 4, frame.length - 4, StandardCharsets.UTF_8);
  }
}

package reelyard.staging.media;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Things counted from 1, as people and HandBrake count tracks. */
final class Numbered {

  private Numbered() {}

  static <T, R> List<R> list(List<T> things, BiFunction<Integer, T, R> view) {
    return IntStream.range(0, things.size())
        .mapToObj(i -> view.apply(i + 1, things.get(i)))
        .toList();
  }
}

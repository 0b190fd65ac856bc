package reelyard.staging;

import java.util.List;
import java.util.function.Function;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** A value, or the failure that stands in its place (the other is null). */
record Checked<T>(T value, Failure failure) {

  static <T> Checked<T> of(T value) {
    return new Checked<>(value, null);
  }

  static <T> Checked<T> failed(Failure failure) {
    return new Checked<>(null, failure);
  }

  static <T> Checked<T> failed(FailureReason reason, String sentence) {
    return failed(new Failure(reason, sentence, null, List.of(), null));
  }

  boolean ok() {
    return failure == null;
  }

  <R> Checked<R> then(Function<T, Checked<R>> next) {
    return ok() ? next.apply(value) : failed(failure);
  }
}

package reelyard.staging.undo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import reelyard.message.AttemptId;
import reelyard.message.JobId;

/** Finds originals that wait in undo bins, for who looks at them; changes nothing. Blocks. */
public final class Originals {

  /**
   * An original in its bin.
   *
   * @param name that it had, and would get back
   */
  public record Kept(Path file, String name) {}

  private final Steps steps = new Steps(() -> {});
  private final Pointers pointers;

  /**
   * @param state where it is kept which bins there are, as for {@link UndoBins}
   */
  public Originals(Path state) {
    this.pointers = new Pointers(state, steps);
  }

  /** The film whose place this job's result took, as long as it is kept. */
  public Optional<Kept> of(JobId job) throws IOException {
    for (AttemptId attempt : pointers.of(job)) {
      Path films = pointers.films(attempt);
      // Undone by another thread meanwhile.
      Bin bin = films == null ? null : new Bin(films, steps);
      Entry entry = bin == null ? null : bin.entry(attempt);
      if (entry != null && entry.state() == Entry.State.DONE && bin.holdsOriginal(entry)) {
        return Optional.of(new Kept(bin.original(attempt), entry.original()));
      }
    }
    return Optional.empty();
  }
}

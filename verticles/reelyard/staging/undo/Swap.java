package reelyard.staging.undo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The steps by which a result and its original change places, there and back, and what a process
 * that was killed between two of them had come to.
 */
final class Swap {

  private final Bin bin;
  private final Entry entry;
  private final Steps steps;
  private final Path original;
  private final Path result;
  private final Path part;
  private final Path kept;

  Swap(Bin bin, Entry entry, Steps steps) {
    this.bin = bin;
    this.entry = entry;
    this.steps = steps;
    this.original = bin.films().resolve(entry.original());
    this.result = bin.films().resolve(entry.result());
    this.part = bin.films().resolve(entry.part());
    this.kept = bin.original(entry.attempt());
  }

  /** The result takes the original's place. */
  void forth() throws IOException {
    if (entry.sameName()) {
      steps.link(kept, original);
      checkUnchanged();
      if (!entry.originalMark().isOf(original)) {
        throw changed();
      }
      steps.rename(part, result);
      return;
    }
    try {
      steps.link(result, part);
    } catch (FileAlreadyExistsException e) {
      throw new RefusedStepException(
          "is not replaced, since " + entry.result() + " came to exist meanwhile: move that away");
    }
    steps.rename(original, kept);
    checkUnchanged();
    steps.delete(part);
  }

  private void checkUnchanged() throws IOException {
    if (!bin.holdsOriginal(entry)) {
      throw changed();
    }
  }

  private static RefusedStepException changed() {
    return new RefusedStepException(
        "was changed while its result was put in place: submit it again");
  }

  /** After a step that failed: takes back what can be, else finishes; as {@link #settled}. */
  Entry.State afterFailure() throws IOException {
    if (!entry.sameName()
        && entry.originalMark().isOf(original)
        && Files.exists(part, LinkOption.NOFOLLOW_LINKS)
        && entry.resultMark().isOf(result)) {
      steps.delete(result);
    }
    return settled();
  }

  /** Whether the result stands in its place. */
  boolean resultStands() throws IOException {
    return entry.resultMark().isOf(result);
  }

  /** Whether the original may come back. */
  void checkBack() throws IOException {
    if (!bin.holdsOriginal(entry)) {
      throw new RefusedStepException("has an original in the undo bin that somebody changed");
    }
    if (Files.exists(result, LinkOption.NOFOLLOW_LINKS) && !entry.resultMark().isOf(result)) {
      throw new RefusedStepException(
          "has a result that was changed since, which the undo would lose: move it away first");
    }
    if (!entry.sameName() && Files.exists(original, LinkOption.NOFOLLOW_LINKS)) {
      throw taken();
    }
  }

  private RefusedStepException taken() {
    return new RefusedStepException(
        "has an original whose name " + entry.original() + " is taken by now: move that away");
  }

  /** The original stands again; the result goes. */
  void back() throws IOException {
    if (entry.sameName()) {
      steps.rename(kept, original);
      return;
    }
    try {
      steps.link(original, kept);
    } catch (FileAlreadyExistsException e) {
      throw taken();
    }
    finishBack();
  }

  private void finishBack() throws IOException {
    if (!entry.sameName() && entry.resultMark().isOf(result)) {
      steps.delete(result);
    }
    if (bin.holdsOriginal(entry)) {
      steps.delete(kept);
    }
  }

  /** Brings files to where they belong, and returns the state then; null when nothing is left. */
  Entry.State settled() throws IOException {
    return switch (entry.state()) {
      case DONE, UNDONE -> entry.state();
      case BEGUN -> entry.resultMark().isOf(result) ? finishForth() : takeBackForth();
      case UNDOING -> {
        if (entry.originalMark().isOf(original)) {
          finishBack();
          yield Entry.State.UNDONE;
        }
        yield Entry.State.DONE;
      }
    };
  }

  private Entry.State finishForth() throws IOException {
    if (entry.sameName()) {
      return Entry.State.DONE;
    }
    if (entry.originalMark().isOf(original)) {
      steps.rename(original, kept);
    }
    if (bin.holdsOriginal(entry)) {
      if (Files.exists(part, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(part, result)) {
        steps.delete(part);
      }
      return Entry.State.DONE;
    }
    // Somebody changed the original in the last moment: theirs stays, or comes back.
    restoreName();
    if (Files.exists(original, LinkOption.NOFOLLOW_LINKS)) {
      steps.delete(result);
    }
    return leftInBin();
  }

  private Entry.State takeBackForth() throws IOException {
    restoreName();
    return leftInBin();
  }

  /** What lies in the bin is there to be moved by hand; mostly it is nothing. */
  private Entry.State leftInBin() {
    return Files.exists(kept, LinkOption.NOFOLLOW_LINKS) ? Entry.State.DONE : null;
  }

  /** What lies in the bin gets its name back, unless another file has it by now. */
  private void restoreName() throws IOException {
    if (!Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.exists(original, LinkOption.NOFOLLOW_LINKS)) {
      steps.link(original, kept);
    }
    if (Files.isSameFile(original, kept)) {
      steps.delete(kept);
    }
  }
}

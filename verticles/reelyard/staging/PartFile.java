package reelyard.staging;

import static java.nio.file.StandardOpenOption.READ;
import static reelyard.model.FailureReason.BAD_REQUEST;
import static reelyard.model.FailureReason.RESULT_EXISTS;
import static reelyard.model.FailureReason.TRANSFER_FAILED;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.ftp.Range;
import reelyard.ftp.TransferRefused;
import reelyard.hash.BlockHasher;
import reelyard.hash.FileHashes;
import reelyard.message.AttemptId;
import reelyard.message.BlockHashes;
import reelyard.model.Blocks;
import reelyard.model.Failure;

/**
 * A result on its way in: a hidden file beside its final name, that becomes it whole and proven, or
 * goes without a trace. Safe to use from several threads; the latest upload wins.
 */
final class PartFile {

  private static final Logger log = LoggerFactory.getLogger(PartFile.class);

  /** That the whole result is here, as long as no upload begins: what {@link #commit} asks for. */
  record Proof(String root, long uploads) {}

  private final PartPlace place;
  private final BooleanSupplier othersNeedRoom;
  private final EarlySync sync;
  private final PartHashes hashes = new PartHashes();
  private final PartTrouble trouble;
  private FileChannel upload;
  private boolean discarded;

  /**
   * Goes on with what the journal knows of this attempt's part.
   *
   * @param syncing runs what waits for the disk while an upload goes on
   */
  PartFile(
      Target target,
      AttemptId attempt,
      PartJournal journal,
      BooleanSupplier othersNeedRoom,
      Executor syncing) {
    this.place = new PartPlace(target, attempt, journal);
    this.sync = new EarlySync(place.path(), syncing, this::lost);
    this.othersNeedRoom = othersNeedRoom;
    this.trouble = new PartTrouble(target);
  }

  Path path() {
    return place.path();
  }

  Target target() {
    return place.target();
  }

  boolean exists() {
    return place.exists();
  }

  /** In bytes, 0 while there is none. */
  long size() {
    return place.size();
  }

  /** The folders that were made for it alone. */
  synchronized List<Path> madeFolders() {
    return place.madeFolders();
  }

  /**
   * Takes the bytes of a range; an upload still open is cut off, for a client that comes again has
   * lost its former connection.
   *
   * @param most bytes that it may have in all
   * @throws IOException when it cannot be written, or the range begins behind its end
   */
  synchronized WritableByteChannel upload(Range range, long most) throws IOException {
    if (discarded) {
      throw new IOException("the attempt ended");
    }
    if (range.exact() && range.from() + range.count() > most) {
      throw PartChannel.tooLarge(most);
    }
    stopUpload();
    long size;
    try {
      upload = place.open();
      size = upload.size();
      if (range.from() <= size) {
        return begun(range.of(size), most);
      }
    } catch (IOException e) {
      stopUpload();
      throw PartChannel.refusal(e, broken(e));
    }
    stopUpload();
    throw new TransferRefused(550, "Only " + size + " bytes are here.");
  }

  private PartChannel begun(Range range, long most) throws IOException {
    BlockHasher.Sink known = hashes.begin(range, upload.size());
    if (!range.exact()) {
      upload.truncate(range.from());
    }
    upload.position(range.from());
    trouble.forget();
    return new PartChannel(upload, most, known, this::broken, sync);
  }

  /** The hashes of some blocks of what is here; an upload still open is cut off. */
  Checked<BlockHashes> hashes(String served, long fromBlock, int count) {
    return quiet()
        .then(
            uploads -> {
              try (FileChannel file = read()) {
                long bytes = file.size();
                long beyond = Math.min(Blocks.count(bytes), fromBlock + count);
                FileHashes known =
                    hashes.complete(file, bytes, fromBlock, beyond, this::checkWanted);
                return Checked.of(
                    new BlockHashes(
                        served,
                        bytes,
                        fromBlock,
                        known.digits(fromBlock, Math.max(0, beyond - fromBlock))));
              } catch (IOException e) {
                return unreadable(e);
              }
            });
  }

  /**
   * Proves that just these bytes are here; else tells what broke the upload, if that was on this
   * side.
   */
  Checked<Proof> prove(long bytes, String root) {
    if (root == null) {
      return Checked.failed(
          BAD_REQUEST,
          place.shown() + " was committed without the root of its hashes: say the root");
    }
    synchronized (this) {
      trouble.expect(bytes);
    }
    return quiet().then(uploads -> prove(bytes, root, uploads));
  }

  private Checked<Proof> prove(long bytes, String root, long uploads) {
    long size = size();
    if (size != bytes) {
      return differs(
          "came back with %d bytes, its worker has %d: upload it again".formatted(size, bytes));
    }
    String came;
    try (FileChannel file = read()) {
      came = hashes.complete(file, bytes, 0, Blocks.count(bytes), this::checkWanted).root(bytes);
    } catch (IOException e) {
      return unreadable(e);
    }
    return came.equals(root)
        ? Checked.of(new Proof(root, uploads))
        : differs(
            "came back with other bytes than its worker has (root "
                + came
                + ", not "
                + Shown.name(root)
                + "): compare the blocks, and upload again those that differ");
  }

  private synchronized <T> Checked<T> differs(String how) {
    return trouble.failure() != null
        ? Checked.failed(trouble.failure())
        : Checked.failed(TRANSFER_FAILED, place.shown() + " " + how);
  }

  /** Cuts off an upload still open; answers how many there were, if there is anything here. */
  private synchronized Checked<Long> quiet() {
    stopUpload();
    if (discarded || !exists()) {
      return differs("was not returned: upload it before committing it");
    }
    return Checked.of(hashes.uploads());
  }

  private FileChannel read() throws IOException {
    return FileChannel.open(path(), READ, LinkOption.NOFOLLOW_LINKS);
  }

  private <T> Checked<T> unreadable(IOException e) {
    return Checked.failed(
        TRANSFER_FAILED,
        place.shown() + " cannot be read again (" + Shown.reason(e) + "): upload it again");
  }

  private synchronized void checkWanted() throws IOException {
    if (discarded) {
      throw new IOException("the attempt ended");
    }
  }

  /** Puts what was proven under the final name to stay; what cannot be put there stays a part. */
  synchronized Checked<Path> commit(Proof proof, Placer placer) {
    Checked<Long> now = quiet();
    if (!now.ok()) {
      return Checked.failed(now.failure());
    }
    if (now.value() != proof.uploads()) {
      return Checked.failed(
          TRANSFER_FAILED, place.shown() + " was written to after it was checked: commit it again");
    }
    try {
      try (FileChannel channel = read()) {
        channel.force(true);
      }
      sync.check();
      placer.place(path(), target().path());
      place.left();
      return Checked.of(target().path());
    } catch (NotPlacedException e) {
      return Checked.failed(e.failure());
    } catch (FileAlreadyExistsException e) {
      return Checked.failed(
          RESULT_EXISTS,
          place.shown()
              + " came to exist while the job ran, and stays: choose another output, or pass"
              + " --overwrite");
    } catch (IOException e) {
      return Checked.failed(trouble.of(e));
    }
  }

  /** Ends any upload, and removes the file and the folders that were made for it alone. */
  synchronized void discard() {
    discarded = true;
    stopUpload();
    delete();
  }

  /** Ends any upload for good; the file waits for another staging to go on with it. */
  synchronized void leave() {
    discarded = true;
    stopUpload();
  }

  /** Bytes that it lacks, at most so many, after a full disk broke its upload; else 0. */
  synchronized long lacks(long atMost) {
    return trouble.lacks(size(), atMost);
  }

  /** Why the last upload broke on this side; null when it did not. */
  synchronized Failure trouble() {
    return trouble.failure();
  }

  /** Hears that an upload broke; answers what that means for it, or null when it was ended. */
  synchronized Failure broken(IOException e) {
    if (discarded || e instanceof ClosedChannelException) {
      return null;
    }
    if (trouble.broke(e, size())) {
      stopUpload();
      // Two that wait for each other's room would wait for ever.
      if (othersNeedRoom.getAsBoolean()) {
        delete();
      }
    }
    return trouble.failure();
  }

  /** What had been written is not on the disk, and no later sync may say so again. */
  private synchronized void lost(IOException e) {
    if (!discarded) {
      broken(e);
      stopUpload();
      delete();
    }
  }

  private void stopUpload() {
    if (upload != null) {
      try {
        upload.close();
      } catch (IOException e) {
        log.debug("closing {}", path(), e);
      }
      upload = null;
    }
  }

  private void delete() {
    hashes.forget();
    sync.forget();
    place.delete();
  }
}

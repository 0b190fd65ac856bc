package reelyard.staging.media;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One HTTP request at the door and its answer. To be used on staging's event loop; answered once.
 */
interface Exchange {

  String method();

  /** The value of a header, null when it did not come. */
  String header(String name);

  /** Answers; the body is left out where the method is HEAD. */
  void answer(Answer answer);

  /**
   * Answers with so many bytes of a file from its position on, as fast as they are taken, and
   * closes it.
   */
  void send(Answer head, FileChannel file, long bytes);

  /**
   * Hands over the body, one piece after the other; done when it ended. Fails when a piece was not
   * taken or the asker went.
   *
   * @param taker gets the next piece when the one before is taken
   */
  CompletionStage<Void> receive(Function<ByteBuffer, CompletionStage<Void>> taker);

  /** Runs it when the asker goes before it got its answer. */
  void whenGone(Runnable action);
}

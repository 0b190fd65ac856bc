package reelyard.gateway;

/** What one program was told and has not read yet. */
final class Unread {

  private final Ends ends;
  private final Lines all;
  private long bytes;
  private boolean ended;

  Unread(Ends ends, Lines all) {
    this.ends = ends;
    this.all = all;
  }

  void tell(byte[] said) {
    change(said.length);
    ends.tell(said, () -> change(-said.length));
  }

  /** It reads nothing more, and whatever waits for it is thrown away. */
  void end() {
    change(-bytes);
    ended = true;
  }

  private void change(long more) {
    if (ended) {
      return;
    }
    bytes += more;
    all.unread(more);
  }

  long bytes() {
    return bytes;
  }
}

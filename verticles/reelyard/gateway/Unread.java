package reelyard.gateway;

/** What one program was told and has not read yet. */
final class Unread {

  private final Ends ends;
  private final Lines all;
  private long bytes;

  Unread(Ends ends, Lines all) {
    this.ends = ends;
    this.all = all;
  }

  void tell(byte[] said) {
    change(said.length);
    ends.tell(said, () -> change(-said.length));
  }

  private void change(int more) {
    bytes += more;
    all.unread(more);
  }

  long bytes() {
    return bytes;
  }
}

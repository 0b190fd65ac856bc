package reelyard.ftp;

/** What a transfer asks before it moves bytes, in either direction. */
public interface Throttle {

  /** Moves as fast as it can. */
  Throttle NONE =
      new Throttle() {
        @Override
        public int slice(int most) {
          return most;
        }

        @Override
        public void take(int bytes) {}
      };

  /** How many bytes to move at once, at most so many; all of them when nothing is limited. */
  int slice(int most);

  /** Waits until so many bytes may move. */
  void take(int bytes);
}

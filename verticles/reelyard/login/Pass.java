package reelyard.login;

/**
 * Who asks, and what it was proven by.
 *
 * @param key of the session or token in its list; empty where nobody has to log in
 * @param csrf what each change must repeat; null where no browser sends the proof by itself
 */
public record Pass(Visitor visitor, Proof proof, String key, String csrf) {

  /** What somebody proves himself by. */
  public enum Proof {
    /** Being on this machine, where nobody has to log in. */
    PLACE,
    /** The cookie of a session. */
    SESSION,
    /** A token, sent by a program. */
    TOKEN
  }

  /** Where nobody has to log in. */
  public static final Pass LOCAL = new Pass(Visitor.LOCAL, Proof.PLACE, "", null);

  /** Without what proves it. */
  @Override
  public String toString() {
    return "Pass[" + visitor + ", " + proof + "]";
  }
}

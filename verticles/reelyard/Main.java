package reelyard;

/** What {@code java -jar reelyard.jar} starts. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {}
}

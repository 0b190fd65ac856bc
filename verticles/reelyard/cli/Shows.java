package reelyard.cli;

/** Finds out what kind of show standard output can take. */
final class Shows {

  private Shows() {}

  /** A live show on a terminal, lines otherwise. The log of this process goes to it, too. */
  static Show open() {
    String noColour = System.getenv("NO_COLOR");
    Show show =
        TerminalShow.open(noColour == null || noColour.isEmpty())
            .<Show>map(terminal -> terminal)
            .orElseGet(() -> new PlainShow(System.out, System.err, System::nanoTime));
    ShowHandler.install(show);
    return show;
  }
}

package reelyard.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;
import reelyard.message.JobView;

/**
 * A terminal: what is said scrolls up, below it a live area is redrawn in place. The cursor rests
 * at the area's first character, so that the area is found again however the terminal rewraps its
 * lines when it is resized.
 */
final class TerminalShow implements Show {

  private static final Size USUAL = new Size(80, 24);

  private final Terminal terminal;
  private final Attributes original;
  private final LiveView view;
  private final Display display;
  private final boolean colours;
  private Size size;
  private List<AttributedString> live = List.of();
  private volatile boolean resized;
  private boolean closed;

  private TerminalShow(Terminal terminal, boolean colours) {
    this.terminal = terminal;
    this.colours = colours;
    this.view = new LiveView(terminal.encoding().equals(StandardCharsets.UTF_8));
    this.display = new Display(terminal, false);
    for (String signal : List.of("WINCH", "CONT")) {
      Signals.register(signal, () -> resized = true);
    }
    this.original = terminal.getAttributes();
    quieten();
    measure();
  }

  /** The terminal that standard output is, if it is one that can move its cursor. */
  static Optional<TerminalShow> open(boolean colours) {
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .name("reelyard")
              .system(true)
              .systemOutput(TerminalBuilder.SystemOutput.SysOut)
              .dumb(false)
              // Else JLine takes Ctrl-C away from the JVM, and nothing is cleaned up.
              .nativeSignals(false)
              .build();
      if (terminal.getStringCapability(Capability.cursor_up) == null
          || terminal.getStringCapability(Capability.clr_eos) == null) {
        terminal.close();
        return Optional.empty();
      }
      return Optional.of(new TerminalShow(terminal, colours));
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** What is typed meanwhile would push the live area about. */
  private void quieten() {
    Attributes quiet = new Attributes(original);
    quiet.setLocalFlag(Attributes.LocalFlag.ECHO, false);
    terminal.setAttributes(quiet);
    terminal.puts(Capability.cursor_invisible);
  }

  private void measure() {
    Size now = terminal.getSize();
    size = now.getColumns() > 0 && now.getRows() > 0 ? now : USUAL;
    display.resize(size.getRows(), size.getColumns());
  }

  @Override
  public synchronized void warn(String line) {
    if (closed) {
      System.err.println(line);
    } else {
      say(line);
    }
  }

  @Override
  public synchronized void say(String line) {
    if (closed) {
      return;
    }
    wipe();
    terminal.writer().println(line);
    show(live);
  }

  @Override
  public synchronized void draw(Collection<JobView> jobs, Scene scene) {
    if (closed) {
      return;
    }
    if (resized) {
      resized = false;
      quieten();
      wipe();
      measure();
    }
    show(view.lines(scene, size.getColumns(), size.getRows()));
  }

  private void show(List<AttributedString> lines) {
    live = lines;
    display.update(
        colours
            ? lines
            : lines.stream().map(line -> new AttributedString(line.toString())).toList(),
        0);
  }

  /** Takes the live area away; what comes next is written at its place. */
  private void wipe() {
    PrintWriter writer = terminal.writer();
    writer.print('\r');
    terminal.puts(Capability.clr_eos);
    display.reset();
  }

  @Override
  public boolean wantsEveryChange() {
    return false;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    wipe();
    terminal.puts(Capability.cursor_visible);
    terminal.setAttributes(original);
    terminal.flush();
    try {
      terminal.close();
    } catch (IOException e) {
      // Nothing is left to be told, and nowhere to tell it.
    }
  }
}

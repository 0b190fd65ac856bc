package reelyard.cli;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import reelyard.message.JobView;

/** Draws a scene: a line for each running job, one for the whole run, one for the page. */
final class LiveView {

  private static final int STAGE = 11;
  private static final int PERCENT = 7;
  private static final int SPEED = 10;
  private static final int ETA = 11;
  private static final int WORKER = 16;
  private static final int GAP = 2;
  private static final int SHORTEST_NAME = 12;
  private static final int LONGEST_NAME = 40;
  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 40;

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle STRONG = PLAIN.bold();
  private static final AttributedStyle FAINT = PLAIN.faint();
  private static final AttributedStyle FILLED = PLAIN.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle ALARM = PLAIN.foreground(AttributedStyle.RED);

  private final boolean unicode;

  /** With {@code unicode} false the bars are drawn in ASCII. */
  LiveView(boolean unicode) {
    this.unicode = unicode;
  }

  /** The lines for a terminal of this size, each at least one column narrower than it. */
  List<AttributedString> lines(Scene scene, int columns, int rows) {
    int width = Math.max(1, columns - 1);
    List<AttributedString> below = below(scene, width);
    int room = Math.max(1, rows - 1 - below.size());
    int shown = scene.running().size() <= room ? scene.running().size() : room - 1;
    Layout layout = layout(scene, width);
    List<AttributedString> lines = new ArrayList<>();
    for (JobView job : scene.running().subList(0, shown)) {
      lines.add(line(job, layout));
    }
    int more = scene.running().size() - shown;
    if (more > 0) {
      lines.add(line(FAINT, "... and " + more + " more", width));
    }
    lines.addAll(below);
    return lines;
  }

  private static List<AttributedString> below(Scene scene, int width) {
    List<AttributedString> lines = new ArrayList<>();
    lines.add(line(STRONG, counts(scene), width));
    if (scene.page() != null) {
      lines.add(line(FAINT, "page " + scene.page(), width));
    }
    if (scene.trouble() != null) {
      lines.add(line(ALARM, scene.trouble(), width));
    }
    return lines;
  }

  /** The whole run in one line, without styles. */
  static String counts(Scene scene) {
    // Of jobs that all are held back nobody knows when they end.
    boolean nothingMoves = scene.running().isEmpty() && scene.etaSeconds() == 0;
    String eta = nothingMoves ? "" : Words.duration(scene.etaSeconds());
    return scene.done()
        + " of "
        + scene.total()
        + " done"
        + (scene.failed() > 0 ? " (" + scene.failed() + " failed)" : "")
        + ", "
        + scene.running().size()
        + " running"
        + (scene.waiting() > 0 ? ", " + scene.waiting() + " waiting" : "")
        + (eta.isEmpty() || scene.done() == scene.total() ? "" : ", ETA " + eta);
  }

  private record Layout(
      int name, int worker, int bar, boolean stage, boolean percent, boolean speed, boolean eta) {}

  /** What does not fit is left out: the bar first, the name and the percent last. */
  private static Layout layout(Scene scene, int width) {
    int longest =
        scene.running().stream().mapToInt(job -> Words.columns(JobWords.name(job))).max().orElse(0);
    int wish = Math.max(SHORTEST_NAME, Math.min(LONGEST_NAME, longest));
    int rest = width - cell(STAGE) - cell(PERCENT) - cell(SPEED) - cell(ETA);
    boolean worker = scene.withWorkers() && rest >= wish + cell(WORKER) + cell(SHORTEST_BAR);
    rest -= worker ? cell(WORKER) : 0;
    boolean speed = rest >= SHORTEST_NAME;
    rest += speed ? 0 : cell(SPEED);
    boolean eta = rest >= SHORTEST_NAME;
    rest += eta ? 0 : cell(ETA);
    boolean stage = rest >= SHORTEST_NAME;
    rest += stage ? 0 : cell(STAGE);
    boolean percent = rest >= SHORTEST_NAME / 2;
    rest += percent ? 0 : cell(PERCENT);
    int bar = Math.min(LONGEST_BAR, rest - Math.min(wish, rest) - GAP);
    if (bar < SHORTEST_BAR && rest >= SHORTEST_NAME + cell(SHORTEST_BAR)) {
      bar = SHORTEST_BAR;
    }
    boolean drawn = bar >= SHORTEST_BAR;
    int name = Math.min(wish, drawn ? rest - cell(bar) : rest);
    return new Layout(name, worker ? WORKER : 0, drawn ? bar : 0, stage, percent, speed, eta);
  }

  private static int cell(int columns) {
    return GAP + columns;
  }

  private AttributedString line(JobView job, Layout layout) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.append(Words.left(JobWords.name(job), layout.name()));
    String gap = " ".repeat(GAP);
    if (layout.worker() > 0) {
      String worker = job.workerId() == null ? "" : Words.printable(job.workerId());
      line.append(gap).styled(FAINT, Words.left(worker, layout.worker()));
    }
    if (layout.stage()) {
      line.append(gap).append(Words.left(JobWords.stage(job), STAGE));
    }
    if (layout.bar() > 0) {
      line.append(gap);
      bar(line, JobWords.percentOfStage(job), layout.bar());
    }
    if (layout.percent()) {
      line.append(gap).append(Words.right(JobWords.percent(job), PERCENT));
    }
    if (layout.speed()) {
      line.append(gap).append(Words.right(JobWords.speed(job), SPEED));
    }
    if (layout.eta()) {
      String eta = JobWords.eta(job);
      line.append(gap).append(Words.left(eta.isEmpty() ? "" : "ETA " + eta, ETA));
    }
    return line.toAttributedString();
  }

  private void bar(AttributedStringBuilder line, double percent, int columns) {
    double bounded = Math.max(0, Math.min(100, percent));
    int halves = (int) Math.floor(bounded * columns * 2 / 100 + 1e-9);
    int full = halves / 2;
    boolean half = halves % 2 == 1;
    if (unicode) {
      line.styled(FILLED, "━".repeat(full) + (half ? "╸" : ""));
      line.styled(FAINT, "╌".repeat(columns - full - (half ? 1 : 0)));
    } else {
      line.styled(FILLED, "#".repeat(full));
      line.styled(FAINT, "-".repeat(columns - full));
    }
  }

  private static AttributedString line(AttributedStyle style, String text, int width) {
    return new AttributedString(Words.cut(Words.printable(text), width), style);
  }
}

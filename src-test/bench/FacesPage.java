package bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reelyard.address.Addresses;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;
import reelyard.scheduler.QueueJobs.Mix;

/** How the queue of a very large farm feels in a real browser: to open, to scroll, to watch. */
final class FacesPage {

  private static final double SCROLL_SECONDS_PER_THOUSAND = 0.4;
  private static final int EVENTS = 30;

  /** Notes when the first rows were drawn. */
  private static final String FIRST_ROWS =
      """
      const look = () => {
        if (document.querySelector('.q-row[data-id]')) window.firstRows = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      """;

  /** From the first row to the last within so many seconds; gives what each frame took. */
  private static final String SCROLL =
      """
      (seconds) => new Promise((resolve) => {
        const scroller = document.querySelector('.q-scroll');
        const frames = [];
        let begun = 0;
        let last = 0;
        const step = (now) => {
          if (begun === 0) begun = now;
          else frames.push(now - last);
          last = now;
          const share = Math.min(1, (now - begun) / 1000 / seconds);
          scroller.scrollTop = share * (scroller.scrollHeight - scroller.clientHeight);
          if (share < 1) requestAnimationFrame(step);
          else resolve(frames);
        };
        requestAnimationFrame(step);
      })
      """;

  private static final String WAIT_FOR_ROW =
      """
      (id) => {
        window.drawn = new Promise((resolve) => {
          const look = () => {
            const row = document.querySelector(`[data-id="${id}"]`);
            if (row?.dataset.state === 'suspended') resolve(Date.now());
            else requestAnimationFrame(look);
          };
          look();
        });
      }
      """;

  private final Path folder;
  private final int jobs;
  private final List<OverheadBench.Row> rows = new ArrayList<>();

  FacesPage(Path folder, int jobs) {
    this.folder = folder;
    this.jobs = jobs;
  }

  List<OverheadBench.Row> measure() throws Exception {
    try (QueueFarm farm = new QueueFarm(folder.resolve("page"), "manager")) {
      try (QueueFill fill = new QueueFill(farm.store())) {
        fill.waiting(jobs, Mix.ALIKE);
      }
      farm.start("512m");
      try (Playwright playwright =
              Playwright.create(
                  new Playwright.CreateOptions()
                      .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
          Browser browser =
              playwright
                  .chromium()
                  .launch(
                      new BrowserType.LaunchOptions()
                          .setExecutablePath(Path.of("/usr/bin/chromium"))
                          .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
        Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1440, 900));
        page.setDefaultTimeout(QueueFarm.PATIENCE.toSeconds() * 1_000.0);
        open(farm, page);
        scroll(page, "a first time, with all its rows still to be fetched");
        page.evaluate("() => { document.querySelector('.q-scroll').scrollTop = 0; }");
        scroll(page, "again");
        watch(farm, page);
        page.click(".q-head .q-name button");
        page.waitForSelector(".q-head [aria-sort=ascending]");
        scroll(page, "sorted by name");
      }
    }
    return rows;
  }

  private void open(QueueFarm farm, Page page) {
    page.addInitScript(FIRST_ROWS);
    page.navigate("http://" + farm.events().getAuthority() + "/#/queue");
    page.waitForFunction("() => window.firstRows > 0");
    double millis = ((Number) page.evaluate("() => window.firstRows")).doubleValue();
    add(
        "the page's queue of %,d jobs: from nothing to its first rows".formatted(jobs),
        Figures.decimals(millis, 0) + " ms");
  }

  private void scroll(Page page, String how) throws IOException {
    double seconds = Math.max(5, jobs / 1000.0 * SCROLL_SECONDS_PER_THOUSAND);
    Figures frames = new Figures(numbers(page.evaluate(SCROLL, seconds)));
    page.waitForFunction("() => document.querySelector('.q-row[data-id]') !== null");
    if (!page.isVisible(".q-row[data-id]")) {
      throw new IOException("no row is to be seen at the end of the queue");
    }
    add(
        "scrolled from its first row to its last in %.0f s, %s: a frame's median, 99th percentile, longest"
            .formatted(seconds, how),
        "%.1f, %.1f and %.1f ms".formatted(frames.median(), frames.percentile(99), frames.max()));
  }

  private static List<Double> numbers(Object list) {
    return ((List<?>) list).stream().map(each -> ((Number) each).doubleValue()).toList();
  }

  /** Jobs that can be seen are suspended by somebody else. */
  private void watch(QueueFarm farm, Page page) throws Exception {
    List<Double> late = new ArrayList<>();
    List<?> seen =
        (List<?>)
            page.evaluate(
                "() => [...document.querySelectorAll('.q-row[data-id]')].map((r) => r.dataset.id)");
    for (int i = 0; i < EVENTS; i++) {
      String id = seen.get(seen.size() - 1 - i % seen.size()).toString();
      page.evaluate(WAIT_FOR_ROW, id);
      long begin = System.currentTimeMillis();
      farm.ask(Addresses.CHANGE_JOBS, ChangeJobs.of(JobAction.SUSPEND, id));
      late.add(((Number) page.evaluate("() => window.drawn")).doubleValue() - begin);
      farm.ask(Addresses.CHANGE_JOBS, ChangeJobs.of(JobAction.ACTIVATE, id));
    }
    Figures figures = new Figures(late);
    add(
        "a change of a job, from asking for it to its row: median and longest of " + EVENTS,
        "%.0f and %.0f ms".formatted(figures.median(), figures.max()));
  }

  private void add(String what, String measured) {
    rows.add(new OverheadBench.Row(what, measured, ""));
    System.err.printf("%s: %s%n", what, measured);
  }
}

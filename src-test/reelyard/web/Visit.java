package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One person's visit to the page: what they do, and whether the browser complains of anything. */
final class Visit {

  private static final Path PICTURES = Path.of("target/pictures");

  final Page page;

  private final String url;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  Visit(BrowserContext context, String url) {
    this.url = url;
    page = context.newPage();
    page.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (!message.type().equals("log")) {
            complaints.add(message.type() + ": " + message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
    page.onDialog(dialog -> complaints.add("dialog: " + dialog.message()));
  }

  /** Has this path of the HTTP interface answer so, whatever the farm would say. */
  Visit answering(String path, int status, String json) {
    page.route(
        "**/api/v1/" + path,
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(status)
                    .setContentType("application/json")
                    .setBody(json)));
    return this;
  }

  /** Opens a view, such as "#/queue". */
  Visit open(String hash) {
    page.navigate(url + hash);
    return this;
  }

  /** An expectation, which waits until it comes true. */
  LocatorAssertions see(String selector) {
    return PlaywrightAssertions.assertThat(page.locator(selector));
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  void click(String selector) {
    page.click(selector);
  }

  void press(String keys) {
    page.keyboard().press(keys);
  }

  /** Nothing was complained of, and nobody else was asked for anything. */
  void quiet() {
    assertThat(complaints).as("what the browser complains of").isEmpty();
    assertThat(requests).as("requests").isNotEmpty().allMatch(asked -> asked.startsWith(url));
  }

  /** Nothing that axe calls serious or worse stands in the way of people with disabilities. */
  void accessible() {
    page.evaluate(axe());
    Object found =
        page.evaluate(
            """
            async () => {
              const { violations } = await axe.run(document, { resultTypes: ['violations'] });
              return violations
                .filter(({ impact }) => ['serious', 'critical'].includes(impact))
                .flatMap(({ id, nodes }) => nodes.map((n) => `${id}: ${n.html.slice(0, 160)}`));
            }
            """);
    assertThat(found).as("what axe finds").isEqualTo(List.of());
  }

  private static String axe() {
    try (InputStream source = Visit.class.getResourceAsStream("/axe.min.js")) {
      return new String(source.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One cannot scroll sideways; else it names what reaches beyond the right edge. */
  void fitsIntoItsWidth() {
    Object beyond =
        page.evaluate(
            """
            () => {
              const edge = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= edge) return [];
              return [...document.querySelectorAll('html, body *')]
                .filter((e) => e.getBoundingClientRect().right > edge || e.scrollWidth > edge)
                .map((e) => `${e.tagName} ${e.id} ${e.getAttribute('class')}`);
            }
            """);
    assertThat(beyond).as("what reaches beyond the edge").isEqualTo(List.of());
  }

  /** Into target/pictures, for people to look at. */
  void picture(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  void close() {
    try {
      page.context().close();
    } catch (PlaywrightException e) {
      // A page that is gone by then cannot be closed; whoever still needs it has seen so.
      assertThat(e).hasMessageContaining("has been closed");
    }
  }
}

package reelyard.web;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The map of the HTTP interface. What the bus answers stands in a list of {@link ApiRoute}s for
 * each subject; what something else answers is a place in {@link #OTHERS}, and mounted where that
 * is at home.
 */
final class ApiRoutes {

  static final Duration LIST_PATIENCE = Duration.ofSeconds(15);
  static final Duration CHANGE_PATIENCE = Duration.ofSeconds(30);

  /** In the order in which they are tried. */
  static final List<ApiRoute<?, ?>> ALL =
      Stream.of(JobRoutes.ALL, FarmRoutes.ALL, LookBackRoutes.ALL, PresetRoutes.ALL)
          .<ApiRoute<?, ?>>flatMap(List::stream)
          .toList();

  /** Described and permitted like the rest, but not answered by the bus. */
  static final List<ApiPlace> OTHERS =
      Stream.of(
              ApiPages.ALL,
              SchemaPages.ALL,
              LoginPlaces.ALL,
              PatchDoor.ALL,
              EventDoor.ALL,
              HealthDoor.ALL,
              LogDoor.ALL,
              MediaPlaces.ALL)
          .flatMap(List::stream)
          .toList();

  /** Every place there is. */
  static final List<ApiPlace> PLACES =
      Stream.concat(ALL.stream().map(ApiRoute::place), OTHERS.stream()).toList();

  private ApiRoutes() {}
}

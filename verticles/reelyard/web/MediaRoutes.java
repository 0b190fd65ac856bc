package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.RefusedException;
import reelyard.login.Visitor;
import reelyard.message.BrowseMedia;
import reelyard.message.GetStagings;
import reelyard.message.JobId;
import reelyard.message.JobView;
import reelyard.message.MediaUse;
import reelyard.message.OpenMedia;
import reelyard.message.Refusal;
import reelyard.message.StagingView;
import reelyard.model.JobState;
import reelyard.model.UserRole;

/** Finds the staging where a film lies, and carries to it what is asked of the film. */
final class MediaRoutes {

  /** Where uploads are; then the staging and the upload follow. */
  private static final String UPLOADS = "/api/v1/uploads";

  /** In the header Upload-Metadata. */
  private static final Pattern STAGING_KEY =
      Pattern.compile("(?:^|,)\\s*staging ([A-Za-z0-9+/=]*)\\s*(?:,|$)");

  private static final Pattern STAGING_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  /** Of a folder of very many files. */
  private static final Duration BROWSE_PATIENCE = Duration.ofSeconds(30);

  /**
   * Where a film lies.
   *
   * @param replacedBy the job whose result took its place; else empty
   */
  private record Whereabouts(String staging, String path, String replacedBy) {

    Whereabouts(String staging, String path) {
      this(staging, path, "");
    }
  }

  private final Bus bus;
  private final MediaPipe pipe;
  private final Function<RoutingContext, Visitor> visitor;
  private final Function<UserRole, Handler<RoutingContext>> atLeast;

  MediaRoutes(
      Vertx vertx,
      Bus bus,
      Function<RoutingContext, Visitor> visitor,
      Function<UserRole, Handler<RoutingContext>> atLeast) {
    this.bus = bus;
    this.pipe = new MediaPipe(vertx);
    this.visitor = visitor;
    this.atLeast = atLeast;
  }

  void mount(Router router) {
    mount(router, MediaPlaces.BROWSE, this::browse);
    mountFilms(router, MediaPlaces.FILMS, this::named);
    mountFilms(router, MediaPlaces.SOURCES, this::source);
    mountFilms(router, MediaPlaces.RESULTS, this::result);
    MediaPlaces.UPLOADS.forEach(
        place ->
            mount(
                router,
                place,
                place.equals(MediaPlaces.UPLOAD) ? this::newUpload : this::oldUpload));
    // What tus asks before, and how it speaks through networks that know no PATCH.
    mount(router, HttpMethod.OPTIONS, MediaPlaces.UPLOAD, this::newUpload);
    mount(router, HttpMethod.POST, MediaPlaces.GO_ON, this::oldUpload);
  }

  private void mountFilms(
      Router router,
      Map<ApiPlace, MediaUse> places,
      Function<ApiRequest, Future<Whereabouts>> where) {
    places.forEach(
        (place, use) -> {
          Handler<RoutingContext> film = c -> film(c, use, where);
          mount(router, place, film);
          mount(router, HttpMethod.HEAD, place, film);
        });
  }

  private void mount(Router router, ApiPlace place, Handler<RoutingContext> handler) {
    mount(router, HttpMethod.valueOf(place.method()), place, handler);
  }

  private void mount(
      Router router, HttpMethod method, ApiPlace place, Handler<RoutingContext> handler) {
    router.route(method, place.path()).handler(atLeast.apply(place.role()));
    router.route(method, place.path()).handler(handler);
  }

  // ---- folders and films

  private void browse(RoutingContext c) {
    ApiRequest r = request(c);
    Future.succeededFuture(r)
        .map(
            asked ->
                new BrowseMedia(
                    r.text("path"),
                    r.text("text"),
                    r.text("cursor"),
                    (int) r.number("limit", BrowseMedia.MOST)))
        .compose(
            asked ->
                staging(last(r, r.text("staging")))
                    .compose(
                        staging ->
                            ask(staging, Addresses.browseMedia(staging), asked, BROWSE_PATIENCE)))
        .onSuccess(folder -> Answers.ok(c, folder))
        .onFailure(e -> fail(c, e));
  }

  private void film(
      RoutingContext c, MediaUse use, Function<ApiRequest, Future<Whereabouts>> whereabouts) {
    c.request().pause();
    ApiRequest r = request(c);
    boolean still = use == MediaUse.STILL;
    Future.succeededFuture(r)
        .compose(
            asked -> {
              double second = still ? r.decimal("second", OpenMedia.LAST_SECOND) : 0;
              int width = still ? (int) r.number("width", OpenMedia.MOST_WIDTH) : 0;
              OpenMedia wanted = new OpenMedia(use, "", second, width, "", "");
              return whereabouts
                  .apply(r)
                  .compose(
                      where ->
                          open(
                              c,
                              where.staging,
                              wanted.of(where.path).replacedBy(where.replacedBy)));
            })
        .onFailure(e -> fail(c, e));
  }

  /** By the query. */
  private Future<Whereabouts> named(ApiRequest r) {
    String path = r.text("path");
    if (path == null || path.isEmpty()) {
      throw ApiRequest.bad("path is missing: which film?");
    }
    return staging(last(r, r.text("staging"))).map(staging -> new Whereabouts(staging, path));
  }

  private Future<Whereabouts> source(ApiRequest r) {
    return job(r)
        .map(job -> new Whereabouts(job.staging(), job.input(), isInItsPlace(job) ? job.id() : ""));
  }

  /** Whether the result lies where the source was. */
  private static boolean isInItsPlace(JobView job) {
    return job.state() == JobState.COMPLETE
        && job.receipt() != null
        && job.receipt().passed()
        && job.undoneMillis() == 0;
  }

  private Future<Whereabouts> result(ApiRequest r) {
    return job(r)
        .map(
            job -> {
              if (job.state() != JobState.COMPLETE || job.output() == null) {
                throw new RefusedException(
                    Refusal.notFound(
                        job.output() == null
                            ? "the result took the source's place: look at that"
                            : "job %s has no result yet: it is not complete".formatted(job.id())));
              }
              return new Whereabouts(job.staging(), job.output());
            });
  }

  private Future<JobView> job(ApiRequest r) {
    r.nothingElse();
    return bus.ask(Addresses.GET_JOB, new JobId(r.id()));
  }

  // ---- uploads

  private void newUpload(RoutingContext c) {
    c.request().pause();
    ApiRequest r = request(c);
    Future.succeededFuture(r)
        .map(asked -> last(r, r.text("staging")))
        .compose(named -> staging(named == null ? announced(c) : named))
        .compose(staging -> open(c, staging, OpenMedia.upload(visitor.apply(c).name(), "")))
        .onFailure(e -> fail(c, e));
  }

  private void oldUpload(RoutingContext c) {
    c.request().pause();
    OpenMedia upload = OpenMedia.upload(visitor.apply(c).name(), c.pathParam("upload"));
    staging(c.pathParam("staging"))
        .compose(staging -> open(c, staging, upload))
        .onFailure(e -> fail(c, e));
  }

  /** Clients of tus can say there where to. */
  private static String announced(RoutingContext c) {
    String metadata = c.request().getHeader("Upload-Metadata");
    Matcher key = STAGING_KEY.matcher(metadata == null ? "" : metadata);
    try {
      return key.find()
          ? new String(Base64.getDecoder().decode(key.group(1)), StandardCharsets.UTF_8)
          : null;
    } catch (IllegalArgumentException e) {
      throw ApiRequest.bad("Upload-Metadata: staging is not in base64");
    }
  }

  // ---- stagings

  /** Where there is but one, it needs no name. */
  private Future<String> staging(String named) {
    if (named != null && !named.isEmpty()) {
      return STAGING_NAME.matcher(named).matches()
          ? Future.succeededFuture(named)
          : Future.failedFuture(ApiRequest.bad("staging: there is none of this name"));
    }
    return bus.ask(Addresses.GET_STAGINGS, new GetStagings())
        .map(
            list -> {
              List<String> here =
                  list.stagings().stream()
                      .filter(StagingView::here)
                      .map(view -> view.status().id())
                      .toList();
              if (here.isEmpty()) {
                throw absent("any");
              }
              if (here.size() > 1) {
                throw ApiRequest.bad("staging: must be one of " + String.join(", ", here));
              }
              return here.get(0);
            });
  }

  private Future<Void> open(RoutingContext c, String staging, OpenMedia use) {
    return ask(staging, Addresses.openMedia(staging), use, Bus.PATIENCE)
        .onSuccess(door -> pipe.carry(c, staging, door, UPLOADS + "/" + staging))
        .mapEmpty();
  }

  private <Q, A> Future<A> ask(
      String staging, Request<Q, A> request, Q question, Duration patience) {
    return bus.ask(request, question, patience)
        .recover(e -> Future.failedFuture(Bus.isNobody(e) ? absent(staging) : e));
  }

  private static RefusedException absent(String staging) {
    return new RefusedException(
        new Refusal(
            Refusal.UNAVAILABLE,
            "staging %s is not there: start it with ./reelyard run staging on its host"
                .formatted(staging)));
  }

  // ---- requests

  private ApiRequest request(RoutingContext c) {
    Map<String, List<String>> query = new TreeMap<>();
    c.queryParams().names().forEach(name -> query.put(name, c.queryParams().getAll(name)));
    return new ApiRequest(visitor.apply(c), c.pathParam("id"), query, List.of(), null);
  }

  /** The value of the last parameter that is looked at. */
  private static String last(ApiRequest r, String value) {
    r.nothingElse();
    return value;
  }

  private static void fail(RoutingContext c, Throwable e) {
    if (c.response().ended() || c.response().closed()) {
      return;
    }
    c.request().resume();
    if (e instanceof RefusedException refused) {
      Answers.problem(c, Problem.of(refused.refusal()));
    } else if (e instanceof ReplyException) {
      Answers.problem(
          c,
          Bus.isNobody(e)
              ? Problem.of(
                  503,
                  "no scheduler is reachable on the bus: start one with"
                      + " ./reelyard run manager")
              : Problem.of(504, "no answer in time: ask again"));
    } else if (e instanceof IllegalArgumentException wrong) {
      Answers.problem(c, Problem.of(Refusal.badMessage(wrong.getMessage())));
    } else {
      c.fail(e);
    }
  }
}

package reelyard.scheduler.forecast;

import java.util.List;
import reelyard.model.LearnedSpeed;

/**
 * Learns one quantity (a speed, a ratio) by worker and kind of work, from few samples and in
 * bounded memory.
 *
 * <p>The logarithm of the quantity is a sum: {@code ln q = ln guess + farm + recipe + kind + worker
 * + worker's kind + noise}, each term normal about 0 with the variance of its {@link Scope}, which
 * is a crossed random effects model. So an unknown worker gets the farm's figure for that kind, and
 * a known worker with an unknown kind the farm's figure times that worker's factor. A sample with
 * error {@code e} moves each term by {@code e * P / (sum of P + noise)}, where {@code P = 1 /
 * (1/prior + n/noise)} is the variance that the term has left after n samples: the Kalman filter's
 * step with the covariances between terms neglected, and its shrinkage is Bühlmann's credibility
 * ({@code n / (n + noise/prior)}). As n stops at the scope's memory, old samples fade exponentially
 * and a changed machine is followed. Sources: R. Kalman, A New Approach to Linear Filtering and
 * Prediction Problems (1960); H. Bühlmann, Experience Rating and Credibility (1967). Errors beyond
 * three deviations count as three (P. Huber, Robust Estimation of a Location Parameter, 1964).
 */
final class Model {

  private static final String EVERYBODY = "*";
  private static final int WORKERS = 1000;
  private static final int KINDS = 500;
  private static final int KINDS_PER_WORKER = 100;

  private static final String ALL = "all";
  private static final String RECIPE = "recipe>";
  private static final String KIND = "kind>";

  private static final Level UNKNOWN_RECIPE = new Level(Scope.RECIPE);
  private static final Level UNKNOWN_KIND = new Level(Scope.KIND);
  private static final Level UNKNOWN_WORKER = new Level(Scope.WORKER);
  private static final Level UNKNOWN_WORKER_KIND = new Level(Scope.WORKER_KIND);

  private final String prefix;
  private final boolean byWorker;
  private final boolean byKind;
  private final Level farm = new Level(Scope.FARM);
  private final Latest<Level> recipes = new Latest<>(KINDS);
  private final Latest<Kind> kinds = new Latest<>(KINDS);
  private final Latest<Worker> workers = new Latest<>(WORKERS);

  private record Kind(Level recipe, Level level) {}

  private record Worker(Level level, Latest<Level> kinds) {}

  /** Of a quantity with that name, which depends on the worker, the kind of work or both. */
  Model(String name, boolean byWorker, boolean byKind) {
    this.prefix = name + ">";
    this.byWorker = byWorker;
    this.byKind = byKind;
  }

  /** Whether a row of the learned table belongs to this model. */
  boolean owns(LearnedSpeed row) {
    return row.kind().startsWith(prefix);
  }

  /** Takes over a row that an earlier model gave. */
  void restore(LearnedSpeed row) {
    String what = row.kind().substring(prefix.length());
    String workerId = row.workerId();
    if (what.equals(ALL)) {
      (workerId.equals(EVERYBODY) ? farm : worker(workerId).level()).restore(row);
    } else if (what.startsWith(RECIPE)) {
      recipe(what.substring(RECIPE.length())).restore(row);
    } else if (what.startsWith(KIND)) {
      String kind = what.substring(KIND.length());
      (workerId.equals(EVERYBODY) ? kind(kind).level() : workerKind(worker(workerId), kind))
          .restore(row);
    }
  }

  /** Whether any sample stands behind what it says. */
  boolean learned() {
    return farm.count > 0;
  }

  /** Samples that this worker gave. */
  long samples(String workerId) {
    Worker worker = workerId == null ? null : workers.get(workerId);
    return worker == null ? 0 : worker.level().count;
  }

  /** What is known about that kind of work at that worker; allocates one small record. */
  Path path(String workerId, String kind) {
    Worker worker = workerId == null ? null : workers.get(workerId);
    Kind known = byKind ? kinds.get(kind) : null;
    return new Path(
        farm,
        byKind ? recipeOf(known, kind) : Level.NONE,
        byKind ? known == null ? UNKNOWN_KIND : known.level() : Level.NONE,
        byWorker ? worker == null ? UNKNOWN_WORKER : worker.level() : Level.NONE,
        byWorker && byKind ? workerKindOf(worker, kind) : Level.NONE);
  }

  private Level recipeOf(Kind known, String kind) {
    if (known != null) {
      return known.recipe();
    }
    Level recipe = recipes.get(WorkKind.recipe(kind));
    return recipe == null ? UNKNOWN_RECIPE : recipe;
  }

  private static Level workerKindOf(Worker worker, String kind) {
    Level level = worker == null ? null : worker.kinds().get(kind);
    return level == null ? UNKNOWN_WORKER_KIND : level;
  }

  /** A sample's natural logarithm came, itself known with that variance; adds what changed. */
  void learn(
      String workerId, String kind, double sample, double variance, List<LearnedSpeed> changed) {
    boolean named = byWorker && workerId != null && !workerId.equals(EVERYBODY);
    Worker worker = named ? worker(workerId) : null;
    Kind known = byKind ? kind(kind) : null;
    Path path =
        new Path(
            farm,
            byKind ? known.recipe() : Level.NONE,
            byKind ? known.level() : Level.NONE,
            named ? worker.level() : Level.NONE,
            named && byKind ? workerKind(worker, kind) : Level.NONE);
    path.learn(sample, variance);
    changed.add(row(EVERYBODY, ALL, farm));
    if (byKind) {
      changed.add(row(EVERYBODY, RECIPE + WorkKind.recipe(kind), path.recipe()));
      changed.add(row(EVERYBODY, KIND + kind, path.kind()));
    }
    if (named) {
      changed.add(row(workerId, ALL, path.worker()));
    }
    if (named && byKind) {
      changed.add(row(workerId, KIND + kind, path.workerKind()));
    }
  }

  private LearnedSpeed row(String workerId, String what, Level level) {
    return new LearnedSpeed(workerId, prefix + what, level.mean, level.variance, level.count);
  }

  private Level recipe(String recipe) {
    Level level = recipes.get(recipe);
    Level kept = level == null ? new Level(Scope.RECIPE) : level;
    recipes.put(recipe, kept);
    return kept;
  }

  private Kind kind(String kind) {
    Kind known = kinds.get(kind);
    Kind kept =
        known == null ? new Kind(recipe(WorkKind.recipe(kind)), new Level(Scope.KIND)) : known;
    kinds.put(kind, kept);
    recipes.put(WorkKind.recipe(kind), kept.recipe());
    return kept;
  }

  private Worker worker(String workerId) {
    Worker known = workers.get(workerId);
    Worker kept =
        known == null ? new Worker(new Level(Scope.WORKER), new Latest<>(KINDS_PER_WORKER)) : known;
    workers.put(workerId, kept);
    return kept;
  }

  private static Level workerKind(Worker worker, String kind) {
    Level level = worker.kinds().get(kind);
    Level kept = level == null ? new Level(Scope.WORKER_KIND) : level;
    worker.kinds().put(kind, kept);
    return kept;
  }
}

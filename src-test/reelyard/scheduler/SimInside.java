package reelyard.scheduler;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;

/** Opens the core for those who check it, so that it needs no doors of its own for them. */
final class SimInside {

  private static final Field JOBS = field(Scheduler.class, "jobs");
  private static final Field ROSTER = field(Scheduler.class, "roster");
  private static final Field STAGINGS = field(Scheduler.class, "stagings");
  private static final Field SUITABILITY = field(Answers.class, "suitability");
  private static final Field ANSWERS = field(Scheduler.class, "answers");
  private static final Field BY_ID = field(JobBook.class, "jobs");
  private static final Field RECENT = field(JobBook.class, "recent");
  private static final Field TARGETS = field(JobBook.class, "liveTargets");
  private static final Field DEPENDENTS = field(JobBook.class, "dependents");
  private static final Field BY_NEEDED = field(Dependents.class, "byNeeded");
  private static final Field SLEEPERS = field(Line.class, "sleepers");
  private static final Field DEMANDS = field(Line.class, "demands");

  final JobBook book;
  final Roster roster;
  final Stagings stagings;
  final Suitability suitability;
  final Map<String, JobEntry> byId;
  final Recent recent;
  final Map<String, Map<String, JobEntry>> targets;
  final Map<String, Collection<JobEntry>> dependents;
  final NavigableSet<JobEntry> sleepers;
  final Map<Demand, Object> demands;

  SimInside(Scheduler core) {
    book = (JobBook) read(JOBS, core);
    roster = (Roster) read(ROSTER, core);
    stagings = (Stagings) read(STAGINGS, core);
    suitability = (Suitability) read(SUITABILITY, read(ANSWERS, core));
    byId = as(read(BY_ID, book));
    recent = (Recent) read(RECENT, book);
    targets = as(read(TARGETS, book));
    dependents = as(read(BY_NEEDED, read(DEPENDENTS, book)));
    sleepers = as(read(SLEEPERS, book.line()));
    demands = as(read(DEMANDS, book.line()));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Reflection knows no types.
  private static <T> T as(Object value) {
    return (T) value;
  }

  private static Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(type + " has no " + name + " any more", e);
    }
  }

  private static Object read(Field field, Object of) {
    try {
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}

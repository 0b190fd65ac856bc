package reelyard.bus;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * Finds out what a record takes by asking its constructor, so that what is written down about its
 * fields is what its code does: which must not be null, and which numbers are within its limits.
 */
final class RecordProbe {

  private static final Map<Class<?>, Object> SIMPLE =
      Map.of(
          String.class,
          "a",
          int.class,
          1,
          Integer.class,
          1,
          long.class,
          1L,
          Long.class,
          1L,
          double.class,
          1.0,
          Double.class,
          1.0,
          boolean.class,
          true,
          Boolean.class,
          true);

  private final RecordComponent[] components;
  private final Constructor<?> constructor;
  private final List<Object[]> samples = new ArrayList<>();

  private RecordProbe(Class<?> type) {
    components = type.getRecordComponents();
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no constructor of its own", e);
    }
    // What one constant of an enum forbids, another may allow.
    for (int constant = 0; constant < constants(); constant++) {
      samples.add(sample(constant));
    }
  }

  static RecordProbe of(Class<?> type) {
    return new RecordProbe(type);
  }

  /** Whether the record refuses to be without this field, whatever else it holds. */
  boolean requires(String field) {
    int place = place(field);
    if (components[place].getType().isPrimitive()) {
      return false;
    }
    return refusal(bare()).isPresent()
        && samples.stream().allMatch(sample -> refusesNull(sample, place));
  }

  /** What this number may be, as far as records can be made that differ in it alone. */
  Limits limits(String field) {
    int place = place(field);
    boolean wide = components[place].getType() == long.class;
    return Stream.concat(Stream.<Object[]>of(bare()), samples.stream())
        .flatMap(this::withOtherNumbers)
        .flatMap(sample -> limits(value -> takes(sample, place, value), wide).stream())
        .reduce(Limits::or)
        .orElse(Limits.NONE);
  }

  /** One number may limit another, as the end of a span its beginning. */
  private Stream<Object[]> withOtherNumbers(Object[] sample) {
    Object[] least = sample.clone();
    Object[] most = sample.clone();
    for (int i = 0; i < sample.length; i++) {
      if (sample[i] instanceof Long) {
        least[i] = 0L;
        most[i] = Long.MAX_VALUE;
      } else if (sample[i] instanceof Integer) {
        least[i] = 0;
        most[i] = Integer.MAX_VALUE;
      }
    }
    return Stream.of(sample, least, most);
  }

  /** Between a number that is taken, and one so far away that a record with limits refuses it. */
  private static Optional<Limits> limits(LongPredicate takes, boolean wide) {
    long start = takes.test(1) ? 1 : 0;
    if (!takes.test(start)) {
      return Optional.empty();
    }
    // Differences of such numbers must not overflow.
    long far = wide ? Long.MAX_VALUE / 4 : Integer.MAX_VALUE;
    return Optional.of(
        new Limits(
            takes.test(-far) ? null : Long.valueOf(edge(takes, start, -far)),
            takes.test(far) ? null : Long.valueOf(edge(takes, start, far))));
  }

  private static long edge(LongPredicate takes, long taken, long refused) {
    long inside = taken;
    long outside = refused;
    while (Math.abs(outside - inside) > 1) {
      long middle = inside + (outside - inside) / 2;
      if (takes.test(middle)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }

  private boolean refusesNull(Object[] sample, int place) {
    Object[] changed = sample.clone();
    changed[place] = null;
    String name = components[place].getName();
    return refusal(changed)
        .filter(words -> words.matches("(?s).*\\b" + name + "\\b.*"))
        .isPresent();
  }

  private boolean takes(Object[] sample, int place, long value) {
    Object[] changed = sample.clone();
    Class<?> type = components[place].getType();
    changed[place] = type == int.class || type == Integer.class ? (Object) (int) value : value;
    return refusal(changed).isEmpty();
  }

  /** Why there can be no such record. */
  private Optional<String> refusal(Object[] values) {
    try {
      constructor.newInstance(values);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(String.valueOf(e.getCause().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private int place(String field) {
    for (int i = 0; i < components.length; i++) {
      if (components[i].getName().equals(field)) {
        return i;
      }
    }
    throw new IllegalArgumentException(constructor.getDeclaringClass() + " has no " + field);
  }

  private int constants() {
    return Arrays.stream(components)
        .filter(component -> component.getType().isEnum())
        .mapToInt(component -> component.getType().getEnumConstants().length)
        .max()
        .orElse(1);
  }

  private Object[] bare() {
    Object[] bare = sample(0);
    for (int i = 0; i < bare.length; i++) {
      bare[i] = components[i].getType().isPrimitive() ? bare[i] : null;
    }
    return bare;
  }

  private Object[] sample(int constant) {
    return Arrays.stream(components)
        .map(component -> sample(component.getGenericType(), constant))
        .toArray();
  }

  private static Object sample(Type type, int constant) {
    if (type instanceof ParameterizedType several) {
      return several.getRawType() == List.class
          ? listOf(sample(several.getActualTypeArguments()[0], 0))
          : Map.of();
    }
    Class<?> one = (Class<?>) type;
    if (one.isEnum()) {
      return one.getEnumConstants()[constant % one.getEnumConstants().length];
    }
    if (one.isRecord()) {
      RecordProbe inner = of(one);
      try {
        return inner.constructor.newInstance(inner.samples.get(0));
      } catch (ReflectiveOperationException e) {
        return null;
      }
    }
    return SIMPLE.get(one);
  }

  private static List<Object> listOf(Object element) {
    return element == null ? List.of() : List.of(element);
  }
}

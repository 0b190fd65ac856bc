package reelyard.address;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every address of the farm, and what is said there. */
public final class AllAddresses {

  private AllAddresses() {}

  /**
   * By address: its message alone, or its question and answer.
   *
   * @param id what stands where an address has the id of a job, worker or staging host
   */
  public static Map<String, List<Class<?>>> types(String id) throws ReflectiveOperationException {
    Map<String, List<Class<?>>> types = new LinkedHashMap<>();
    for (Field field : Addresses.class.getFields()) {
      put(field.get(null), types);
    }
    for (Method method : Addresses.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        put(method.invoke(null, id), types);
      }
    }
    return types;
  }

  private static void put(Object each, Map<String, List<Class<?>>> types) {
    if (each instanceof Address<?> address) {
      types.put(address.name(), List.of(address.type()));
    } else if (each instanceof Request<?, ?> request) {
      types.put(request.name(), List.of(request.question(), request.answer()));
    }
  }
}

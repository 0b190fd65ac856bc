package reelyard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reelyard.address.AllAddresses;
import reelyard.address.Permits;
import reelyard.bus.Bus;

/** Every address of the bus and the schemas of what is said there, made of the records. */
final class MessagesDocument {

  private MessagesDocument() {}

  static String json() throws ReflectiveOperationException {
    Map<String, List<Class<?>>> types = new TreeMap<>(AllAddresses.types("<id>"));
    JsonArray addresses = new JsonArray();
    types.forEach((address, said) -> addresses.add(address(address, said)));
    return new JsonObject()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("$id", "urn:reelyard:messages:" + Bus.VERSION)
            .put(
                "$comment",
                "Written by MessagesDocumentTest from the records of the program (CONTRIBUTING.md"
                    + " says how): change those, not this.")
            .put("version", Bus.VERSION)
            .put("addresses", addresses)
            .put(
                "$defs",
                new JsonObject(
                    DescribedSchemas.of(types.values().stream().flatMap(List::stream), "$defs")))
            .encodePrettily()
        + "\n";
  }

  private static JsonObject address(String address, List<Class<?>> said) {
    JsonObject entry =
        new JsonObject().put("address", address).put("message", said.get(0).getSimpleName());
    if (said.size() == 2) {
      entry.put("answer", said.get(1).getSimpleName());
    }
    // Of what is not permitted at all nothing is said.
    Permits.ALL.stream()
        .filter(permit -> permit.address().matcher(address.replace("<id>", "x")).matches())
        .forEach(
            permit ->
                entry
                    .put("clients", permit.way().name().toLowerCase(java.util.Locale.ROOT))
                    .put("role", permit.role().word()));
    return entry;
  }
}

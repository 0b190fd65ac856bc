package reelyard.web;

import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reelyard.web.Problem.FieldError;

/** Says in our own words what the library found wrong with a request. */
final class Complaint {

  private static final Pattern PARAMETER =
      Pattern.compile("(?s).*? (?:query|header|path) parameter ([^ .]+).*");

  private static final String BODY = "body";
  private static final int MOST = 20;

  private Complaint() {}

  /** As a refusal; what is not about the request stays what it was. */
  static Throwable of(ApiPlace place, Throwable e) {
    String words = String.valueOf(e.getMessage());
    Matcher parameter = PARAMETER.matcher(words);
    if (parameter.matches() && place.parameter(parameter.group(1)) != null) {
      ApiParameter wrong = place.parameter(parameter.group(1));
      return refused(List.of(new FieldError(wrong.name(), "must be " + wrong.allowed())));
    }
    return e instanceof SchemaValidationException schema
        ? refused(errors(schema.getOutputUnit()))
        : e;
  }

  private static ProblemException refused(List<FieldError> errors) {
    return new ProblemException(Problem.of(400, errors));
  }

  private static List<FieldError> errors(OutputUnit found) {
    Set<FieldError> errors = new LinkedHashSet<>();
    collect(found, errors);
    if (errors.stream().anyMatch(error -> !error.field().equals(BODY))) {
      // That another form of the body does not fit either is no news.
      errors.removeIf(error -> error.field().equals(BODY));
    }
    return errors.isEmpty()
        ? List.of(new FieldError(BODY, "is not as /api/v1/docs has it"))
        : List.copyOf(errors).subList(0, Math.min(MOST, errors.size()));
  }

  private static void collect(OutputUnit unit, Set<FieldError> errors) {
    String rule = String.valueOf(unit.getKeywordLocation()).replaceFirst("(?s).*/", "");
    if (unit.getError() != null && says(rule) != null) {
      errors.add(new FieldError(field(unit.getInstanceLocation()), says(rule)));
    }
    if (unit.getErrors() != null) {
      unit.getErrors().forEach(inner -> collect(inner, errors));
    }
  }

  /** Rules that only say that others inside them were broken say nothing. */
  private static String says(String rule) {
    return switch (rule) {
      case "type" ->
          "is of another type than /api/v1/docs says, or null where there must be a value";
      case "enum" -> "is none of the words that /api/v1/docs lists";
      case "minimum", "maximum" -> "is beyond the limits that /api/v1/docs tells";
      case "required" -> "lacks a field that /api/v1/docs requires";
      case "minLength", "maxLength" -> "is shorter or longer than /api/v1/docs allows";
      default -> null;
    };
  }

  /** From #/jobs/0/attempts to jobs[0].attempts. */
  private static String field(String location) {
    String path = location == null ? "" : location.replaceFirst("^#?/?", "");
    String field = path.replaceAll("(^|/)([0-9]+)(?=/|$)", "[$2]").replace('/', '.');
    return field.isEmpty() ? BODY : field;
  }
}

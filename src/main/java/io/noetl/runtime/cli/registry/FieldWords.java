package io.noetl.runtime.cli.registry;

import io.noetl.runtime.schema.FieldError;
import io.noetl.runtime.schema.RuntimeApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Says what is wrong with fields in the words of a command line, not in those of a server. */
public final class FieldWords {

  private static final String CAPACITY = "capacity";

  /** How the error of a selector begins. */
  private static final String PLACE = "At character ";

  private static final List<String> SUBJECTS =
      List.of(
          "Input should ",
          "Number should ",
          "String should ",
          "Dictionary should ",
          "JSON should ",
          "List should ",
          "Reference should ");

  private FieldWords() {}

  /** What a field has to be, and what was given. */
  public static String problem(FieldError error) {
    return said(error.field(), error).problem();
  }

  /** The same with the field's name. */
  public static String sentence(FieldError error) {
    return said(error.field(), error).sentence();
  }

  /**
   * The same error about flags.
   *
   * @param flags the flag that a field comes from; the field itself where it comes from none
   */
  public static RuntimeApiException.InvalidRequest ofFlags(
      RuntimeApiException.InvalidRequest invalid, UnaryOperator<String> flags) {
    RuntimeApiException.Details details =
        new RuntimeApiException.Details(
            invalid.hint(), invalid.httpStatus(), invalid.retryAfter(), invalid);
    String message = String.valueOf(invalid.getMessage());
    if (invalid.fields().isEmpty()) {
      boolean wantsUri = message.startsWith("uri is required");
      return new RuntimeApiException.InvalidRequest(wantsUri ? "--" + message : message, details);
    }
    List<FieldError> fields = new ArrayList<>();
    for (FieldError error : invalid.fields()) {
      int dot = error.field().indexOf('.');
      String head = dot < 0 ? error.field() : error.field().substring(0, dot);
      String flag = flags.apply(head);
      fields.add(said(dot < 0 ? flag : flag + " " + error.field().substring(dot + 1), error));
    }
    return new RuntimeApiException.InvalidRequest(fields, details);
  }

  private static FieldError said(String field, FieldError error) {
    return new FieldError(error.type(), field, message(error), error.input(), error.context());
  }

  private static String message(FieldError error) {
    boolean isNumber = error.type().startsWith("int_") || error.type().endsWith("_than_equal");
    if (isNumber) {
      return error.field().equals(CAPACITY)
          ? "must be 0 to " + Integer.MAX_VALUE
          : "must be a whole number of at most 64 bits";
    }
    if (error.type().equals("missing")) {
      return "is missing";
    }
    if (error.type().equals("dict_type")) {
      return "must be an object";
    }
    for (String subject : SUBJECTS) {
      if (error.message().startsWith(subject)) {
        return "must " + error.message().substring(subject.length());
      }
    }
    if (error.message().startsWith("The ")) {
      String message = error.message();
      int verb = message.indexOf(" should ");
      return "the "
          + (verb < 0
              ? message.substring(4)
              : message.substring(4, verb) + " must " + message.substring(verb + 8));
    }
    if (error.message().startsWith("A ")) {
      return "a" + error.message().substring(1);
    }
    return error.message().startsWith(PLACE)
        ? "at" + error.message().substring(2)
        : error.message();
  }
}

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a class that reads and sets the fields of the commands by plain code. By reflection Java
 * makes a class for each shape of them at run time, which no cache holds.
 */
final class FieldSource {

  static final String CLASS = "io.noetl.runtime.cli.StoredFields";

  private static final String SOURCE =
      """
      package io.noetl.runtime.cli;

      import java.lang.reflect.Field;
      import picocli.CommandLine.RegexTransformer;

      /** The fields of the commands, made by the build. */
      @SuppressWarnings({"rawtypes", "unchecked"})
      public final class StoredFields {

        private StoredFields() {}

        public static Object get(Field field, Object owner) throws IllegalAccessException {
          switch (field.getDeclaringClass().getName() + "." + field.getName()) {
      %s      default: return field.get(owner);
          }
        }

        public static void set(Field field, Object owner, Object value)
            throws IllegalAccessException {
          switch (field.getDeclaringClass().getName() + "." + field.getName()) {
      %s      default: field.set(owner, value); return;
          }
        }

        public static RegexTransformer negations() {
          return Negations.ONE;
        }

        private static final class Negations {
          static final RegexTransformer ONE = RegexTransformer.createDefault();
        }
      }
      """;

  private final List<String> reads = new ArrayList<>();
  private final List<String> writes = new ArrayList<>();

  /** Takes the fields of a class that have annotations of picocli. */
  void add(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && isBound(field)) {
        add(type, field);
      }
    }
  }

  private void add(Class<?> type, Field field) {
    if (Modifier.isPrivate(type.getModifiers())) {
      throw new IllegalStateException(type + " has options and is private: open it");
    }
    String name = "\"" + type.getName() + "." + field.getName() + "\"";
    String place = "((" + type.getCanonicalName() + ") owner)." + field.getName();
    reads.add("      case %s: return %s;\n".formatted(name, place));
    if (!Modifier.isFinal(field.getModifiers())) {
      String value = "(" + field.getType().getCanonicalName() + ") value";
      writes.add("      case %s: %s = %s; return;\n".formatted(name, place, value));
    }
  }

  private static boolean isBound(Field field) {
    for (Annotation annotation : field.getAnnotations()) {
      if (annotation.annotationType().getName().startsWith("picocli.")) {
        return true;
      }
    }
    return false;
  }

  String text() {
    return SOURCE.formatted(String.join("", reads), String.join("", writes));
  }
}

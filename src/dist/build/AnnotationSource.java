import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes picocli's annotations on the commands down as plain classes. Java makes a proxy class for
 * each annotation type at run time, which no cache holds; that took a third of a command's start.
 */
final class AnnotationSource {

  static final String CLASS = "io.noetl.runtime.cli.StoredAnnotations";

  private static final String PACKAGE = CLASS.substring(0, CLASS.lastIndexOf('.'));

  private static final String SOURCE =
      """
      package io.noetl.runtime.cli;

      import java.lang.annotation.Annotation;
      import java.lang.reflect.AnnotatedElement;
      import java.lang.reflect.Field;

      /** The annotations on the commands, made by the build. */
      @SuppressWarnings({"rawtypes", "unchecked"})
      public final class StoredAnnotations {

      %s

        private StoredAnnotations() {}

        public static boolean isAnnotationPresent(AnnotatedElement element, Class<?> type) {
          return getAnnotation(element, type) != null;
        }

        public static Annotation getAnnotation(AnnotatedElement element, Class<?> type) {
          Class<?> owner;
          String member;
          if (element instanceof Class<?> itself) {
            owner = itself;
            member = "";
          } else if (element instanceof Field field) {
            owner = field.getDeclaringClass();
            member = field.getName();
          } else {
            return null;
          }
          if (owner.getName().startsWith("picocli.")) {
            return element.getAnnotation(type.asSubclass(Annotation.class));
          }
          return switch (owner.getName()) {
      %s
            default -> null;
          };
        }

        private static Class<?> type(String name) {
          try {
            return Class.forName(name, false, StoredAnnotations.class.getClassLoader());
          } catch (ClassNotFoundException impossible) {
            throw new NoClassDefFoundError(name);
          }
        }

      %s
      %s
      }
      """;
  private static final String METHOD =
      """
        private static Annotation %s(String member, Class<?> type) {
          switch (member) {
      %s      default:
              return null;
          }
        }
      """;
  private static final String RECORD =
      """
        private record Stored%1$s(%2$s) implements %3$s {
          @Override
          public Class<? extends Annotation> annotationType() {
            return %3$s.class;
          }
        }
      """;

  private final TreeMap<String, Class<?>> types = new TreeMap<>();
  private final TreeSet<String> constants = new TreeSet<>();
  private final List<String> cases = new ArrayList<>();
  private final List<String> methods = new ArrayList<>();

  private AnnotationSource() {}

  /** The class files that hold the annotations of all classes of the commands' packages. */
  static Map<String, byte[]> compile(List<Path> jars) throws IOException {
    AnnotationSource source = new AnnotationSource();
    FieldSource fields = new FieldSource();
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new))) {
      for (String name : commandClasses(jars)) {
        Class<?> type = Class.forName(name, false, loader);
        source.add(type);
        fields.add(type);
      }
      String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(":"));
      return compile(Map.of(CLASS, source.text(), FieldSource.CLASS, fields.text()), classPath);
    } catch (ReflectiveOperationException unreadable) {
      throw new IOException("cannot read the annotations of the commands", unreadable);
    }
  }

  private static TreeSet<String> commandClasses(List<Path> jars) throws IOException {
    String folder = PACKAGE.replace('.', '/') + "/";
    TreeSet<String> names = new TreeSet<>();
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        file.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
            .map(name -> name.replace(".class", "").replace('/', '.'))
            .filter(name -> !name.endsWith("-info") && !name.startsWith(PACKAGE + ".Stored"))
            .forEach(names::add);
      }
    }
    return names;
  }

  private void add(Class<?> type) throws ReflectiveOperationException {
    StringBuilder body = new StringBuilder();
    add("", type, body);
    for (Field field : type.getDeclaredFields()) {
      add(field.getName(), field, body);
    }
    for (Method method : type.getDeclaredMethods()) {
      if (Arrays.stream(method.getAnnotations()).anyMatch(AnnotationSource::isOurs)) {
        throw new IllegalStateException("only fields and classes are looked at, not " + method);
      }
    }
    if (!body.isEmpty()) {
      String method = "of" + methods.size();
      cases.add("      case %s -> %s(member, type);".formatted(literal(type.getName()), method));
      methods.add(METHOD.formatted(method, body));
    }
  }

  private void add(String member, AnnotatedElement element, StringBuilder body)
      throws ReflectiveOperationException {
    StringBuilder lines = new StringBuilder();
    for (Annotation annotation : element.getAnnotations()) {
      if (isOurs(annotation)) {
        lines.append(
            "        if (type == %s.class) return %s;\n"
                .formatted(annotation.annotationType().getCanonicalName(), literal(annotation)));
      }
    }
    if (!lines.isEmpty()) {
      body.append("      case %s:\n%s        return null;\n".formatted(literal(member), lines));
    }
  }

  private static boolean isOurs(Annotation annotation) {
    return annotation.annotationType().getName().startsWith("picocli.");
  }

  /** A value of an annotation as Java source. */
  private String literal(Object value) throws ReflectiveOperationException {
    if (value.getClass().isArray()) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        items.add(literal(Array.get(value, i)));
      }
      String array = value.getClass().getCanonicalName();
      return "new " + array + " {" + String.join(", ", items) + "}";
    }
    return switch (value) {
      case Annotation annotation -> instance(annotation);
      case String text -> '"' + escaped(text) + '"';
      case Character letter -> "(char) " + (int) letter;
      case Class<?> type -> constant(type);
      case Enum<?> constant ->
          constant.getDeclaringClass().getCanonicalName() + "." + constant.name();
      case Boolean flag -> flag.toString();
      case Integer number -> number.toString();
      default -> throw new IllegalStateException("an annotation holds a " + value.getClass());
    };
  }

  /** Found by name, since picocli's own default values are private classes. */
  private String constant(Class<?> type) {
    String name = "CLASS_" + type.getName().replace('.', '_').replace('$', '_');
    constants.add(
        "  private static final Class %s = type(%s);".formatted(name, '"' + type.getName() + '"'));
    return name;
  }

  private String instance(Annotation annotation) throws ReflectiveOperationException {
    Class<?> type = annotation.annotationType();
    types.put(type.getSimpleName(), type);
    List<String> values = new ArrayList<>();
    for (Method member : members(type)) {
      values.add(literal(member.invoke(annotation)));
    }
    return "new Stored" + type.getSimpleName() + "(" + String.join(", ", values) + ")";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static List<Method> members(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private String text() {
    StringBuilder records = new StringBuilder();
    types.forEach((name, type) -> records.append(record(name, type)));
    return SOURCE.formatted(
        String.join("\n", constants),
        String.join("\n", cases),
        String.join("\n", methods),
        records);
  }

  private static String record(String name, Class<?> type) {
    String components =
        members(type).stream()
            .map(member -> sourceName(member.getGenericReturnType()) + " " + member.getName())
            .collect(Collectors.joining(", "));
    return RECORD.formatted(name, components, type.getCanonicalName());
  }

  private static String sourceName(Type type) {
    return type.getTypeName().replace('$', '.');
  }

  private static Map<String, byte[]> compile(Map<String, String> sources, String classPath)
      throws IOException {
    Path folder = Files.createTempDirectory("annotations");
    StringWriter said = new StringWriter();
    PrintWriter log = new PrintWriter(said, true);
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    Path out = folder.resolve("classes");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none", "-XDstringConcat=inline", "-cp", classPath, "-d", out.toString()));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      String name = source.getKey().substring(PACKAGE.length() + 1);
      Path file = Files.writeString(folder.resolve(name + ".java"), source.getValue());
      arguments.add(file.toString());
    }
    int status = javac.run(log, log, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IOException("cannot compile the stored annotations:\n" + said);
    }
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path compiled : files.filter(Files::isRegularFile).toList()) {
        classes.put(out.relativize(compiled).toString(), Files.readAllBytes(compiled));
      }
    }
    return classes;
  }
}

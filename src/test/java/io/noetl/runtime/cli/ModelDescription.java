package io.noetl.runtime.cli;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.OptionSpec;

/** The complete picocli models as lines, for comparing two builds. */
public final class ModelDescription {

  /** Values that are described by their name, not by their content. */
  private static final Set<String> LEFT_OUT = Set.of("hashCode", "toString", "userObject");

  private final List<String> lines = new ArrayList<>();

  private ModelDescription() {}

  /** Of every command, with the values that its options have before and after each was set. */
  public static List<String> lines() throws Exception {
    ModelDescription description = new ModelDescription();
    CommandLine root = Generated.root();
    description.add(root);
    for (CommandLine command : root.getSubcommands().values()) {
      description.add(command);
    }
    return description.lines;
  }

  private void add(CommandLine command) throws Exception {
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName();
    properties(name, spec, CommandSpec.class);
    properties(name + " usage", spec.usageMessage(), spec.usageMessage().getClass());
    properties(name + " parser", spec.parser(), spec.parser().getClass());
    lines.add(name + " mixins " + spec.mixins().keySet());
    lines.add(name + " subcommands " + spec.subcommands().keySet());
    lines.add(name + " help " + command.getUsageMessage());
    for (ArgSpec argument : spec.args()) {
      String label = name + " " + label(argument);
      properties(label, argument, argument.getClass());
      if (argument instanceof OptionSpec option) {
        for (String written : option.names()) {
          String negative = spec.negatableOptionTransformer().makeNegative(written, spec);
          lines.add(label + " negative of " + written + ": " + negative);
        }
      }
    }
    for (ArgSpec argument : spec.args()) {
      set(name, argument, spec.args());
    }
  }

  private static String label(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** Every public property that is a value. */
  private void properties(String label, Object model, Class<?> type) throws Exception {
    List<Method> getters =
        Arrays.stream(type.getMethods())
            .filter(method ->
                method.getParameterCount() == 0
                    && !Modifier.isStatic(method.getModifiers())
                    && !LEFT_OUT.contains(method.getName())
                    && isValue(method.getReturnType()))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    for (Method getter : getters) {
      lines.add(label + " " + getter.getName() + " " + text(getter.invoke(model)));
    }
  }

  private static boolean isValue(Class<?> type) {
    Class<?> item = type.isArray() ? type.getComponentType() : type;
    return item.isPrimitive() && item != void.class
        || item.isEnum()
        || item == String.class
        || item == Class.class
        || item == Iterable.class
        || item == CommandLine.Range.class;
  }

  /** Sets one, and says which fields that changed, as Java itself reads them. */
  private void set(String command, ArgSpec argument, List<ArgSpec> all) throws Exception {
    List<String> before = values(all);
    Object value = otherThan(argument.getter().get(), argument.type());
    argument.setter().set(value);
    List<String> after = values(all);
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        changed.add(label(all.get(i)) + " " + before.get(i) + " -> " + after.get(i));
      }
    }
    if (changed.size() != 1 || !changed.getFirst().startsWith(label(argument) + " ")) {
      throw new IllegalStateException(command + " " + label(argument) + " changed " + changed);
    }
    lines.add(command + " set " + changed.getFirst());
  }

  private static List<String> values(List<ArgSpec> arguments) throws Exception {
    List<String> values = new ArrayList<>();
    for (ArgSpec argument : arguments) {
      Field field = (Field) (AnnotatedElement) argument.userObject();
      field.setAccessible(true);
      IGetter getter = argument.getter();
      values.add(text(getter.get()) + " / " + text(field.get(argument.scope().get())));
    }
    return values;
  }

  private static Object otherThan(Object value, Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return !Boolean.TRUE.equals(value);
    }
    if (type == String.class) {
      return value + "x";
    }
    if (type == int.class || type == Integer.class) {
      return value == null ? 1 : (Integer) value + 1;
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[0] == value ? constants[1] : constants[0];
    }
    if (type == List.class) {
      return List.of("a", "b");
    }
    throw new IllegalStateException("a value of " + type + " is missing here");
  }

  private static String text(Object value) {
    if (value == null) {
      return "null";
    }
    if (value.getClass().isArray()) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        items.add(text(Array.get(value, i)));
      }
      return items.toString();
    }
    if (value instanceof Iterable<?> items) {
      List<String> texts = new ArrayList<>();
      items.forEach(item -> texts.add(text(item)));
      return texts.toString();
    }
    return value.toString();
  }
}

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.AccessFlags;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lifts class files from before Java 6 to Java 6, with the stack maps that its verifier reads: the
 * start-up cache takes no older ones. In these, which are picocli's, it also sends look-ups of
 * annotations, and of the fields that they stand at, to the classes that {@link AnnotationSource}
 * and {@link FieldSource} make.
 */
final class ClassUpgrade {

  private static final int JAVA_6 = ClassFile.JAVA_6_VERSION;
  private static final ClassDesc STORED = ClassDesc.of(AnnotationSource.CLASS);
  private static final ClassDesc FIELDS = ClassDesc.of(FieldSource.CLASS);
  private static final ClassDesc FIELD = ClassDesc.of("java.lang.reflect.Field");
  private static final ClassDesc ELEMENT = ClassDesc.of("java.lang.reflect.AnnotatedElement");
  private static final ClassDesc ANNOTATION = ClassDesc.of("java.lang.annotation.Annotation");
  private static final Set<String> LOOKUPS = Set.of("getAnnotation", "isAnnotationPresent");

  private final ClassFile reader;
  private final ClassFile writer;

  ClassUpgrade(List<Map<String, byte[]>> jars) {
    ClassHierarchyResolver resolver =
        ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> find(type, jars))
            .orElse(ClassHierarchyResolver.defaultResolver());
    var hierarchy = ClassFile.ClassHierarchyResolverOption.of(resolver);
    reader = ClassFile.of(hierarchy);
    writer = ClassFile.of(hierarchy, ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
  }

  private static InputStream find(ClassDesc type, List<Map<String, byte[]>> jars) {
    String descriptor = type.descriptorString();
    String file = descriptor.substring(1, descriptor.length() - 1) + ".class";
    for (Map<String, byte[]> jar : jars) {
      byte[] bytes = jar.get(file);
      if (bytes != null) {
        return new ByteArrayInputStream(bytes);
      }
    }
    return null;
  }

  /** Replaces the old classes of a jar by lifted ones, and type switches by plain methods. */
  void apply(Map<String, byte[]> jar) {
    for (Map.Entry<String, byte[]> entry : jar.entrySet()) {
      if (entry.getKey().endsWith(".class")) {
        ClassModel model = reader.parse(entry.getValue());
        if (model.majorVersion() < JAVA_6) {
          entry.setValue(verified(model, writer.transformClass(model, ClassUpgrade::lift)));
        } else if (entry.getKey().startsWith("io/noetl/")) {
          entry.setValue(ours(model, entry.getValue()));
        }
      }
    }
  }

  private byte[] ours(ClassModel model, byte[] unchanged) {
    byte[] changed = unchanged;
    if (TypeSwitches.isIn(model)) {
      changed = verified(model, writer.transformClass(model, new TypeSwitches(model)));
    }
    return model.fields().stream().anyMatch(ClassUpgrade::isBound)
        ? verified(model, writer.transformClass(reader.parse(changed), ClassUpgrade::open))
        : changed;
  }

  /** Lets {@link FieldSource}'s class, of another package, at what picocli writes to. */
  private static void open(ClassBuilder type, ClassElement element) {
    if (element instanceof AccessFlags flags) {
      type.withFlags(flags.flagsMask() | ClassFile.ACC_PUBLIC);
    } else if (element instanceof FieldModel field && isBound(field)) {
      int flags = field.flags().flagsMask() & ~ClassFile.ACC_PRIVATE | ClassFile.ACC_PUBLIC;
      type.transformField(
          field,
          (builder, part) -> {
            if (part instanceof AccessFlags) {
              builder.withFlags(flags);
            } else {
              builder.with(part);
            }
          });
    } else {
      type.with(element);
    }
  }

  private static boolean isBound(FieldModel field) {
    return field
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(attribute ->
            attribute.annotations().stream()
                .anyMatch(it -> it.className().stringValue().startsWith("Lpicocli/")))
        .orElse(false);
  }

  private byte[] verified(ClassModel model, byte[] changed) {
    List<VerifyError> errors = writer.verify(changed);
    if (!errors.isEmpty()) {
      throw new IllegalStateException(
          "the changed class " + model.thisClass().name() + " is invalid", errors.getFirst());
    }
    return changed;
  }

  private static void lift(ClassBuilder type, ClassElement element) {
    if (element instanceof ClassFileVersion) {
      type.withVersion(JAVA_6, 0);
    } else if (element instanceof MethodModel method && method.code().isPresent()) {
      type.transformMethod(method, MethodTransform.transformingCode(ClassUpgrade::lift));
    } else {
      type.with(element);
    }
  }

  private static void lift(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && isLookup(call)) {
      MethodTypeDesc type = call.typeSymbol();
      code.invokestatic(STORED, call.name().stringValue(), type.insertParameterTypes(0, ELEMENT));
      return;
    }
    if (element instanceof InvokeInstruction call && isFieldAccess(call)) {
      MethodTypeDesc type = call.typeSymbol();
      code.invokestatic(FIELDS, call.name().stringValue(), type.insertParameterTypes(0, FIELD));
      return;
    }
    if (element instanceof InvokeInstruction call && makesPatterns(call)) {
      code.invokestatic(FIELDS, "negations", call.typeSymbol());
      return;
    }
    code.with(element);
  }

  private static boolean isLookup(InvokeInstruction call) {
    MethodTypeDesc type = call.typeSymbol();
    return call.owner().asInternalName().startsWith("java/lang/")
        && LOOKUPS.contains(call.name().stringValue())
        && type.parameterList().equals(List.of(ConstantDescs.CD_Class))
        && (type.returnType().equals(ANNOTATION)
            || type.returnType().equals(ConstantDescs.CD_boolean));
  }

  /** Reflection on fields makes a class for each shape of them at run time. */
  private static boolean isFieldAccess(InvokeInstruction call) {
    return call.owner().asInternalName().equals("java/lang/reflect/Field")
        && Set.of("get", "set").contains(call.name().stringValue());
  }

  /** The patterns of {@code --no-} options, which picocli compiles for every command and mixin. */
  private static boolean makesPatterns(InvokeInstruction call) {
    return call.owner().asInternalName().equals("picocli/CommandLine$RegexTransformer")
        && call.name().equalsString("createDefault");
  }
}

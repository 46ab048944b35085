import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns switches on types into chains of instanceof. Java spins a class for each such switch at run
 * time, which no cache holds.
 */
final class TypeSwitches implements ClassTransform {

  private static final String NAME = "typeSwitch";
  private static final MethodTypeDesc TYPE =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object, ConstantDescs.CD_int);

  private final ClassDesc owner;
  private final boolean isInterface;
  private final List<List<ClassDesc>> switches = new ArrayList<>();

  TypeSwitches(ClassModel model) {
    this.owner = model.thisClass().asSymbol();
    this.isInterface = model.flags().has(AccessFlag.INTERFACE);
  }

  /** Whether a class has switches on nothing but types. */
  static boolean isIn(ClassModel model) {
    return model.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .anyMatch(element -> element instanceof InvokeDynamicInstruction call && isOnTypes(call));
  }

  private static boolean isOnTypes(InvokeDynamicInstruction call) {
    return call.name().equalsString(NAME)
        && call.bootstrapArgs().stream().allMatch(label -> label instanceof ClassDesc);
  }

  @Override
  public void accept(ClassBuilder type, ClassElement element) {
    if (element instanceof MethodModel method && method.code().isPresent()) {
      type.transformMethod(method, MethodTransform.transformingCode(this::replace));
    } else {
      type.with(element);
    }
  }

  private void replace(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction call && isOnTypes(call)) {
      code.invokestatic(owner, NAME + "$" + switches.size(), TYPE, isInterface);
      switches.add(call.bootstrapArgs().stream().map(label -> (ClassDesc) label).toList());
    } else {
      code.with(element);
    }
  }

  @Override
  public void atEnd(ClassBuilder type) {
    for (int i = 0; i < switches.size(); i++) {
      List<ClassDesc> labels = switches.get(i);
      int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
      type.withMethodBody(NAME + "$" + i, TYPE, flags, code -> chain(code, labels));
    }
  }

  /** The first label from a given one on that the value is an instance of; -1 for null. */
  private static void chain(CodeBuilder code, List<ClassDesc> labels) {
    Label some = code.newLabel();
    code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf(labels.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }
}

package io.noetl.runtime.schema;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which components to list; what is null or empty does not narrow the list.
 *
 * @param kind the kind, or null for all kinds
 * @param name the exact name
 * @param glob a pattern for names
 * @param runtime the type of runtime, compared without case
 * @param status the status as stored, compared without case
 * @param labels which labels a component must carry
 * @param leases whether the rows by which NoETL's servers agree on a leader count as components
 */
public record RuntimeListQuery(
    @Nullable RuntimeKind kind,
    @Nullable String name,
    @Nullable NameGlob glob,
    @Nullable String runtime,
    @Nullable String status,
    LabelSelector labels,
    boolean leases) {

  public RuntimeListQuery {
    name = name == null ? null : Validation.checkName(name);
    runtime = blankAsNull(runtime);
    status = blankAsNull(status);
  }

  /** A query for labels with these values. */
  public RuntimeListQuery(
      @Nullable RuntimeKind kind,
      @Nullable String name,
      @Nullable NameGlob glob,
      @Nullable String runtime,
      @Nullable String status,
      Map<String, String> labels,
      boolean leases) {
    this(kind, name, glob, runtime, status, LabelSelector.of(labels), leases);
  }

  /** A query that takes leases for components. */
  public RuntimeListQuery(
      @Nullable RuntimeKind kind,
      @Nullable String name,
      @Nullable NameGlob glob,
      @Nullable String runtime,
      @Nullable String status,
      Map<String, String> labels) {
    this(kind, name, glob, runtime, status, labels, true);
  }

  /** The same of one kind. */
  public RuntimeListQuery withKind(RuntimeKind one) {
    return new RuntimeListQuery(one, name, glob, runtime, status, labels, leases);
  }

  /** All components of one kind, or of all kinds for null. */
  public static RuntimeListQuery of(@Nullable RuntimeKind kind) {
    return new RuntimeListQuery(kind, null, null, null, null, Map.of());
  }

  /** The one component of that kind and name, or every one of the name where the kind is null. */
  public static RuntimeListQuery named(@Nullable RuntimeKind kind, String name) {
    return new RuntimeListQuery(kind, name, null, null, null, Map.of());
  }

  /**
   * Whether a component belongs in the answer. Registries filter what they can; this decides, so
   * that every registry gives the same answer to the same query.
   */
  public boolean matches(RuntimeComponentInfo component) {
    return (leases || !component.isLease())
        && (kind == null || component.kind() == null || kind.word().equals(component.kind()))
        && (name == null || name.equals(component.name()))
        && (glob == null || glob.matches(component.name()))
        && (runtime == null || same(runtime, component.runtimeType()))
        && (status == null || same(status, component.status()))
        && labels.matches(component);
  }

  private static boolean same(String wanted, @Nullable String actual) {
    return actual != null && fold(wanted).equals(fold(actual));
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String blankAsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}

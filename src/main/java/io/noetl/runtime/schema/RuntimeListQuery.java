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

  /** Every component, leases included. */
  public static final RuntimeListQuery ALL =
      new RuntimeListQuery(null, null, null, null, null, LabelSelector.EVERYTHING, true);

  public RuntimeListQuery {
    name = name == null ? null : Validation.checkName(name);
    runtime = blankAsNull(runtime);
    status = blankAsNull(status);
  }

  /** All components of one kind, or of all kinds for null. */
  public static RuntimeListQuery of(@Nullable RuntimeKind kind) {
    return ALL.withKind(kind);
  }

  /** The one component of that kind and name, or every one of the name where the kind is null. */
  public static RuntimeListQuery named(@Nullable RuntimeKind kind, String name) {
    return of(kind).withName(name);
  }

  /** The same query for another kind; null for every kind. */
  public RuntimeListQuery withKind(@Nullable RuntimeKind newKind) {
    return new RuntimeListQuery(newKind, name, glob, runtime, status, labels, leases);
  }

  /** The same query for another name; null for every name. */
  public RuntimeListQuery withName(@Nullable String newName) {
    return new RuntimeListQuery(kind, newName, glob, runtime, status, labels, leases);
  }

  /** The same query for names that match a pattern; null for every name. */
  public RuntimeListQuery withGlob(@Nullable NameGlob newGlob) {
    return new RuntimeListQuery(kind, name, newGlob, runtime, status, labels, leases);
  }

  /** The same query for another runtime type; null or blank for every type. */
  public RuntimeListQuery withRuntime(@Nullable String newRuntime) {
    return new RuntimeListQuery(kind, name, glob, newRuntime, status, labels, leases);
  }

  /** The same query for another stored status; null or blank for every status. */
  public RuntimeListQuery withStatus(@Nullable String newStatus) {
    return new RuntimeListQuery(kind, name, glob, runtime, newStatus, labels, leases);
  }

  /** The same query with other requirements on the labels. */
  public RuntimeListQuery withLabels(LabelSelector newLabels) {
    return new RuntimeListQuery(kind, name, glob, runtime, status, newLabels, leases);
  }

  /** The same query for labels with these values. */
  public RuntimeListQuery withLabels(Map<String, String> newLabels) {
    return withLabels(LabelSelector.of(newLabels));
  }

  /** The same query with or without the leases of NoETL's servers. */
  public RuntimeListQuery withLeases(boolean newLeases) {
    return new RuntimeListQuery(kind, name, glob, runtime, status, labels, newLeases);
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

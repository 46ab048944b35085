package io.noetl.runtime.schema;

import io.noetl.runtime.schema.version.VersionRange;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a component depends on: {@code KIND/NAME[@RANGE][!optional]}, one component, or {@code
 * KIND?SELECTOR[@RANGE][!optional]}, any of that kind whose labels match.
 *
 * <p>The last {@code @} begins the range. In names, label keys and label values, {@code %},
 * {@code @} and {@code !} are written {@code %25}, {@code %40} and {@code %21}, as in a URL; of
 * other characters that is possible and only needed for controls. A {@code %} without two
 * hexadecimal digits behind it stands for itself.
 *
 * @param kind the kind of what it refers to
 * @param name the one component; null where a selector chooses
 * @param selector the labels; null where the reference names one component
 * @param range the versions that meet it, as they are written; null for any
 * @param optional whether the component works without it
 */
public record ComponentReference(
    RuntimeKind kind,
    @Nullable String name,
    @Nullable LabelSelector selector,
    @Nullable String range,
    boolean optional) {

  /** Characters of the text of one reference. */
  public static final int LONGEST = 2_048;

  /** The field of a registration and of the runtime object that holds a list of references. */
  public static final String FIELD = "depends_on";

  static final String OPTIONAL = "!optional";

  public ComponentReference {
    if ((name == null) == (selector == null)) {
      throw new IllegalArgumentException("either a name or a selector");
    }
    name = name == null ? null : Validation.checkName(name);
    range = range == null || range.isBlank() ? null : range.strip();
  }

  /**
   * Reads a reference.
   *
   * @throws RuntimeApiException.InvalidRequest about the field {@code depends_on} that says which
   *     part is wrong
   */
  public static ComponentReference parse(String text) {
    return new ComponentReferenceReader(text).read();
  }

  /** The range, read; null for any version. */
  public @Nullable VersionRange versions() {
    return range == null ? null : VersionRange.parse(range);
  }

  /** Whether it refers to a component, whatever the status and version of that. */
  public boolean matches(RuntimeComponentInfo component) {
    return kind.word().equals(component.kind())
        && (selector == null ? component.name().equals(name) : selector.matches(component));
  }

  /** The one text that all spellings of this reference have in common. */
  public String text() {
    UnaryOperator<String> encoded = PercentEncoding::encode;
    StringBuilder text = new StringBuilder(kind.word());
    if (selector == null) {
      text.append('/').append(PercentEncoding.encode(String.valueOf(name)));
    } else {
      String labels = selector.text(encoded);
      // A label named optional that is to be absent looks like the mark at the end.
      boolean isAlike = labels.endsWith(OPTIONAL);
      int mark = labels.length() - OPTIONAL.length();
      text.append('?')
          .append(isAlike ? labels.substring(0, mark) + "%21" + OPTIONAL.substring(1) : labels);
    }
    if (range != null) {
      text.append('@').append(range);
    }
    return text.append(optional ? OPTIONAL : "").toString();
  }

  @Override
  public String toString() {
    return text();
  }
}

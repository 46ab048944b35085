package io.noetl.runtime.schema;

import io.noetl.runtime.json.Json;
import io.noetl.runtime.schema.owner.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a registry call; each kind has its own exit code.
 *
 * <p>The message is one sentence that says what failed and on what.
 */
public abstract sealed class RuntimeApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Details details;

  private RuntimeApiException(String message, Details details) {
    super(message, details.cause());
    this.details = details;
  }

  /** Advice more specific than that of the kind of error; null for none. */
  public @Nullable String hint() {
    return details.hint();
  }

  /** The HTTP status of the answer; null for none. */
  public @Nullable Integer httpStatus() {
    return details.httpStatus();
  }

  /** The delay that the server requests before a retry; null for none. */
  public @Nullable Duration retryAfter() {
    return details.retryAfter();
  }

  /** Whether the failure is transient: the same call may succeed later without any change. */
  public boolean isTransient() {
    return (this instanceof Unreachable && !(this instanceof Untrusted))
        || this instanceof Unavailable
        || this instanceof TimedOut;
  }

  /** Whether every other request would fail for the same reason. */
  public boolean concernsEveryRequest() {
    return this instanceof Unreachable || this instanceof TimedOut || this instanceof NotAllowed;
  }

  /** The details of a failure besides its message; start from {@link #NONE}. */
  public record Details(
      @Nullable String hint,
      @Nullable Integer httpStatus,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {

    public static final Details NONE = new Details(null, null, null, null);

    public static Details answered(int httpStatus, @Nullable Duration retryAfter) {
      return new Details(null, httpStatus, retryAfter, null);
    }

    public static Details causedBy(Throwable cause) {
      return new Details(null, null, null, cause);
    }

    public Details withHint(String newHint) {
      return new Details(newHint, httpStatus, retryAfter, cause);
    }
  }

  /** The request is invalid; found before sending, or a 400 or 422 of the server. */
  public static final class InvalidRequest extends RuntimeApiException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> fields;

    public InvalidRequest(String message, Details details) {
      super(message, details);
      this.fields = List.of();
    }

    public InvalidRequest(List<FieldError> fields, Details details) {
      super(fields.stream().map(FieldError::sentence).collect(Collectors.joining("\n")), details);
      this.fields = List.copyOf(fields);
    }

    public InvalidRequest(FieldError field) {
      this(List.of(field), Details.NONE);
    }

    /** The invalid fields; empty where the error does not concern a field. */
    public List<FieldError> fields() {
      return fields;
    }
  }

  /** The caller is not permitted: 401, 403, or a refused database login. */
  public static final class NotAllowed extends RuntimeApiException {
    private static final long serialVersionUID = 1L;

    public NotAllowed(String message, Details details) {
      super(message, details);
    }
  }

  /** No component of that kind and name is registered. */
  public static final class UnknownComponent extends RuntimeApiException {
    private static final long serialVersionUID = 1L;

    private final RuntimeKind kind;
    private final String name;

    public UnknownComponent(RuntimeKind kind, String name, Details details) {
      super("no " + kind.word() + " named " + Json.write(name) + " is registered", details);
      this.kind = kind;
      this.name = name;
    }

    public RuntimeKind kind() {
      return kind;
    }

    /** The same error with other advice. */
    public UnknownComponent withHint(String newHint) {
      return new UnknownComponent(
          kind, name, new Details(newHint, httpStatus(), retryAfter(), this));
    }

    public String name() {
      return name;
    }
  }

  /** The request conflicts with another owner or a rule of the server: 409. */
  public static final class Conflict extends RuntimeApiException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message, Details details) {
      super(message, details);
    }
  }

  /** The name belongs to another owner, who is alive. */
  public static final class Held extends RuntimeApiException {
    private static final long serialVersionUID = 1L;

    private final transient RuntimeComponentInfo holder;
    private final boolean unseen;

    /**
     * The error of a registration whose name has another live owner.
     *
     * @param unseen whether the holder is an invisible process of the same host
     */
    public Held(
        RuntimeRequest request, RuntimeComponentInfo holder, Liveness life, boolean unseen) {
      super(sentence(request, holder, life, unseen), Details.NONE);
      this.holder = holder;
      this.unseen = unseen;
    }

    private Held(Held same, String hint) {
      super(
          String.valueOf(same.getMessage()),
          new Details(hint, same.httpStatus(), same.retryAfter(), same));
      this.holder = same.holder;
      this.unseen = same.unseen;
    }

    /** The same error with other advice. */
    public Held withHint(String newHint) {
      return new Held(this, newHint);
    }

    /** Whether the holder is an invisible process of the same host, which may have ended. */
    public boolean isUnseen() {
      return unseen;
    }

    /** The row as its owner wrote it. */
    public RuntimeComponentInfo holder() {
      return holder;
    }

    private static String sentence(
        RuntimeRequest request, RuntimeComponentInfo holder, Liveness life, boolean unseen) {
      StringBuilder line = new StringBuilder(request.kind().word()).append(' ');
      line.append(Json.write(request.name())).append(" is held by ");
      line.append(ProcessIdentity.inWords(holder.hostname(), holder.pid()));
      if (unseen) {
        line.append(" (not visible from here)");
      }
      return life.age() == null
          ? line.toString()
          : line.append(", last heartbeat ")
              .append(life.age().toSeconds())
              .append("s ago")
              .toString();
    }
  }

  /**
   * The registry cannot be reached: name resolution, connection, TLS, or a file that cannot be
   * opened.
   */
  public static sealed class Unreachable extends RuntimeApiException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String elsewhere;

    public Unreachable(String message, Details details) {
      this(message, details, null);
    }

    /** An error with the address of another server that does answer. */
    public Unreachable(String message, Details details, @Nullable String elsewhere) {
      super(message, details);
      this.elsewhere = elsewhere;
    }

    /** The address of a server that does answer; null where none is known. */
    public @Nullable String elsewhere() {
      return elsewhere;
    }
  }

  /**
   * The TLS handshake failed because of a missing or untrusted certificate: nothing was sent, and a
   * retry is useless.
   */
  public static final class Untrusted extends Unreachable {
    private static final long serialVersionUID = 1L;

    public Untrusted(String message, Details details) {
      super(message, details);
    }
  }

  /** The server answers but is temporarily unable: 408, 425, 429, 5xx, or a busy database. */
  public static final class Unavailable extends RuntimeApiException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Details details) {
      super(message, details);
    }
  }

  /** The deadline passed before an answer came; the request may have been carried out. */
  public static final class TimedOut extends RuntimeApiException {
    private static final long serialVersionUID = 1L;

    public TimedOut(String message, Details details) {
      super(message, details);
    }
  }

  /** The answer is not of this API: not JSON, another shape, a foreign database. */
  public static final class UnintelligibleAnswer extends RuntimeApiException {
    private static final long serialVersionUID = 1L;

    public UnintelligibleAnswer(String message, Details details) {
      super(message, details);
    }
  }

  /** The server does not support this operation. */
  public static final class Unsupported extends RuntimeApiException {
    private static final long serialVersionUID = 1L;

    public Unsupported(String message, Details details) {
      super(message, details);
    }
  }
}

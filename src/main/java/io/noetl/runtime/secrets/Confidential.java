package io.noetl.runtime.secrets;

/** Something that may hold secrets. */
public interface Confidential<T> {

  /** The same with its secrets masked; itself where it holds none. */
  T masked();
}

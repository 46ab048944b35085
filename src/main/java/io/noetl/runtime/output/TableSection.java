package io.noetl.runtime.output;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The things that a table on a terminal shows apart, behind the others. Tables elsewhere and all
 * other formats stay one block, as scripts expect it.
 *
 * @param apart whether a thing belongs there
 * @param heading one line about them
 */
public record TableSection<T>(
    Predicate<? super T> apart, Function<? super List<T>, String> heading) {}

package io.noetl.runtime.service.jdbc;

/**
 * A step of a diagnosis that is one statement.
 *
 * @param step the name of the step
 * @param sql gives one row: how good it is, which is {@code ok}, {@code warning} or a kind of fault
 *     that {@code DatabaseDiagnosis} knows, and what was found in words
 */
public record DiagnosticQuery(String step, String sql) {}

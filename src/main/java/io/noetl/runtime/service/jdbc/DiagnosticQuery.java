package io.noetl.runtime.service.jdbc;

/**
 * A query that is one step of a diagnosis.
 *
 * @param step the name of the step
 * @param sql gives one row: a grade, which is {@code ok}, {@code warning} or a kind of fault that
 *     {@code DatabaseDiagnosis} knows, and a text
 */
public record DiagnosticQuery(String step, String sql) {}

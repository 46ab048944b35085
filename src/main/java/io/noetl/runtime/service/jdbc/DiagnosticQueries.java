package io.noetl.runtime.service.jdbc;

import java.util.List;

/** The statements with which a diagnosis examines a database of one engine. */
public interface DiagnosticQueries {

  /** The query that runs first: it needs a connection and nothing else. */
  DiagnosticQuery first();

  /** The queries that follow, in order. */
  List<DiagnosticQuery> others();

  /**
   * A query for the worker pools that Python servers cannot list. It gives one row: their names in
   * one text, or null.
   */
  String oddRows();
}

package io.noetl.runtime.service.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.noetl.runtime.schema.RuntimeApiException;
import io.noetl.runtime.service.jdbc.Dialect;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteDialectTest {

  private final Dialect dialect = new SqliteDialect("/data/runtime.db");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SQLITE_BUSY     | Unavailable          | the database /data/runtime.db is busy: another process holds its lock
          SQLITE_LOCKED   | Unavailable          | the database /data/runtime.db is busy: another process holds its lock
          SQLITE_FULL     | Unavailable          | the database /data/runtime.db cannot grow: the disk is full
          SQLITE_NOTADB   | UnintelligibleAnswer | /data/runtime.db is not a SQLite database; it was not changed
          SQLITE_CORRUPT  | UnintelligibleAnswer | the database /data/runtime.db is damaged; it was not changed
          SQLITE_ERROR    | UnintelligibleAnswer | the database /data/runtime.db does not have the expected table: why
          SQLITE_PERM     | NotAllowed           | cannot use the database /data/runtime.db: access is denied
          SQLITE_READONLY | NotAllowed           | cannot use the database /data/runtime.db: this user may read but not write it
          SQLITE_CANTOPEN | Unreachable          | cannot use the database /data/runtime.db: why
          SQLITE_IOERR    | Unreachable          | cannot use the database /data/runtime.db: why
          """)
  void failureIsTranslated(SQLiteErrorCode code, String kind, String sentence) {
    SQLException failure = new SQLiteException("[" + code + "] What it means (why)", code);

    RuntimeApiException translated = dialect.translate(failure);

    assertEquals(kind, translated.getClass().getSimpleName());
    assertEquals(sentence, translated.getMessage());
    assertSame(failure, translated.getCause());
  }

  @Test
  void failureWithoutAReasonIsQuotedCompletely() {
    assertEquals(
        "cannot use the database /data/runtime.db: interrupted",
        dialect.translate(new SQLException("interrupted")).getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void onlyLocksAreBusyAndOnlyKeysAreDuplicates(SQLiteErrorCode code) {
    SQLException failure = new SQLiteException(code.name(), code);

    assertEquals(
        code.name().matches("SQLITE_(BUSY(_RECOVERY|_SNAPSHOT|_TIMEOUT)?|LOCKED|PROTOCOL)"),
        dialect.isBusy(failure));
    assertEquals(
        code.name().matches("SQLITE_CONSTRAINT_(PRIMARYKEY|ROWID|UNIQUE)"),
        dialect.isDuplicateKey(failure));
  }
}

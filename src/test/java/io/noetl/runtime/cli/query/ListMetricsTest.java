package io.noetl.runtime.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noetl.runtime.cli.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of components in lists. */
class ListMetricsTest {

  @TempDir private Path home;

  private CommandRun cli() {
    return CommandRun.direct(home);
  }

  @BeforeEach
  void registerSome() {
    cli().run("register", "a", "--capacity", "4", "--label", "env=prod");
    cli().run("register", "b", "--capacity", "8", "--label", "env=prod");
    cli().run("register", "c", "--capacity", "2", "--label", "env=dev");
    cli().run("heartbeat", "a", "--metric", "active=3", "--metric", "queue=0.5");
    cli().run("heartbeat", "b", "--metric", "active=12");
  }

  @Test
  void metricsAreColumns() {
    assertEquals(
        """
        NAME  METRIC:ACTIVE  METRIC:QUEUE
        a     3              0.5
        b     12             -
        c     -              -
        """,
        cli()
            .run("list", "--columns", "name,metric:active,metric:queue")
            .out()
            .replaceAll(" +\n", "\n"));
  }

  @Test
  void listsAreSortedByNumber() {
    assertEquals("a\nb\nc\n", cli().run("list", "--sort-by", "metric:active", "-o", "name").out());
    assertEquals(
        "c\nb\na\n",
        cli().run("list", "--sort-by", "metric:active", "--reverse", "-o", "name").out());
  }

  @Test
  void metricsAreFields() {
    assertEquals(
        """
        {"name":"a","metric:active":3}
        {"name":"b","metric:active":12}
        {"name":"c","metric:active":null}
        """,
        cli().run("list", "--json", "name,metric:active", "-o", "jsonl").out());
  }

  @Test
  void groupsHaveSums() {
    assertEquals(
        """
        LABEL:ENV  COUNT  STATUSES  CAPACITY  METRICS
        dev        1      ready 1   2         -
        prod       2      ready 2   12        active=15 queue=0.5
        """,
        cli().run("list", "--group-by", "label:env").out().replaceAll(" +\n", "\n"));
    assertEquals(
        """
        {"label:env":"dev","count":1,"statuses":{"ready":1},"capacity":2}
        {"label:env":"prod","count":2,"statuses":{"ready":2},"capacity":12,\
        "metrics":{"active":15,"queue":0.5}}
        """,
        cli().run("list", "--group-by", "label:env", "-o", "jsonl").out());
  }
}

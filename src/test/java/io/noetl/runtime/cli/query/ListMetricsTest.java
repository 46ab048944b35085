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
  void loadIsABarOnATerminal() {
    assertEquals(
        """
        NAME  LOAD
        a     ████████░░ 3/4
        b     ██████████ 12/8
        c     -
        """,
        cli()
            .onTerminal()
            .columns(40)
            .run("list", "--columns", "name,load")
            .out()
            .replaceAll("\u001b\\[[0-9;]*m", "")
            .replaceAll(" +\n", "\n"));
    assertEquals(
        """
        NAME  LOAD
        b     12/8
        a     3/4
        c     -
        """,
        cli()
            .run("list", "--columns", "name,load", "--sort-by", "load")
            .out()
            .replaceAll(" +\n", "\n"));
    assertEquals(
        "name,load\na,0.75\nb,1.5\nc,\n",
        cli().run("list", "--columns", "name,load", "-o", "csv").out());
  }

  @Test
  void loadNeedsACapacityAndAMetricOfActiveJobs() {
    cli().run("register", "d");
    cli().run("heartbeat", "d", "--metric", "active=1");
    cli().run("heartbeat", "a", "--metric", "queue=1");
    cli().run("heartbeat", "b", "--metric", "noetl_worker_active_tasks=0", "--metric", "queue=1");
    cli()
        .run("heartbeat", "c", "--metric", "active_tasks=1", "--metric", "concurrent_dispatches=2");
    assertEquals(
        "name,load\na,\nb,0.0\nc,0.5\nd,\n",
        cli().run("list", "--columns", "name,load", "-o", "csv").out());
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

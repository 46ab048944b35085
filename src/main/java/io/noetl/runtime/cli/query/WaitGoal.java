package io.noetl.runtime.cli.query;

import io.noetl.runtime.cli.component.ComponentPoller;
import io.noetl.runtime.cli.component.ListedComponent;
import java.util.List;

/** What {@code wait} waits for. */
interface WaitGoal {

  /** The goal as the object of "wait for". */
  String words();

  /** The components that have reached it. */
  List<ListedComponent> reached(ComponentPoller poller);

  /** Whether all of them have. */
  boolean isReachedByAll(ComponentPoller poller);

  /** What was seen last, as the end of a sentence. */
  String seen(ComponentPoller poller);

  /** An effective status. */
  record Status(String words) implements WaitGoal {

    @Override
    public List<ListedComponent> reached(ComponentPoller poller) {
      return poller.inStatus(words);
    }

    @Override
    public boolean isReachedByAll(ComponentPoller poller) {
      return poller.allInStatus(words);
    }

    @Override
    public String seen(ComponentPoller poller) {
      return poller.describeOthers(words);
    }
  }
}

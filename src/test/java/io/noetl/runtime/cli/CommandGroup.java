package io.noetl.runtime.cli;

import java.util.List;

/** The groups of commands in the help of the program. */
enum CommandGroup {
  COMPONENTS(
      "Components",
      "register",
      "set",
      "heartbeat",
      "deregister",
      "drain",
      "resume",
      "get",
      "check",
      "wait"),
  LISTS(
      "Lists and watching",
      "list",
      "watch",
      "flaps",
      "versions",
      "dependencies",
      "resolve",
      "discovery",
      "doctor"),
  DECLARATIVE("Declarative", "apply", "export", "explain"),
  PROCESSES("Processes", "run", "probe-script"),
  SERVER("Server", "serve"),
  DATABASE("Database", "init", "sweep", "prune", "compare"),
  CONFIGURATION(
      "Configuration", "context", "config", "completion", "exit-codes", "version", "help");

  private final String title;

  private final List<String> commands;

  CommandGroup(String title, String... commands) {
    this.title = title;
    this.commands = List.of(commands);
  }

  String title() {
    return title;
  }

  List<String> commands() {
    return commands;
  }
}

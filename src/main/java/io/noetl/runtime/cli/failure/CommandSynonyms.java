package io.noetl.runtime.cli.failure;

import org.jspecify.annotations.Nullable;

/** Words of other programs for what the commands do. */
final class CommandSynonyms {

  private CommandSynonyms() {}

  /** The commands that a word may mean; null for a word that means none. */
  static @Nullable String of(String word) {
    return switch (word) {
      case "create", "add", "new" -> "register";
      case "update", "edit", "patch", "change", "label", "modify" -> "set";
      case "ping", "beat", "keepalive" -> "heartbeat";
      case "remove", "unregister", "destroy", "del" -> "deregister";
      case "status", "show", "info" -> "get or list";
      case "ps", "components", "workers" -> "list";
      case "follow", "tail", "top", "events" -> "watch";
      case "health", "alive", "probe" -> "check";
      case "cordon" -> "drain";
      case "uncordon", "undrain" -> "resume";
      case "diagnose", "debug" -> "doctor";
      case "import", "diff", "load" -> "apply";
      case "dump", "backup" -> "export";
      case "exec", "start" -> "run";
      case "server", "daemon", "api" -> "serve";
      case "migrate", "setup" -> "init";
      case "gc", "clean", "cleanup", "purge" -> "prune";
      case "settings", "env" -> "config";
      case "contexts", "login" -> "context";
      case "complete" -> "completion";
      case "graph", "tree" -> "dependencies";
      case "rollout" -> "versions";
      case "man", "usage" -> "help";
      default -> null;
    };
  }
}

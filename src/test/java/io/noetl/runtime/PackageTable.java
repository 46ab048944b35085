package io.noetl.runtime;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which package below {@code io.noetl.runtime} imports or uses which others: the one table, held
 * against the code by {@link ArchitectureTest}.
 */
final class PackageTable {

  /** The name of the root package in the table. */
  static final String ROOT = "(root)";

  private static final String ROWS =
      """
      (root): cli, cli.process, posix
      agent: files, json, posix, schema, schema.owner
      cli: cli.change, cli.declare, cli.dependency, cli.discovery, cli.doctor, cli.failure, cli.maintenance, cli.process, cli.query, cli.registry, cli.resident, cli.serve, cli.settings, cli.terminal, cli.watch, config, text
      cli.change: cli.component, cli.failure, cli.process, cli.registry, cli.terminal, config, json, output, schema, schema.maintenance, schema.owner, secrets, text
      cli.component: cli.failure, cli.process, cli.registry, cli.terminal, config, files, json, output, schema, schema.compatibility, schema.dependency, schema.owner, schema.version, secrets, text
      cli.declare: cli.component, cli.failure, cli.process, cli.registry, cli.terminal, config, files, json, output, schema, schema.declaration, schema.dependency, schema.maintenance, secrets
      cli.dependency: cli.component, cli.failure, cli.process, cli.registry, cli.terminal, config, json, output, schema, schema.dependency, text
      cli.discovery: cli.component, cli.failure, cli.process, cli.registry, cli.terminal, config, json, output, schema, schema.discovery, text
      cli.doctor: cli.component, cli.failure, cli.process, cli.registry, cli.terminal, config, json, output, schema, schema.compatibility, schema.dependency, schema.diagnosis, schema.owner, secrets, text
      cli.failure: config, json, schema, secrets, text
      cli.maintenance: cli.component, cli.failure, cli.process, cli.registry, cli.terminal, config, json, output, schema, schema.maintenance, text
      cli.process: json, schema.owner
      cli.query: cli.component, cli.failure, cli.process, cli.registry, cli.terminal, cli.watch, config, json, output, probe, schema, schema.compatibility, schema.dependency, schema.owner, schema.version, secrets, text
      cli.registry: cli.failure, cli.process, cli.terminal, client, config, files, json, output, schema, schema.compatibility, schema.diagnosis, schema.maintenance, service, text
      cli.resident: agent, cli.component, cli.failure, cli.process, cli.registry, cli.systemd, cli.terminal, config, files, json, metric, schema, schema.maintenance, schema.owner, text
      cli.serve: cli.failure, cli.process, cli.registry, cli.systemd, config, endpoint, endpoint.context, endpoint.host, json, schema, schema.compatibility, text
      cli.settings: cli.failure, cli.process, cli.registry, cli.terminal, config, json, output, text
      cli.systemd: agent, cli.failure, cli.process
      cli.terminal: cli.failure, cli.process, config, files, json, output, schema, secrets, text
      cli.watch: cli.component, cli.failure, cli.process, cli.registry, cli.terminal, config, files, json, output, schema, schema.declaration, secrets, text
      client: json, schema, schema.diagnosis, secrets, text, tls
      config: files, json, secrets, text
      endpoint: endpoint.api, endpoint.auth, endpoint.connection, endpoint.context, endpoint.discovery, endpoint.host, endpoint.http, endpoint.limits, endpoint.list, endpoint.metrics, endpoint.registry, endpoint.route, endpoint.task, json, schema, schema.maintenance
      endpoint.api: endpoint.limits, endpoint.list, endpoint.registry, endpoint.route, endpoint.task, json, schema, schema.maintenance
      endpoint.auth: endpoint.route, files, schema
      endpoint.connection: endpoint.context, endpoint.limits, endpoint.metrics, json, schema, tls
      endpoint.context: json, schema.compatibility
      endpoint.discovery: endpoint.limits, endpoint.list, endpoint.route, json, schema, schema.discovery
      endpoint.host: endpoint.context, endpoint.metrics, text
      endpoint.http: endpoint.auth, endpoint.connection, endpoint.context, endpoint.host, endpoint.limits, endpoint.metrics, endpoint.registry, endpoint.route, json
      endpoint.limits:
      endpoint.list: endpoint.limits, endpoint.metrics, endpoint.route, json, schema, schema.dependency
      endpoint.metrics: schema.maintenance
      endpoint.registry: endpoint.context, endpoint.limits, endpoint.list, endpoint.metrics, endpoint.route, json, schema, schema.compatibility
      endpoint.route: endpoint.limits, endpoint.metrics, json, schema, text
      endpoint.task: endpoint.context, endpoint.metrics, endpoint.registry, endpoint.route, json, schema, schema.maintenance
      files:
      json: secrets, text
      metric: client, files, json, schema
      output: text
      posix:
      probe: json, schema, text
      schema: json, schema.owner, schema.version, secrets, text
      schema.compatibility: json, schema, schema.version
      schema.declaration: json, schema, schema.owner, secrets
      schema.dependency: json, schema, schema.version
      schema.diagnosis:
      schema.discovery: json, schema, secrets, text
      schema.maintenance: schema
      schema.owner: json
      schema.version: json, text
      secrets: text
      service: json, schema, schema.diagnosis, schema.maintenance, schema.owner, service.batch, service.jdbc, service.postgres, service.sqlite, service.store, text
      service.batch: schema, service.jdbc, service.store
      service.jdbc: schema
      service.postgres: files, json, schema, schema.diagnosis, service.jdbc, text, tls
      service.sqlite: files, json, schema, schema.diagnosis, schema.maintenance, service.jdbc, text
      service.store: json, schema, schema.maintenance, schema.owner, service.jdbc
      text:
      tls: files, schema
      """;

  private PackageTable() {}

  /** Each package with the packages that it imports, both sorted. */
  static Map<String, Set<String>> rows() {
    Map<String, Set<String>> rows = new TreeMap<>();
    for (String row : ROWS.lines().toList()) {
      String[] parts = row.split(":", 2);
      Set<String> imports = new TreeSet<>(Set.of(parts[1].strip().split(", ")));
      imports.remove("");
      rows.put(parts[0], imports);
    }
    return rows;
  }

  /** The rows as text, a package a line. */
  static String text(Map<String, Set<String>> rows) {
    return rows.entrySet().stream()
        .map(row -> (row.getKey() + ": " + String.join(", ", row.getValue())).strip())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}

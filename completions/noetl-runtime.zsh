#compdef noetl-runtime
# zsh completion for noetl-runtime. Made from its commands: CONTRIBUTING.md says how to make it anew.

_noetl-runtime() {
  local curcontext=$curcontext state line program=$words[1] ret=1
  # All of the line: the words behind the command are without the options before it.
  local -a whole=("${(@)words}")
  local -i cursor=CURRENT
  typeset -A opt_args
  _arguments -C -s -S -A '-*' \
    '(- : *)'{-h,--help}'[Show this help.]' \
    '(- : *)'{-V,--version}'[Show the version.]' \
    '(-v --verbose)'{-v,--verbose}'[With --version\: also show the state of the start-up cache.]' \
    '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
    '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
    '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
    '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
    '--token-file=[File that holds the bearer token.]:FILE:_files' \
    '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
    '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
    '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
    '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
    '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
    '--cert=[Client certificate (PEM).]:FILE:_files' \
    '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
    '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
    '--insecure[Skip TLS certificate verification (prints a warning).]' \
    '--show-secrets[Show passwords and tokens of components in results.]' \
    '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
    '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
    '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
    '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
    '1:command:_noetl-runtime_commands' \
    '*::argument:->argument' && ret=0
  [[ $state == argument ]] || return ret
  curcontext=${curcontext%:*:*}:noetl-runtime-$line[1]:
  case $line[1] in
  register)
    _arguments -s -S \
      '(-f --file)'{-f+,--file=}'[JSON or YAML file of one component or a list; - is stdin.]:FILE:_files' \
      '--example[Print an example for --file\: YAML with comments, or JSON with -o json.]' \
      '--exclusive[Fail if another live process owns the name (exit 6).]' \
      '--if-absent[Do not change a component that is registered already.]' \
      '--error-unchanged[With --if-absent\: exit with 3 if nothing was changed.]' \
      '--require-compatible[Fail if versions would not fit together (exit 6); see versions --check.]' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--force[Allow a status for which running jobs may run twice.]' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be sent; -o yaml prints a file for apply.]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--runtime=[Runtime of the component, such as python.]:TYPE: ' \
      '--uri=[Address; required for brokers and API servers.]:URI: ' \
      '--status=[Status (default\: ready).]:STATUS:(ready busy draining offline)' \
      '--capacity=[Number of jobs it runs at once.]:N: ' \
      '*--label=[Labels, separated by commas; may be repeated.]:K=V: ' \
      '*--capability=[Capability, such as wasm; may be repeated.]:TEXT: ' \
      '--component-version=[Version of the component, such as 2.3.1.]:VERSION: ' \
      '*--depends-on=[Component that it needs, such as broker/events; may be repeated.]:REF:_noetl-runtime_references' \
      '*--meta=[Further field of the runtime object; may be repeated.]:K=V: ' \
      '--pid=[Process id.]:PID: ' \
      '--hostname=[Host name (default\: $HOSTNAME, or the name of this host).]:HOST: ' \
      '--allow-dash[Allow a name that begins with a dash.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '1:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  set)
    _arguments -s -S \
      '*'{-l+,--selector=}'[All components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[All components of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--runtime=[Runtime of the component.]:TYPE: ' \
      '--uri=[Address.]:URI: ' \
      '--status=[Status.]:STATUS:(ready busy draining offline)' \
      '--capacity=[Number of jobs it runs at once.]:N: ' \
      '*--label=[Labels, separated by commas; K- removes one; may be repeated.]:K=V: ' \
      '--component-version=[Version of the component; --meta version- removes it.]:VERSION: ' \
      '*--depends-on=[Component that it needs; REF- removes one; may be repeated.]:REF:_noetl-runtime_references' \
      '*--meta=[Field of the runtime object; K- removes it; may be repeated.]:K=V: ' \
      '--pid=[Process id.]:PID: ' \
      '--hostname=[Host name.]:HOST: ' \
      '--reset[Let registrations change these values again.]' \
      '--force[Proceed even if running jobs may run twice, a dead worker looks alive or a uri is cleared.]' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be sent; send nothing.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '*:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  heartbeat)
    _arguments -s -S \
      '*'{-l+,--selector=}'[All components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[All components of the kind.]' \
      '--registration=[Registration to send if the name is unknown (JSON or YAML; - is stdin).]:FILE:_files' \
      '--recreate[Register with the component options if the name is unknown.]' \
      '*--metric=[Metric to report, such as active=3 (repeatable).]:K=V: ' \
      '--every=[Keep sending heartbeats at this interval.]:DURATION: ' \
      '--splay=[Delay the start by a random part of this time.]:DURATION: ' \
      '--max-failures=[Exit with 8 after this many failures in a row.]:N: ' \
      '--unknown-grace=[Time the name may stay unknown (default\: 30s).]:DURATION: ' \
      '--on-exit=[Action on exit\: deregister or none (default\: none).]:END:(deregister none)' \
      '--stamp=[Write this file after each heartbeat; see probe-script.]:FILE:_files' \
      '--health-port=[Serve /healthz on this loopback port, or on HOST\:PORT.]:PORT: ' \
      '--stats[Print a JSON line of statistics per minute and on exit.]' \
      '--log-format=[Format of the log on stderr (default\: text).]:text|json:(text json)' \
      '--metrics-from=[Read metrics for each heartbeat from a FILE, a URL or '\''!CMD'\''.]:SOURCE:_files' \
      '*--metrics-match=[Read only metrics with these names (repeatable).]:GLOB:_noetl-runtime_names' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be sent; send nothing.]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--runtime=[Runtime of the component, such as python.]:TYPE: ' \
      '--uri=[Address; required for brokers and API servers.]:URI: ' \
      '--status=[Status (default\: ready).]:STATUS:(ready busy draining offline)' \
      '--capacity=[Number of jobs it runs at once.]:N: ' \
      '*--label=[Labels, separated by commas; may be repeated.]:K=V: ' \
      '*--capability=[Capability, such as wasm; may be repeated.]:TEXT: ' \
      '--component-version=[Version of the component, such as 2.3.1.]:VERSION: ' \
      '*--depends-on=[Component that it needs, such as broker/events; may be repeated.]:REF:_noetl-runtime_references' \
      '*--meta=[Further field of the runtime object; may be repeated.]:K=V: ' \
      '--pid=[Process id.]:PID: ' \
      '--hostname=[Host name (default\: $HOSTNAME, or the name of this host).]:HOST: ' \
      '--allow-dash[Allow a name that begins with a dash.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '*:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  deregister | delete | rm)
    _arguments -s -S \
      '*'{-l+,--selector=}'[All components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[All components of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--ignore-not-found[Do not fail if the name is unknown.]' \
      '--verify=[Watch for this long, and exit with 1 if it comes back.]:DURATION: ' \
      '--if-unused[Refuse (exit 6) if a living component depends on it.]' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be sent; send nothing.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '*:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  drain)
    _arguments -s -S \
      '*'{-l+,--selector=}'[All components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[All components of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--note=[Reason, shown with the component.]:TEXT: ' \
      '--for=[End the drain after this time (default\: at resume).]:DURATION: ' \
      '--mark[Keep the status; only noetl-runtime shows the drain.]' \
      '--if-unused[Refuse (exit 6) if a living component depends on it.]' \
      '--uri=[Address, for servers that store but do not show it.]:URI: ' \
      '--force[Proceed even if running jobs may run twice, a dead worker looks alive or a uri is cleared.]' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be sent; send nothing.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '*:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  resume)
    _arguments -s -S \
      '*'{-l+,--selector=}'[All components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[All components of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--uri=[Address, for servers that store but do not show it.]:URI: ' \
      '--force[Proceed even if running jobs may run twice, a dead worker looks alive or a uri is cleared.]' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be sent; send nothing.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '*:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  get | describe)
    _arguments -s -S \
      '*'{-l+,--selector=}'[All components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[All components of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--every=[Expected heartbeat interval (default\: 15s).]:DURATION: ' \
      '--pager[On a terminal\: show the result in $PAGER (default\: less).]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '*:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  check)
    _arguments -s -S \
      '*'{-l+,--selector=}'[All components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[All components of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--max-age=[Maximum heartbeat age (default\: 60s).]:DURATION: ' \
      '--status=[Also require this status.]:STATUS:(ready busy draining)' \
      '--with-dependencies[Also require that its dependencies are met.]' \
      '--probe[Also require that the component answers\: HTTP GET of meta.health_path (default\: /health) or a TCP connection at its URI, within 2s.]' \
      '*--probe-allow=[Network or host that --probe may connect to (default\: none). May be repeated.]:CIDR|HOST: ' \
      '--detailed-exitcode[Exit with the code of the failure instead of 1.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '*:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  wait)
    _arguments -s -S \
      '*'{-l+,--selector=}'[All components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[All components of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--for=[Status\: ready (default), active, busy, draining, stale, offline, dead or gone; status=WORD for any other one, or version=VERSION.]:STATUS:(ready active busy draining offline stale dead gone)' \
      '--any[One of several components is enough.]' \
      '--with-dependencies[Also wait until its dependencies are met.]' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--timeout=[Time limit for the wait, such as 500ms or 2m (default\: 60s).]:DURATION: ' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '*:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  list | ls)
    _arguments -s -S \
      '--sort-by=[Column to sort by (default\: name); status puts problems first.]:COLUMN:(name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id capabilities logical version load blocked blocked_by registered created updated)' \
      '--reverse[Reverse the order.]' \
      '--columns=[Columns to show, for example name,status,version,label\:env.]:COLUMNS: _noetl-runtime_list name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id capabilities logical version load blocked blocked_by registered created updated' \
      '(-n --limit)'{-n+,--limit=}'[Show at most N components (default\: all).]:N: ' \
      '--no-headers[Omit column headings in tables and CSV.]' \
      '--group-by=[Count by status, kind, runtime, version, label, label\:KEY or a column.]:GROUP:(status kind runtime version label)' \
      '--count[Show only the number of components.]' \
      '--json=-[JSON with these fields; without FIELDS list their names.]::FIELDS: _noetl-runtime_list name kind status runtime_id runtime uri capacity labels capabilities heartbeat created_at updated_at effective_status heartbeat_age_s stale dead expires_in_s blocked blocked_by' \
      '(-w --watch)'{-w-,--watch=-}'[Refresh continuously (default\: every 2s); see watch.]::DURATION: ' \
      '--fail-empty[Exit with 3 when nothing is listed.]' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--pager[On a terminal\: show the result in $PAGER (default\: less).]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '(-A --all-kinds)'{-A,--all-kinds}'[Components of every kind.]' \
      '--runtime=[Only components with this runtime (case-insensitive).]:TYPE: ' \
      '*--status=[Only components with this status; may be repeated, or a,b,c.]:STATUS: _noetl-runtime_list ready active busy draining stale offline dead' \
      '*'{-l+,--selector=}'[Only components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--name=[Only names that match, such as '\''gpu-*'\''.]:GLOB:_noetl-runtime_names' \
      '--dead[Only stale and offline components.]' \
      '--stale[Only stale components, not offline ones.]' \
      '--blocked[Only living components that lack a dependency.]' \
      '--older-than=[Only components whose last heartbeat is older than this.]:DURATION: ' \
      '--version-range=[Only components whose version is in this range, such as '\''>=2.3 <3'\''.]:RANGE: ' \
      '--all[Also show the leader-election rows of NoETL servers.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  watch)
    _arguments -s -S \
      '--sort-by=[Column to sort by (default\: name); status puts problems first.]:COLUMN:(name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id capabilities logical version load blocked blocked_by registered created updated)' \
      '--reverse[Reverse the order.]' \
      '--columns=[Columns to show, for example name,status,version,label\:env.]:COLUMNS: _noetl-runtime_list name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id capabilities logical version load blocked blocked_by registered created updated' \
      '--interval=[Refresh interval (default\: 2s).]:DURATION: ' \
      '--log=[Append the events to this file as JSON; see flaps.]:FILE:_files' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '(-A --all-kinds)'{-A,--all-kinds}'[Components of every kind.]' \
      '--runtime=[Only components with this runtime (case-insensitive).]:TYPE: ' \
      '*--status=[Only components with this status; may be repeated, or a,b,c.]:STATUS: _noetl-runtime_list ready active busy draining stale offline dead' \
      '*'{-l+,--selector=}'[Only components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--name=[Only names that match, such as '\''gpu-*'\''.]:GLOB:_noetl-runtime_names' \
      '--dead[Only stale and offline components.]' \
      '--stale[Only stale components, not offline ones.]' \
      '--blocked[Only living components that lack a dependency.]' \
      '--older-than=[Only components whose last heartbeat is older than this.]:DURATION: ' \
      '--version-range=[Only components whose version is in this range, such as '\''>=2.3 <3'\''.]:RANGE: ' \
      '--all[Also show the leader-election rows of NoETL servers.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  flaps)
    _arguments -s -S \
      '--all[Also show components that did not change.]' \
      '--every=[Expected heartbeat interval (default\: 15s).]:DURATION: ' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '1:FILE:_files' \
      && ret=0
    ;;
  versions)
    _arguments -s -S \
      '--check[Print what breaks a compatibility rule; then exit with 1.]' \
      '--compatibility=[YAML file of the rules to check (default\: those of the configuration).]:FILE:_files' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '(-k --kind)'{-k+,--kind=}'[Only this kind\: worker_pool, broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '*'{-l+,--selector=}'[Only components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  dependencies | deps)
    _arguments -s -S \
      '--reverse[Show what depends on the component.]' \
      '--depth=[Follow dependencies at most N times (default\: to the end).]:N: ' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--pager[On a terminal\: show the result in $PAGER (default\: less).]' \
      '(-k --kind)'{-k+,--kind=}'[Only this kind\: worker_pool, broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: tree (default), table, json, jsonl, yaml, csv, name, dot or mermaid.]:FORMAT:(tree table json jsonl yaml csv name dot mermaid)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '1:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  resolve)
    _arguments -s -S \
      '--one[Print only one address.]' \
      '--by=[How --one chooses\: random (default), least-loaded (by its metrics) or newest (by its first registration).]:CHOICE:(random least-loaded newest)' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '(-k --kind)'{-k+,--kind=}'[Only this kind\: worker_pool, broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '*'{-l+,--selector=}'[Only components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: uri (default), env, table, json, jsonl, yaml, csv or name.]:FORMAT:(uri env table json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  discovery)
    _arguments -s -S \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '(-k --kind)'{-k+,--kind=}'[Only this kind\: worker_pool, broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '*'{-l+,--selector=}'[Only components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: json.]:FORMAT:(json)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '1:SYSTEM:(prometheus)' \
      && ret=0
    ;;
  doctor)
    _arguments -s -S \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--observe=[Time to watch its heartbeats (default\: 3s; 0s\: do not).]:DURATION: ' \
      '--self[Only check whether this program uses its start-up cache.]' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--pager[On a terminal\: show the result in $PAGER (default\: less).]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '1:NAME:_noetl-runtime_names' \
      && ret=0
    ;;
  apply)
    _arguments -s -S \
      '*'{-f+,--file=}'[Component file, or directory of such files; - is stdin; may be repeated.]:PATH:_files' \
      '--example[Print an example for --file\: YAML with comments, or JSON with -o json.]' \
      '--prune[Deregister components that match the selector and are in no file.]' \
      '--revive[Also register offline and stale components as alive.]' \
      '--prune-kind=[Prune only this kind.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--diff[Show a diff instead of the table.]' \
      '--error-unchanged[Exit with 3 if nothing was changed.]' \
      '--force[Proceed even if running jobs may run twice, a dead worker looks alive or a uri is cleared.]' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be done; change nothing.]' \
      '*'{-l+,--selector=}'[Only components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  export)
    _arguments -s -S \
      '--offline[Include offline components.]' \
      '--all[Include offline components and API servers.]' \
      '(-k --kind)'{-k+,--kind=}'[Only this kind\: worker_pool, broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--runtime=[Only components with this runtime (case-insensitive).]:TYPE: ' \
      '*--status=[Only components with this status; may be repeated, or a,b,c.]:STATUS: _noetl-runtime_list ready active busy draining stale offline dead' \
      '*'{-l+,--selector=}'[Only components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--name=[Only names that match, such as '\''gpu-*'\''.]:GLOB:_noetl-runtime_names' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  explain)
    _arguments -s -S \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '1:FIELD:(name kind runtime uri status capacity labels capabilities pid hostname depends_on version meta)' \
      && ret=0
    ;;
  run)
    _arguments -s -S \
      '--every=[Heartbeat interval (default\: 15s).]:DURATION: ' \
      '--takeover[Replace the registration of another live process.]' \
      '--start-timeout=[Time to wait for the registry (default\: 30s).]:DURATION: ' \
      '--start-anyway[Start CMD even if the registry does not answer.]' \
      '--require-compatible[Do not start CMD if versions would not fit together; see versions --check.]' \
      '--wait-for-dependencies=-[Start CMD only when its dependencies are met, within this time (default\: 60s).]::DURATION: ' \
      '--grace=[Time for CMD to end (default\: 10s).]:DURATION: ' \
      '--drain-status=[Status while CMD is ending.]:STATUS:(ready busy draining offline)' \
      '--deregister=[When to deregister\: always (default), on-success or never.]:CASE:(always on-success never)' \
      '--on-lost=[If another process takes the name\: keep (default), stop or fail.]:ACTION:(keep stop fail)' \
      '--on-blocked=[If a dependency is lost\: keep (log it and continue) or stop (default\: no check).]:ACTION:(keep stop fail)' \
      '--orphan=[If noetl-runtime is killed\: keep CMD (default) or kill it.]:FATE:(keep kill)' \
      '--metrics-from=[Read metrics for each heartbeat from a FILE, a URL or '\''!CMD'\''.]:SOURCE:_files' \
      '*--metrics-match=[Read only metrics with these names (repeatable).]:GLOB:_noetl-runtime_names' \
      '--log-format=[Format of the log on stderr (default\: text).]:text|json:(text json)' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--force[Proceed even if running jobs may run twice, a dead worker looks alive or a uri is cleared.]' \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--runtime=[Runtime of the component, such as python.]:TYPE: ' \
      '--uri=[Address; required for brokers and API servers.]:URI: ' \
      '--status=[Status (default\: ready).]:STATUS:(ready busy draining offline)' \
      '--capacity=[Number of jobs it runs at once.]:N: ' \
      '*--label=[Labels, separated by commas; may be repeated.]:K=V: ' \
      '*--capability=[Capability, such as wasm; may be repeated.]:TEXT: ' \
      '--component-version=[Version of the component, such as 2.3.1.]:VERSION: ' \
      '*--depends-on=[Component that it needs, such as broker/events; may be repeated.]:REF:_noetl-runtime_references' \
      '*--meta=[Further field of the runtime object; may be repeated.]:K=V: ' \
      '--pid=[Process id.]:PID: ' \
      '--hostname=[Host name (default\: $HOSTNAME, or the name of this host).]:HOST: ' \
      '--allow-dash[Allow a name that begins with a dash.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '1:NAME:_noetl-runtime_names' \
      '2:CMD:_normal' \
      '*:ARG: ' \
      && ret=0
    ;;
  probe-script)
    _arguments -s -S \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  serve)
    _arguments -s -S \
      '--listen=[Address to listen on (default\: 127.0.0.1\:8083).]:HOST\:PORT: ' \
      '(-p --port)'{-p+,--port=}'[Port to listen on, instead of --listen.]:PORT: ' \
      '--database=[sqlite\:PATH or postgresql\://HOST/DB (default\: SQLite).]:URL: ' \
      '--tokens-file=[File with lines '\''read TOKEN'\'' or '\''write TOKEN'\''.]:FILE:_files' \
      '--allow-anonymous[Accept remote clients without authentication.]' \
      '--tls-cert=[TLS certificate with its chain (PEM).]:FILE:_files' \
      '--tls-key=[Private key of the certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--tls-client-ca=[Require client certificates of these CAs (PEM).]:FILE:_files' \
      '--strict[Refuse token and key files that other users can read.]' \
      '*--allow-host=[Also accept this Host header; may be repeated.]:HOST: ' \
      '--compatibility=[YAML file of rules on which versions fit together.]:FILE:_files' \
      '--on-incompatible=[Registrations that break a rule\: warn (log, default) or refuse (409).]:warn|refuse:(warn refuse)' \
      '--answer-within=[Time limit for a call; 503 after it (default\: 2s).]:DURATION: ' \
      '--list-within=[Time limit for a list with its wait; 503 after it (default\: 30s).]:DURATION: ' \
      '--max-in-flight=[Changes, lookups and lists in flight, each; 503 above it (default\: 512).]:N: ' \
      '--lists-per-client=[Lists in flight per token or address; 429 above it (default\: 16).]:N: ' \
      '--max-connections-per-address=[Connections per client address, of 10000 in all (default\: 5000).]:N: ' \
      '--sweep-interval=[Time between two sweeps (default\: 15s).]:DURATION: ' \
      '--grace=[Time for requests in flight at shutdown (default\: 10s).]:DURATION: ' \
      '--access-log[Log every response.]' \
      '--log-format=[Format of the log on stderr (default\: text on a terminal, else json).]:text|json:(text json)' \
      '(-v --verbose)'{-v,--verbose}'[Show SQL on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Log warnings and errors only.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  init)
    _arguments -s -S \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show the statements and whether the table exists; run none.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  sweep)
    _arguments -s -S \
      '--older-than=[Heartbeat age (default\: 60s).]:DURATION: ' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be marked.]' \
      '(-k --kind)'{-k+,--kind=}'[Only this kind\: worker_pool, broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  prune)
    _arguments -s -S \
      '--older-than=[Heartbeat age, such as 7d.]:DURATION: ' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be deleted.]' \
      '(-k --kind)'{-k+,--kind=}'[Only this kind\: worker_pool, broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '*'{-l+,--selector=}'[Only components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  compare)
    _arguments -s -S \
      '(-k --kind)'{-k+,--kind=}'[Kind\: worker_pool (default), broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '(-A --all-kinds)'{-A,--all-kinds}'[Components of every kind.]' \
      '--runtime=[Only components with this runtime (case-insensitive).]:TYPE: ' \
      '*'{-l+,--selector=}'[Only components with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--name=[Only names that match, such as '\''gpu-*'\''.]:GLOB:_noetl-runtime_names' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  context)
    _arguments -s -S \
      '--protected=-[With set\: changes need a confirmation; =false removes that.]::BOOL:(true false)' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '1:VERB:(list use set show delete)' \
      '2:CONTEXT:_noetl-runtime_contexts' \
      && ret=0
    ;;
  config)
    _arguments -s -S \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  completion)
    _arguments -s -S \
      '(- : *)'{-h,--help}'[Show this help.]' \
      '1:SHELL:(bash zsh fish)' \
      && ret=0
    ;;
  exit-codes)
    _arguments -s -S \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  version)
    _arguments -s -S \
      '--context=[Context to use; see noetl-runtime context.]:CONTEXT:_noetl-runtime_contexts' \
      '(-s --server)'{-s+,--server=}'[URL of the server (default\: http\://localhost\:8083).]:URL: ' \
      '--direct[Work on a database directly, without a server (default\: a local SQLite file).]' \
      '--database=[Database of direct mode; implies --direct\: sqlite\:PATH or postgresql\://HOST/DB.]:URL: ' \
      '--token-file=[File that holds the bearer token.]:FILE:_files' \
      '*'{-H+,--header=}'[Extra request header; may be repeated.]:'\''K\: V'\'': ' \
      '--timeout=[Time limit per request, such as 500ms or 2m (default\: 5s).]:DURATION: ' \
      '--deadline=[Time limit for the whole command (default\: 30s per request).]:DURATION: ' \
      '--retries=[Retries after a transient failure (default\: 2).]:N: ' \
      '--cacert=[CA certificates for verifying the server (PEM).]:FILE:_files' \
      '--cert=[Client certificate (PEM).]:FILE:_files' \
      '--key=[Private key of the client certificate (PKCS#8 in PEM).]:FILE:_files' \
      '--key-passphrase-file=[File that holds the passphrase of the private key.]:FILE:_files' \
      '--insecure[Skip TLS certificate verification (prints a warning).]' \
      '--show-secrets[Show passwords and tokens of components in results.]' \
      '(-o --output)'{-o+,--output=}'[Output format\: table (default), wide, json, jsonl, yaml, csv or name.]:FORMAT:(table wide json jsonl yaml csv name)' \
      '--color=[Use color\: auto (default), always or never.]:WHEN:(auto always never)' \
      '--csv-raw[CSV without protection against formulas in spreadsheets.]' \
      '(-v --verbose)'{-v,--verbose}'[Log requests and responses, or SQL, on stderr.]' \
      '(-q --quiet)'{-q,--quiet}'[Print only errors.]' \
      '(- : *)'{-h,--help}'[Show this help.]' \
      && ret=0
    ;;
  help)
    _arguments -s -S \
      '1:COMMAND:(register set heartbeat deregister drain resume get check wait list watch flaps versions dependencies resolve discovery doctor apply export explain run probe-script serve init sweep prune compare context config completion exit-codes version environment files selectors options)' \
      && ret=0
    ;;
  esac
  return ret
}

_noetl-runtime_commands() {
  local -a commands=(
    'register:Register a component, or replace its registration'
    'set:Change some values of a component and keep the rest'
    'heartbeat:Send a heartbeat once, or at a fixed interval'
    'deregister:Mark a component offline'
    'drain:Mark a component as draining'
    'resume:Mark a draining component as ready again'
    'get:Show components in detail'
    'check:Check by exit code whether components are alive'
    'wait:Wait until components reach a status or a version'
    'list:List components and their status'
    'watch:Watch components for changes'
    'flaps:Report which components changed status most often, from the log of a watch'
    'versions:Count components by version'
    'dependencies:Show what components depend on'
    'resolve:Print the addresses of living components'
    'discovery:Write components as targets for Prometheus'
    'doctor:Diagnose the registry or a component, step by step'
    'apply:Make the registry match files'
    'export:Write components to a file for apply and register'
    'explain:Describe the fields of a registration'
    'run:Run a program as a component: register, send heartbeats, deregister'
    'probe-script:Print the shell script that checks the stamp file of a heartbeat'
    'serve:Run the API server: the runtime API on a database'
    'init:Create the registry'\''s table in a database (direct mode)'
    'sweep:Mark components without heartbeats offline (direct mode)'
    'prune:Delete components that are long offline (direct mode)'
    'compare:Compare the components of a server with its database'
    'context:Manage contexts: named registries'
    'config:Show every setting, its value and its origin'
    'completion:Print the completion script of a shell'
    'exit-codes:List the exit codes and which of them are worth a retry'
    'version:Show the versions of this program, of Java and of the registry'
    'help:Show the help of a command or a topic'
  )
  _describe -t commands command commands
}

# The components of the registry that the line names. Nothing on the line is run: a variable that is a whole word is
# looked up, and where the shell would replace more, or the program is one of the current folder, there are no names.
_noetl-runtime_names() {
  local -a registry names
  local -a valued=(--context -s --server --database --token-file -H --header --cacert --cert --key --key-passphrase-file -k --kind) switches=(--direct --insecure)
  local word option value i ended=
  _noetl-runtime_plain $program && program=$REPLY || return 1
  [[ $program == [^/]*/* ]] && return 1
  for (( i = 2; i < cursor; i++ )); do
    word=$whole[i] option= value=
    # Letters without a value may stand before one with a value.
    while [[ $word == -[Ahqvy]?* ]]; do word=-${word[3,-1]}; done
    case $word in
    --) ended=1; break ;;
    --*=*) option=${word%%=*} value=${word#*=} ;;
    --*) option=$word ;;
    -?*) option=${word[1,2]} value=${${word[3,-1]}#=} ;;
    esac
    if [[ -n $references && $option == (-k|--kind) ]]; then
      # A reference names its own kind.
      [[ $word == *=* || -n $value ]] || (( ++i ))
    elif (( ${switches[(Ie)$option]} )); then
      registry+=($option)
    elif (( ${valued[(Ie)$option]} )); then
      [[ $word == *=* || -n $value ]] || value=$whole[++i]
      _noetl-runtime_plain $value || return 1
      registry+=($option "$REPLY")
    fi
  done
  names=(${(f)"$($program list $registry $summary -o ${format:-name} --timeout 1s --deadline 2s --retries 0 2>/dev/null </dev/null)"})
  [[ -n $ended ]] || names=(${names:#-*})
  [[ -z $references ]] || names=(${${names:#*[\"%@!]*}/,//})
  _wanted components expl component compadd -a names
}

# The labels of those components; what follows the last comma is completed.
_noetl-runtime_labels() {
  compset -P '*,'
  local -a summary=(--group-by label)
  _noetl-runtime_names "$@"
}

# References to those components, of every kind; odd names, which a reference encodes, are left out.
_noetl-runtime_references() {
  local -a summary=(--all-kinds --columns kind,name --no-headers)
  local references=1 format=csv
  _noetl-runtime_names "$@"
}

# The contexts of the files, which the same program reads.
_noetl-runtime_contexts() {
  local -a contexts
  _noetl-runtime_plain $program && program=$REPLY || return 1
  [[ $program == [^/]*/* ]] && return 1
  contexts=(${(f)"$($program context list -o name 2>/dev/null </dev/null)"})
  contexts=(${contexts:#-*})
  _wanted contexts expl context compadd -a contexts
}

# Words with commas between them.
_noetl-runtime_list() {
  compset -P '*,'
  compadd -S '' -- "$@"
}

# Sets REPLY to what a word of the line stands for; fails where only running it would tell.
_noetl-runtime_plain() {
  setopt localoptions extendedglob
  local name=${${${1#\"}%\"}#\$}
  name=${${name#\{}%\}}
  if [[ $1 == (|\")\$(${name}|\{${name}\})(|\") && $name == [A-Za-z_][A-Za-z0-9_]# ]]; then
    REPLY=${(P)name}
  elif [[ ${${1//\\?/}//\'[^\']#\'/} == *[\$\`]* ]]; then
    return 1
  else
    REPLY=${(Q)1}
    [[ $1 == \~/* ]] && REPLY=$HOME${REPLY#\~}
    return 0
  fi
}

# As a file of fpath this is the function itself; sourced, it makes itself known.
if [[ $funcstack[1] == _noetl-runtime ]]; then
  _noetl-runtime "$@"
else
  compdef _noetl-runtime noetl-runtime
fi

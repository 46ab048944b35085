#compdef noetl-runtime
# zsh completion for noetl-runtime. Made from its commands: CONTRIBUTING.md says how to make it anew.

_noetl-runtime() {
  local curcontext=$curcontext state line program=$words[1] ret=1
  typeset -A opt_args
  _arguments -C -s -S \
    '(- : *)'{-h,--help}'[Show this help.]' \
    '(- : *)'{-V,--version}'[Show the version.]' \
    '(-v --verbose)'{-v,--verbose}'[With --version\: also show the state of the start-up cache.]' \
    '1:command:_noetl-runtime_commands' \
    '*::argument:->argument' && ret=0
  [[ $state == argument ]] || return ret
  curcontext=${curcontext%:*:*}:noetl-runtime-$line[1]:
  case $line[1] in
  register)
    _arguments -s -S \
      '(-f --file)'{-f+,--file=}'[Register what this JSON or YAML file describes, one object or a list; - is stdin.]:FILE:_files' \
      '--example[Print a commented file for --file, and exit.]' \
      '--exclusive[Refuse a name that another living process holds (exit 6).]' \
      '--if-absent[Leave a component that is registered as it is.]' \
      '--error-unchanged[With --if-absent\: exit with 3 when it was left.]' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--force[Register a status for which running jobs may run twice.]' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be sent; with -o yaml as a file for apply.]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--runtime=[Runtime of the component, such as python.]:TYPE: ' \
      '--uri=[Address; required for brokers and API servers.]:URI: ' \
      '--status=[Status (default\: ready).]:STATUS:(ready busy draining offline)' \
      '--capacity=[Number of jobs it runs at once.]:N: ' \
      '*--label=[Labels, separated by commas; may be repeated.]:K=V: ' \
      '*--capability=[Capability, such as wasm; may be repeated.]:TEXT: ' \
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
      '*'{-l+,--selector=}'[Every component with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[Every component of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--runtime=[What it runs.]:TYPE: ' \
      '--uri=[Its address.]:URI: ' \
      '--status=[Its status.]:STATUS:(ready busy draining offline)' \
      '--capacity=[How many jobs it takes at once.]:N: ' \
      '*--label=[Labels, separated by commas; K- takes one away; may be repeated.]:K=V: ' \
      '*--meta=[A field of its runtime object; K- takes it away; may be repeated.]:K=V: ' \
      '--pid=[Its process id.]:PID: ' \
      '--hostname=[Its host.]:HOST: ' \
      '--reset[Let registrations change again what was set.]' \
      '--force[Do it although it may harm running jobs, show a dead worker as alive or clear a uri.]' \
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
      '*'{-l+,--selector=}'[Every component with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[Every component of the kind.]' \
      '--registration=[The registration to write again, JSON or YAML; - is stdin.]:FILE:_files' \
      '--recreate[Register again with the options above where the name is unknown.]' \
      '--every=[Stay, and beat that often until a signal comes.]:DURATION: ' \
      '--splay=[Begin at a moment drawn from this time.]:DURATION: ' \
      '--max-failures=[Give up (exit 8) after so many failures in a row.]:N: ' \
      '--unknown-grace=[How long the name may be unknown; 30s unless given.]:DURATION: ' \
      '--on-exit=[At the end deregister, or none; none unless given.]:END:(deregister none)' \
      '--stamp=[Replace this file after each beat; see probe-script.]:FILE:_files' \
      '--health-port=[Serve /healthz there; HOST\:PORT for other than loopback.]:PORT: ' \
      '--stats[Print a line of JSON per minute and at the end.]' \
      '--log-format=[Format of the log on stderr (default\: text).]:text|json:(text json)' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be sent; send nothing.]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--runtime=[Runtime of the component, such as python.]:TYPE: ' \
      '--uri=[Address; required for brokers and API servers.]:URI: ' \
      '--status=[Status (default\: ready).]:STATUS:(ready busy draining offline)' \
      '--capacity=[Number of jobs it runs at once.]:N: ' \
      '*--label=[Labels, separated by commas; may be repeated.]:K=V: ' \
      '*--capability=[Capability, such as wasm; may be repeated.]:TEXT: ' \
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
      '*'{-l+,--selector=}'[Every component with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[Every component of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--ignore-not-found[An unknown name is no error.]' \
      '--verify=[Stay so long, and exit with 1 when something brings it back.]:DURATION: ' \
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
      '*'{-l+,--selector=}'[Every component with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[Every component of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--note=[Why, for others.]:TEXT: ' \
      '--for=[Ready again after this; otherwise at resume.]:DURATION: ' \
      '--mark[Leave the status; only noetl-runtime shows a drain then.]' \
      '--uri=[Its address, for servers that store but do not show it.]:URI: ' \
      '--force[Do it although it may harm running jobs, show a dead worker as alive or clear a uri.]' \
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
      '*'{-l+,--selector=}'[Every component with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[Every component of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--uri=[Its address, for servers that store but do not show it.]:URI: ' \
      '--force[Do it although it may harm running jobs, show a dead worker as alive or clear a uri.]' \
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
      '*'{-l+,--selector=}'[Every component with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[Every component of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
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
      '*'{-l+,--selector=}'[Every component with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[Every component of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--max-age=[How old its last heartbeat may be; 60s unless set.]:DURATION: ' \
      '--status=[It has to have this status as well.]:STATUS:(ready busy draining)' \
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
      '*'{-l+,--selector=}'[Every component with these labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--all[Every component of the kind.]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--for=[ready (default), offline, stale, gone or another status.]:STATUS:(ready busy draining offline stale dead gone)' \
      '--any[One of several is enough.]' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--timeout=[How long to wait\: 500ms, 5s, 2m; 60s unless given.]:DURATION: ' \
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
      '--sort-by=[By any column; name unless given, trouble first by status.]:COLUMN:(name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id capabilities logical version registered created updated)' \
      '--reverse[Reverse the order.]' \
      '--columns=[These, as in name,status,label\:env,meta\:version.]:COLUMNS: _noetl-runtime_list name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id capabilities logical version registered created updated' \
      '(-n --limit)'{-n+,--limit=}'[Show at most N components (default\: all).]:N: ' \
      '--no-headers[Tables and CSV without the names of the columns.]' \
      '--group-by=[Groups\: status, kind, runtime, label, label\:KEY or a column.]:GROUP:(status kind runtime label)' \
      '--count[Only how many there are.]' \
      '--json=-[JSON with these fields; without a value, their names.]::FIELDS: _noetl-runtime_list name kind status runtime_id runtime uri capacity labels capabilities heartbeat created_at updated_at effective_status heartbeat_age_s stale dead expires_in_s' \
      '(-w --watch)'{-w-,--watch=-}'[Refresh continuously (default\: every 2s); see watch.]::DURATION: ' \
      '--fail-empty[Exit with 3 when nothing is listed.]' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--pager[On a terminal\: show the result in $PAGER (default\: less).]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '(-A --all-kinds)'{-A,--all-kinds}'[Components of every kind.]' \
      '--runtime=[Only those that run this; case does not matter.]:TYPE: ' \
      '*--status=[Only those with this status; repeatable, or a,b,c.]:STATUS: _noetl-runtime_list ready active busy draining stale offline dead' \
      '*'{-l+,--selector=}'[Only those with such labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--name=[Only names like this, such as '\''gpu-*'\''.]:GLOB:_noetl-runtime_names' \
      '--dead[Only stale and offline ones.]' \
      '--stale[Only stale ones, not offline ones.]' \
      '--older-than=[Only those whose last heartbeat is older than this.]:DURATION: ' \
      '--all[The leases of NoETL'\''s servers, too.]' \
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
      '--sort-by=[By any column; name unless given, trouble first by status.]:COLUMN:(name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id capabilities logical version registered created updated)' \
      '--reverse[Reverse the order.]' \
      '--columns=[These, as in name,status,label\:env,meta\:version.]:COLUMNS: _noetl-runtime_list name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id capabilities logical version registered created updated' \
      '--interval=[The time between two looks; 2s unless given.]:DURATION: ' \
      '--log=[Append the events to this file as JSON; see flaps.]:FILE:_files' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '(-A --all-kinds)'{-A,--all-kinds}'[Components of every kind.]' \
      '--runtime=[Only those that run this; case does not matter.]:TYPE: ' \
      '*--status=[Only those with this status; repeatable, or a,b,c.]:STATUS: _noetl-runtime_list ready active busy draining stale offline dead' \
      '*'{-l+,--selector=}'[Only those with such labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--name=[Only names like this, such as '\''gpu-*'\''.]:GLOB:_noetl-runtime_names' \
      '--dead[Only stale and offline ones.]' \
      '--stale[Only stale ones, not offline ones.]' \
      '--older-than=[Only those whose last heartbeat is older than this.]:DURATION: ' \
      '--all[The leases of NoETL'\''s servers, too.]' \
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
  doctor)
    _arguments -s -S \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--observe=[How long to watch its heartbeats; 3s unless given, 0s not.]:DURATION: ' \
      '--self[Only say whether this program starts as fast as it can.]' \
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
      '*'{-f+,--file=}'[A file as register takes it, or a folder of them; - is stdin; may be repeated.]:PATH:_files' \
      '--example[Print a commented file for --file, and exit.]' \
      '--prune[Deregister what the selector names and no file does.]' \
      '--revive[Register offline and stale components, too, as if they were alive.]' \
      '--prune-kind=[Prune only this kind.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--diff[Show each value that differs, instead of the table.]' \
      '--error-unchanged[Exit with 3 when nothing had to be changed.]' \
      '--force[Do it although it may harm running jobs, show a dead worker as alive or clear a uri.]' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be done; change nothing.]' \
      '*'{-l+,--selector=}'[Only those with such labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
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
      '--offline[Offline ones, too.]' \
      '--all[Offline ones and API servers, which register themselves, too.]' \
      '(-k --kind)'{-k+,--kind=}'[Only worker_pool, broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--runtime=[Only those that run this; case does not matter.]:TYPE: ' \
      '*--status=[Only those with this status; repeatable, or a,b,c.]:STATUS: _noetl-runtime_list ready active busy draining stale offline dead' \
      '*'{-l+,--selector=}'[Only those with such labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--name=[Only names like this, such as '\''gpu-*'\''.]:GLOB:_noetl-runtime_names' \
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
      '1:FIELD:(name kind runtime uri status capacity labels capabilities pid hostname meta)' \
      && ret=0
    ;;
  run)
    _arguments -s -S \
      '--every=[The time between two heartbeats; 15s unless set.]:DURATION: ' \
      '--takeover[Replace the registration of another living process.]' \
      '--start-timeout=[How long to wait for the registry; 30s unless set.]:DURATION: ' \
      '--start-anyway[Start CMD although the registry does not answer.]' \
      '--grace=[How long CMD may take to end; 10s unless set.]:DURATION: ' \
      '--drain-status=[The status of a CMD that was told to end.]:STATUS:(ready busy draining offline)' \
      '--deregister=[always (unless given), on-success or never.]:CASE:(always on-success never)' \
      '--on-lost=[When another takes the name\: keep (unless given), stop or fail.]:ACTION:(keep stop fail)' \
      '--orphan=[When this process is killed\: keep CMD (unless given) or kill it.]:FATE:(keep kill)' \
      '--log-format=[Format of the log on stderr (default\: text).]:text|json:(text json)' \
      '--stale-after=[Heartbeat age at which a component is stale (default\: the server'\''s, or 60s).]:DURATION: ' \
      '--force[Do it although it may harm running jobs, show a dead worker as alive or clear a uri.]' \
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '--runtime=[Runtime of the component, such as python.]:TYPE: ' \
      '--uri=[Address; required for brokers and API servers.]:URI: ' \
      '--status=[Status (default\: ready).]:STATUS:(ready busy draining offline)' \
      '--capacity=[Number of jobs it runs at once.]:N: ' \
      '*--label=[Labels, separated by commas; may be repeated.]:K=V: ' \
      '*--capability=[Capability, such as wasm; may be repeated.]:TEXT: ' \
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
      '--direct[Implied\: this is the server.]' \
      '--database=[sqlite\:PATH or postgresql\://HOST/DB (default\: SQLite).]:URL: ' \
      '--tokens-file=[Lines of '\''read TOKEN'\'' or '\''write TOKEN'\''.]:FILE:_files' \
      '--allow-anonymous[Let other machines in without tokens.]' \
      '--tls-cert=[PEM certificate, with those that vouch for it.]:FILE:_files' \
      '--tls-key=[Its private key, PKCS#8 in PEM.]:FILE:_files' \
      '--tls-client-ca=[Clients must show a certificate of these.]:FILE:_files' \
      '--strict[Refuse files of tokens and keys that others may read.]' \
      '*--allow-host=[Answer requests for this Host too; repeatable.]:HOST: ' \
      '--answer-within=[Time limit for a call; 503 after it (default\: 2s).]:DURATION: ' \
      '--list-within=[Time limit for a list with its wait; 503 after it (default\: 30s).]:DURATION: ' \
      '--max-in-flight=[Changes, lookups and lists in flight, each; 503 above it (default\: 512).]:N: ' \
      '--lists-per-client=[Lists in flight per token or address; 429 above it (default\: 16).]:N: ' \
      '--max-connections-per-address=[Connections per client address, of 10000 in all (default\: 5000).]:N: ' \
      '--sweep-interval=[Time between two sweeps (default\: 15s).]:DURATION: ' \
      '--grace=[Time for requests in flight at shutdown (default\: 10s).]:DURATION: ' \
      '--access-log[Log every answer.]' \
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
      '--older-than=[How long they have been silent; 60s unless set.]:DURATION: ' \
      '(-y --yes)'{-y,--yes}'[Do not ask for confirmation.]' \
      '--dry-run[Show what would be marked.]' \
      '(-k --kind)'{-k+,--kind=}'[Only worker_pool, broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
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
      '--older-than=[How long ago their last heartbeat is, such as 7d.]:DURATION: ' \
      '(-y --yes)'{-y,--yes}'[Delete without a question.]' \
      '--dry-run[Show what would be deleted.]' \
      '(-k --kind)'{-k+,--kind=}'[Only worker_pool, broker, server_api, scheduler or monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '*'{-l+,--selector=}'[Only those with such labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
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
      '(-k --kind)'{-k+,--kind=}'[worker_pool (default), broker, server_api, scheduler, monitor.]:KIND:(worker_pool broker server_api scheduler monitor)' \
      '(-A --all-kinds)'{-A,--all-kinds}'[Components of every kind.]' \
      '--runtime=[Only those that run this; case does not matter.]:TYPE: ' \
      '*'{-l+,--selector=}'[Only those with such labels; may be repeated.]:SELECTOR:_noetl-runtime_labels' \
      '--name=[Only names like this, such as '\''gpu-*'\''.]:GLOB:_noetl-runtime_names' \
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
      '--protected=-[With set\: changes want a confirmation; =false takes that back.]::BOOL:(true false)' \
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
      '1:COMMAND:(register set heartbeat deregister drain resume get check wait list watch flaps doctor apply export explain run probe-script serve init sweep prune compare context config completion exit-codes version environment files selectors options)' \
      && ret=0
    ;;
  esac
  return ret
}

_noetl-runtime_commands() {
  local -a commands=(
    'register:Register a component, or replace its registration'
    'set:Change some values of a component and keep the rest'
    'heartbeat:Send one heartbeat of a component, or one every so often'
    'deregister:Mark a component offline'
    'drain:Mark a component as draining, for noetl-runtime and serve'
    'resume:Mark a draining component as ready again'
    'get:Show one component in full'
    'check:Say by the exit code whether a component is alive'
    'wait:Wait until components are in a state'
    'list:List components and how they are'
    'watch:Watch components until a signal comes'
    'flaps:Report which components changed status most often, from the log of a watch'
    'doctor:Say what is wrong with the registry or a component, step by step'
    'apply:Make the registry hold what files declare'
    'export:Write a file for apply and register from what the registry holds'
    'explain:Describe the fields of a registration'
    'run:Run a program as a component: register, beat while it lives, deregister'
    'probe-script:Print the shell script that checks a heartbeat'\''s stamp'
    'serve:Serve the whole runtime API from a database'
    'init:Make the registry'\''s table in a database (direct mode)'
    'sweep:Mark silent components offline (direct mode)'
    'prune:Delete components that have been offline for long (direct mode)'
    'compare:Compare what the API shows with what the table holds'
    'context:Show, choose and change contexts: registries under a name'
    'config:Show every setting, its value and where it came from'
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
  for (( i = 2; i < CURRENT; i++ )); do
    word=$words[i] option= value=
    # Letters without a value may stand before one with a value.
    while [[ $word == -[Ahqvy]?* ]]; do word=-${word[3,-1]}; done
    case $word in
    --) ended=1; break ;;
    --*=*) option=${word%%=*} value=${word#*=} ;;
    --*) option=$word ;;
    -?*) option=${word[1,2]} value=${${word[3,-1]}#=} ;;
    esac
    if (( ${switches[(Ie)$option]} )); then
      registry+=($option)
    elif (( ${valued[(Ie)$option]} )); then
      [[ $word == *=* || -n $value ]] || value=$words[++i]
      _noetl-runtime_plain $value || return 1
      registry+=($option "$REPLY")
    fi
  done
  names=(${(f)"$($program list $registry $summary -o name --timeout 1s --deadline 2s --retries 0 2>/dev/null </dev/null)"})
  [[ -n $ended ]] || names=(${names:#-*})
  _wanted components expl component compadd -a names
}

# The labels of those components; what follows the last comma is completed.
_noetl-runtime_labels() {
  compset -P '*,'
  local -a summary=(--group-by label)
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

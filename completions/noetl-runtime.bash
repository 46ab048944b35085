# bash completion for noetl-runtime. Made from its commands: CONTRIBUTING.md says how to make it anew.
#
# An option or an argument takes @file, @name (of a component), @label, @reference, @context, @list,words, @command, @program, @text, or one of the words between
# the commas; an argument that ends with ... may be repeated.

__noetl_runtime_model() {
  switches='' valued='' optional='' arguments=''
  case $1 in
  '')
    switches='-h --help -V --version -v --verbose --direct --insecure --show-secrets --csv-raw -q --quiet'
    valued='--context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@command'
    ;;
  register)
    switches='--example --exclusive --if-absent --error-unchanged --require-compatible --force -y --yes --dry-run --allow-dash --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-f=@file --file=@file --stale-after=@text -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --runtime=@text --uri=@text --status=ready,busy,draining,offline --capacity=@text --label=@text --capability=@text --component-version=@text --depends-on=@reference --meta=@text --pid=@text --hostname=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@name'
    ;;
  set)
    switches='--all --reset --force -y --yes --dry-run --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-l=@label --selector=@label -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --runtime=@text --uri=@text --status=ready,busy,draining,offline --capacity=@text --label=@text --component-version=@text --depends-on=@reference --meta=@text --pid=@text --hostname=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@name...'
    ;;
  heartbeat)
    switches='--all --recreate --stats -y --yes --dry-run --allow-dash --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-l=@label --selector=@label --registration=@file --metric=@text --every=@text --splay=@text --max-failures=@text --unknown-grace=@text --on-exit=deregister,none --stamp=@file --health-port=@text --log-format=text,json --metrics-from=@file --metrics-match=@name -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --runtime=@text --uri=@text --status=ready,busy,draining,offline --capacity=@text --label=@text --capability=@text --component-version=@text --depends-on=@reference --meta=@text --pid=@text --hostname=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@name...'
    ;;
  deregister | delete | rm)
    switches='--all --ignore-not-found --if-unused -y --yes --dry-run --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-l=@label --selector=@label -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --verify=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@name...'
    ;;
  drain)
    switches='--all --mark --if-unused --force -y --yes --dry-run --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-l=@label --selector=@label -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --note=@text --for=@text --uri=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@name...'
    ;;
  resume)
    switches='--all --force -y --yes --dry-run --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-l=@label --selector=@label -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --uri=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@name...'
    ;;
  get | describe)
    switches='--all --pager --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-l=@label --selector=@label -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --stale-after=@text --every=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@name...'
    ;;
  check)
    switches='--all --with-dependencies --probe --detailed-exitcode --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-l=@label --selector=@label -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --max-age=@text --status=ready,busy,draining --probe-allow=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@name...'
    ;;
  wait)
    switches='--all --any --with-dependencies --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-l=@label --selector=@label -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --for=ready,active,busy,draining,offline,stale,dead,gone --stale-after=@text --timeout=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@name...'
    ;;
  list | ls)
    switches='--reverse --no-headers --count --fail-empty --pager -A --all-kinds --dead --stale --blocked --all --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--sort-by=name,kind,status,expires,age,runtime,capacity,heartbeat,host,pid,uri,labels,runtime_id,capabilities,logical,version,load,blocked,blocked_by,registered,created,updated --columns=@list,name,kind,status,expires,age,runtime,capacity,heartbeat,host,pid,uri,labels,runtime_id,capabilities,logical,version,load,blocked,blocked_by,registered,created,updated -n=@text --limit=@text --group-by=status,kind,runtime,version,label --stale-after=@text -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --runtime=@text --status=@list,ready,active,busy,draining,stale,offline,dead -l=@label --selector=@label --name=@name --older-than=@text --version-range=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    optional='--json=@list,name,kind,status,runtime_id,runtime,uri,capacity,labels,capabilities,heartbeat,created_at,updated_at,effective_status,heartbeat_age_s,stale,dead,expires_in_s,blocked,blocked_by -w=@text --watch=@text'
    ;;
  watch)
    switches='--reverse -A --all-kinds --dead --stale --blocked --all --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--sort-by=name,kind,status,expires,age,runtime,capacity,heartbeat,host,pid,uri,labels,runtime_id,capabilities,logical,version,load,blocked,blocked_by,registered,created,updated --columns=@list,name,kind,status,expires,age,runtime,capacity,heartbeat,host,pid,uri,labels,runtime_id,capabilities,logical,version,load,blocked,blocked_by,registered,created,updated --interval=@text --log=@file --stale-after=@text -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --runtime=@text --status=@list,ready,active,busy,draining,stale,offline,dead -l=@label --selector=@label --name=@name --older-than=@text --version-range=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  flaps)
    switches='--all --csv-raw -v --verbose -q --quiet -h --help'
    valued='--every=@text -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@file'
    ;;
  versions)
    switches='--check --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--compatibility=@file --stale-after=@text -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor -l=@label --selector=@label --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  dependencies | deps)
    switches='--reverse --pager --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--depth=@text --stale-after=@text -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=tree,table,json,jsonl,yaml,csv,name,dot,mermaid --output=tree,table,json,jsonl,yaml,csv,name,dot,mermaid --color=auto,always,never'
    arguments='@name'
    ;;
  resolve)
    switches='--one --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--by=random,least-loaded,newest --stale-after=@text -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor -l=@label --selector=@label --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=uri,env,table,json,jsonl,yaml,csv,name --output=uri,env,table,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  discovery)
    switches='--direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--stale-after=@text -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor -l=@label --selector=@label --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=json --output=json --color=auto,always,never'
    arguments='prometheus'
    ;;
  doctor)
    switches='--self --pager --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --observe=@text --stale-after=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='@name'
    ;;
  apply)
    switches='--example --prune --revive --diff --error-unchanged --force -y --yes --dry-run --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-f=@file --file=@file --prune-kind=worker_pool,broker,server_api,scheduler,monitor -l=@label --selector=@label --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  export)
    switches='--offline --all --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --runtime=@text --status=@list,ready,active,busy,draining,stale,offline,dead -l=@label --selector=@label --name=@name --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  explain)
    switches='--csv-raw -v --verbose -q --quiet -h --help'
    valued='-o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    arguments='name,kind,runtime,uri,status,capacity,labels,capabilities,pid,hostname,depends_on,version,meta'
    ;;
  run)
    switches='--takeover --start-anyway --require-compatible --force --allow-dash --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--every=@text --start-timeout=@text --grace=@text --drain-status=ready,busy,draining,offline --deregister=always,on-success,never --on-lost=keep,stop,fail --on-blocked=keep,stop,fail --orphan=keep,kill --metrics-from=@file --metrics-match=@name --log-format=text,json --stale-after=@text -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --runtime=@text --uri=@text --status=ready,busy,draining,offline --capacity=@text --label=@text --capability=@text --component-version=@text --depends-on=@reference --meta=@text --pid=@text --hostname=@text --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    optional='--wait-for-dependencies=@text'
    arguments='@name @program @text...'
    ;;
  probe-script)
    switches='-h --help'
    ;;
  serve)
    switches='--allow-anonymous --strict --access-log -v --verbose -q --quiet -h --help'
    valued='--listen=@text -p=@text --port=@text --database=@text --tokens-file=@file --tls-cert=@file --tls-key=@file --tls-client-ca=@file --allow-host=@text --compatibility=@file --on-incompatible=warn,refuse --answer-within=@text --list-within=@text --max-in-flight=@text --lists-per-client=@text --max-connections-per-address=@text --sweep-interval=@text --grace=@text --log-format=text,json'
    ;;
  init)
    switches='-y --yes --dry-run --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  sweep)
    switches='-y --yes --dry-run --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--older-than=@text -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  prune)
    switches='-y --yes --dry-run --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--older-than=@text -k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor -l=@label --selector=@label --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  compare)
    switches='-A --all-kinds --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='-k=worker_pool,broker,server_api,scheduler,monitor --kind=worker_pool,broker,server_api,scheduler,monitor --runtime=@text -l=@label --selector=@label --name=@name --context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  context)
    switches='-y --yes --direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    optional='--protected=true,false'
    arguments='list,use,set,show,delete @context'
    ;;
  config)
    switches='--direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  completion)
    switches='-h --help'
    arguments='bash,zsh,fish'
    ;;
  exit-codes)
    switches='--csv-raw -v --verbose -q --quiet -h --help'
    valued='-o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  version)
    switches='--direct --insecure --show-secrets --csv-raw -v --verbose -q --quiet -h --help'
    valued='--context=@context -s=@text --server=@text --database=@text --token-file=@file -H=@text --header=@text --timeout=@text --deadline=@text --retries=@text --cacert=@file --cert=@file --key=@file --key-passphrase-file=@file -o=table,wide,json,jsonl,yaml,csv,name --output=table,wide,json,jsonl,yaml,csv,name --color=auto,always,never'
    ;;
  help)
    arguments='register,set,heartbeat,deregister,drain,resume,get,check,wait,list,watch,flaps,versions,dependencies,resolve,discovery,doctor,apply,export,explain,run,probe-script,serve,init,sweep,prune,compare,context,config,completion,exit-codes,version,environment,files,selectors,options'
    ;;
  *) return 1 ;;
  esac
}

# The options that say which registry is meant, and of which kind a name is.
__noetl_runtime_registry=' --context -s --server --direct --database --token-file -H --header --cacert --cert --key --key-passphrase-file --insecure -k --kind '

# Reads the line up to the cursor as the shell would, but runs nothing: words, and for the last one also its open quote
# and the part that readline keeps, because it replaces only what follows the last break.
__noetl_runtime_split() {
  local line i char word='' raw='' unsure=''
  if [[ -n ${COMP_LINE-} ]]; then
    line=${COMP_LINE:0:${COMP_POINT:-${#COMP_LINE}}}
  else
    __noetl_runtime_join
  fi
  words=() current='' quote='' kept='' unread=' '
  for ((i = 0; i < ${#line}; i++)); do
    char=${line:i:1}
    if [[ -z $quote && $char == [[:blank:]] ]]; then
      [[ -n $raw ]] && __noetl_runtime_word
      word='' raw='' unsure='' kept=''
      continue
    fi
    raw+=$char
    case $quote$char in
    \' | \")
      quote=$char kept=$word
      continue
      ;;
    \'\' | \"\")
      quote='' kept=$word
      continue
      ;;
    \\ | \"\\)
      ((++i))
      char=${line:i:1} raw+=$char
      [[ $quote == \" && $char != [\"\\\$\`] ]] && word+=\\
      word+=$char
      continue
      ;;
    \$ | \` | \"\$ | \"\`) unsure=1 ;;
    esac
    word+=$char
    [[ -z $quote && ${COMP_WORDBREAKS-:=} == *"$char"* ]] && kept=$word
  done
  current=$word
}

# Where only words are given, those that readline broke off at = and : belong together.
__noetl_runtime_join() {
  local glue='' word
  for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
    [[ $word == [=:] ]] && glue=''
    line+=$glue$word
    glue=' '
    [[ $word == [=:] ]] && glue=''
  done
}

# Ends a word. A variable that is the whole word is looked up; what else the shell would replace stays unread.
__noetl_runtime_word() {
  if [[ -n $unsure && $raw =~ ^\"?\$(\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))\"?$ ]]; then
    local name=${BASH_REMATCH[2]}${BASH_REMATCH[3]}
    word=${!name-} unsure=''
  elif [[ $raw == \~/* ]]; then
    word=$HOME${word:1}
  fi
  [[ -n $unsure ]] && unread+="${#words[@]} "
  words+=("$word")
}

# Sets takes to what an option of a list takes; fails where it is not in the list.
__noetl_runtime_takes() {
  local pair
  for pair in $2; do
    [[ $pair == "$1="* ]] && takes=${pair#*=} && return
  done
  return 1
}

# Keeps an option for asking the registry: the words from $2 up to word $3.
__noetl_runtime_keep() {
  [[ $__noetl_runtime_registry == *" $1 "* ]] || return 0
  registry+=("${@:3}")
  [[ $unread == *" $2 "* ]] && registry_unread=1
  return 0
}

# An option in word $1; pending is the one that the next word belongs to.
__noetl_runtime_option() {
  local word=${words[$1]} option takes
  if [[ $word == --*=* ]]; then
    __noetl_runtime_keep "${word%%=*}" "$1" "$word"
    return
  elif [[ $word == --* ]]; then
    if __noetl_runtime_takes "$word" "$valued"; then
      pending=$word
    else
      __noetl_runtime_keep "$word" "$1" "$word"
    fi
    return
  fi
  word=${word#-}
  while [[ -n $word ]]; do
    option=-${word:0:1} word=${word:1}
    if __noetl_runtime_takes "$option" "$valued"; then
      if [[ -n $word ]]; then
        __noetl_runtime_keep "$option" "$1" "$option" "${word#=}"
      else
        pending=$option
      fi
      return
    fi
    __noetl_runtime_keep "$option" "$1" "$option"
  done
}

# Where the program of a command stands among its arguments; fails for a command that takes none.
__noetl_runtime_program() {
  local argument at=0
  for argument in $arguments; do
    [[ $argument == @program* ]] && position=$at && return
    ((++at))
  done
  return 1
}

# Sets takes to what an argument at this position takes.
__noetl_runtime_argument() {
  local all
  read -ra all <<<"$arguments"
  if ((position < ${#all[@]})); then
    takes=${all[position]%...}
  elif [[ $arguments == *@program... ]]; then
    takes=@file
  elif [[ $arguments == *... ]]; then
    takes=${all[${#all[@]} - 1]%...}
  fi
}

# Offers whole words; readline gets what it is to insert, quoted as the line needs it. Readline closes an open quote,
# unless the last character is one already.
__noetl_runtime_offer() {
  local offered backslash=\\
  for offered; do
    offered=$before$offered
    [[ $offered == "$current"* ]] || continue
    offered=${offered#"$kept"}
    case $quote in
    \')
      offered=${offered//\'/\'$backslash\'\'}
      [[ $offered == *\' ]] && offered=${offered%\'}
      ;;
    \")
      offered=${offered//"$backslash"/$backslash$backslash}
      offered=${offered//\"/$backslash\"}
      offered=${offered//\$/$backslash\$}
      offered=${offered//\`/$backslash\`}
      offered=${offered//\!/\"$backslash!\"}
      [[ $offered == *$backslash\" ]] && offered=${offered%??}\"$backslash\"
      ;;
    *)
      printf -v offered %q "$offered"
      # A comma means nothing without braces, which are quoted.
      offered=${offered//"$backslash",/,}
      ;;
    esac
    COMPREPLY+=("$offered")
  done
}

# Files go as they are: readline quotes them itself, and knows which are folders.
__noetl_runtime_files() {
  local start=${current#"$before"} tilde='' file
  [[ -z $quote && $start == \~/* ]] && tilde=1 start=$HOME${start:1}
  for file in "$start"*; do
    [[ -e $file || -L $file ]] || continue
    [[ -n $tilde ]] && file=\~${file#"$HOME"}
    file=$before$file
    COMPREPLY+=("${file#"$kept"}")
  done
  compopt -o filenames 2>/dev/null
  ((${#COMPREPLY[@]})) || compopt -o bashdefault -o default 2>/dev/null
}

# Offers what the program says to these words. A program of the current folder is not run for that.
__noetl_runtime_ask() {
  local program=${words[0]} name
  [[ $unread == *' 0 '* || $program == [!/]*/* ]] && return
  while IFS= read -r name; do
    [[ $name == -* && -z $ended ]] || __noetl_runtime_offer "$name"
  done < <("$program" "$@" 2>/dev/null </dev/null)
}

# Asks the registry that the line names.
__noetl_runtime_names() {
  [[ -n $registry_unread ]] && return
  __noetl_runtime_ask list "${registry[@]}" "$@" -o name --timeout 1s --deadline 2s --retries 0
}

# References to the components of every kind; odd names, which a reference encodes, are left out.
__noetl_runtime_references() {
  local program=${words[0]} all=() line i
  [[ -n $registry_unread || $unread == *' 0 '* || $program == [!/]*/* ]] && return
  for ((i = 0; i < ${#registry[@]}; i++)); do
    case ${registry[i]} in
    -k | --kind) ((++i)) ;;
    --kind=*) ;;
    *) all+=("${registry[i]}") ;;
    esac
  done
  while IFS= read -r line; do
    [[ $line == *[\"%@!]* ]] || __noetl_runtime_offer "${line/,//}"
  done < <("$program" list "${all[@]}" --all-kinds --columns kind,name --no-headers -o csv \
    --timeout 1s --deadline 2s --retries 0 2>/dev/null </dev/null)
}

# What follows the last comma is completed.
__noetl_runtime_part() {
  [[ ${current#"$before"} == *,* ]] && before=${current%,*},
  return 0
}

_noetl_runtime() {
  local IFS=$' \t\n'
  local switches valued optional arguments words current quote kept unread
  local registry=() registry_unread='' command='' pending='' ended='' position=0 takes='' before='' i
  COMPREPLY=()
  __noetl_runtime_split
  __noetl_runtime_model ''
  for ((i = 1; i < ${#words[@]}; i++)); do
    if [[ -n $pending ]]; then
      __noetl_runtime_keep "$pending" "$i" "$pending" "${words[i]}"
      pending=''
    elif [[ -n $ended ]]; then
      ((++position))
    elif [[ ${words[i]} == -- ]]; then
      ended=1
      __noetl_runtime_program
    elif [[ ${words[i]} == -?* ]]; then
      __noetl_runtime_option "$i"
    elif [[ -z $command ]]; then
      command=${words[i]}
      __noetl_runtime_model "$command" || return 0
    else
      ((++position))
    fi
  done

  if [[ -n $pending ]]; then
    __noetl_runtime_takes "$pending" "$valued"
  elif [[ -z $ended && $current == --*=* ]]; then
    before=${current%%=*}=
    __noetl_runtime_takes "${current%%=*}" "$valued $optional"
  elif [[ -z $ended && $current == -* ]]; then
    takes=@option
  else
    __noetl_runtime_argument
    [[ -z $takes && -z $current && -z $ended ]] && takes=@option
  fi

  case $takes in
  '' | @text) ;;
  @option)
    read -ra words <<<"$switches $valued $optional"
    __noetl_runtime_offer "${words[@]%%=*}"
    ;;
  @file) __noetl_runtime_files ;;
  @name) __noetl_runtime_names ;;
  @label)
    __noetl_runtime_part
    __noetl_runtime_names --group-by label
    ;;
  @reference) __noetl_runtime_references ;;
  @context) __noetl_runtime_ask context list -o name ;;
  @list,*)
    __noetl_runtime_part
    IFS=, read -ra words <<<"${takes#@list,}"
    __noetl_runtime_offer "${words[@]}"
    ;;
  @command) __noetl_runtime_offer register set heartbeat deregister drain resume get check wait list watch flaps versions dependencies resolve discovery doctor apply export explain run probe-script serve init sweep prune compare context config completion exit-codes version help ;;
  @program)
    if [[ $current == */* ]]; then
      __noetl_runtime_files
    else
      mapfile -t words < <(compgen -c -- "$current" | sort -u)
      __noetl_runtime_offer "${words[@]}"
    fi
    ;;
  *) __noetl_runtime_offer ${takes//,/ } ;;
  esac
  return 0
}

complete -F _noetl_runtime noetl-runtime

# fish completion for noetl-runtime. Made from its commands: CONTRIBUTING.md says how to make it anew.

# The options of a command, as argparse reads them.
function __noetl_runtime_options
    switch $argv[1]
        case register
            string split ' ' 'k/kind= runtime= uri= status= capacity= label=+ meta=+ pid= hostname= f/file= exclusive if-absent error-unchanged stale-after= dry-run s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case set
            string split ' ' 'k/kind= runtime= uri= status= capacity= label=+ meta=+ pid= hostname= dry-run s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case heartbeat
            string split ' ' 'k/kind= runtime= uri= status= capacity= label=+ meta=+ pid= hostname= registration= recreate every= splay= max-failures= unknown-grace= on-exit= stamp= health-port= stats dry-run s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case deregister
            string split ' ' 'k/kind= ignore-not-found verify= dry-run s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case run
            string split ' ' 'k/kind= runtime= uri= status= capacity= label=+ meta=+ pid= hostname= every= takeover start-timeout= start-anyway grace= drain-status= deregister= on-lost= stale-after= s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case list
            string split ' ' 'k/kind= all-kinds runtime= status= l/label=+ name= stale older-than= all sort-by= columns= group-by= count json=? watch=? fail-empty stale-after= s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure pager o/output= color= v/verbose q/quiet h/help'
        case watch
            string split ' ' 'k/kind= all-kinds runtime= status= l/label=+ name= stale older-than= all sort-by= columns= interval= log= stale-after= s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case flaps
            string split ' ' 'every= o/output= color= v/verbose q/quiet h/help'
        case get
            string split ' ' 'k/kind= stale-after= every= s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure pager o/output= color= v/verbose q/quiet h/help'
        case check
            string split ' ' 'k/kind= max-age= status= detailed-exitcode s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case wait
            string split ' ' 'k/kind= for= any stale-after= s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case drain
            string split ' ' 'k/kind= note= for= dry-run s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case resume
            string split ' ' 'k/kind= dry-run s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case doctor
            string split ' ' 'k/kind= observe= self stale-after= s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure pager o/output= color= v/verbose q/quiet h/help'
        case serve
            string split ' ' 'listen= direct database= tokens-file= allow-anonymous tls-cert= tls-key= tls-client-ca= answer-within= max-in-flight= sweep-interval= grace= access-log v/verbose q/quiet h/help'
        case init
            string split ' ' 'dry-run s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case sweep
            string split ' ' 'k/kind= older-than= dry-run s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case prune
            string split ' ' 'k/kind= l/label=+ older-than= y/yes dry-run s/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case config
            string split ' ' 's/server= direct database= token-file= H/header=+ timeout= deadline= retries= cacert= cert= key= key-passphrase-file= insecure o/output= color= v/verbose q/quiet h/help'
        case probe-script
            string split ' ' 'h/help'
        case completion
            string split ' ' 'h/help'
        case exit-codes
            string split ' ' 'o/output= color= v/verbose q/quiet h/help'
    end
end

# Whether the line names this command; without one, whether it names none yet.
function __noetl_runtime_is
    for word in (commandline -opc)[2..]
        if not string match -q -- '-*' $word
            contains -- $word $argv
            return
        end
    end
    test (count $argv) -eq 0
end

# The words of the line behind the program, without the command.
function __noetl_runtime_words
    set -l words (commandline -opc)[2..]
    set -e words[(contains -i -- $argv[1] $words)]
    set -q words[1]; and printf "%s\n" $words
end

# What may stand where the cursor is, from what a command's arguments take: file, name, command, program, text or words
# with commas between them; one that ends with ... may be repeated.
function __noetl_runtime_arguments
    set -l command $argv[1]
    set -l takes $argv[2..]
    set -l words (__noetl_runtime_words $command)
    argparse (__noetl_runtime_options $command) -- $words 2>/dev/null; or return
    set -l position (math (count $argv) + 1)
    # What follows -- is a program and its words, whatever stands before.
    set -l end (contains -i -- -- $words)
    set -l program (contains -i -- program... $takes)
    if test -n "$end" -a -n "$program"
        set position (math (count $words) - $end + $program)
    end
    set -l last $takes[-1]
    set -l taken $takes[$position]
    if test -z "$taken"
        switch "$last"
            case program...
                set taken file
            case '*...'
                set taken $last
        end
    end
    switch "$taken"
        case '' text text...
        case file file...
            __fish_complete_path (commandline -ct)
        case name name...
            __noetl_runtime_names $command
        case program...
            __fish_complete_command
        case command
            __noetl_runtime_commands
        case '*'
            string split , -- (string replace -r '\.\.\.$' '' -- $taken)
    end
end

# The components of the registry that the line names. Nothing on the line is run: a variable that is a whole word is
# looked up, and where the shell would replace more, or the program is one of the current folder, there are no names.
function __noetl_runtime_names
    set -l command $argv[1]
    set -l summary $argv[2..]
    set -l program (__noetl_runtime_plain (commandline -opc)[1]); or return
    string match -qr '^[^/].*/' -- $program; and return
    set -l words (__noetl_runtime_words $command)
    set -l ended (contains -- -- $words; and echo yes)
    argparse (__noetl_runtime_options $command) -- $words 2>/dev/null
    or argparse (__noetl_runtime_options $command) -- $words[..-2] 2>/dev/null
    or return
    set -l registry
    for option in server database token-file header cacert cert key key-passphrase-file kind
        set -l flag _flag_(string replace -a -- - _ $option)
        for value in $$flag
            set value (__noetl_runtime_plain $value); or return
            set -a registry --$option $value
        end
    end
    for option in direct insecure
        set -l flag _flag_$option
        set -q $flag; and set -a registry --$option
    end
    for name in ($program list $registry $summary -o name --timeout 1s --deadline 2s --retries 0 2>/dev/null </dev/null)
        test -z "$ended"; and string match -q -- '-*' $name; or printf '%s\n' $name
    end
end

# The labels of those components; what follows the last comma is completed.
function __noetl_runtime_labels
    __noetl_runtime_list (__noetl_runtime_names $argv[1] --group-by label)
end

# Words with commas between them.
function __noetl_runtime_list
    set -l before (string match -r -- '^.*,' (string replace -r -- '^--?[a-z-]*=' '' (commandline -ct)))
    for word in $argv
        printf '%s\n' "$before$word"
    end
end

# What a word of the line stands for; fails where only running it would tell.
function __noetl_runtime_plain
    if string match -qr '^\$\w+$' -- $argv[1]
        set -l name (string sub -s 2 -- $argv[1])
        printf '%s\n' $$name
    else if string match -qr '[$(]' -- $argv[1]
        return 1
    else if string match -q '~/*' -- $argv[1]
        printf '%s\n' $HOME(string sub -s 2 -- $argv[1])
    else
        printf '%s\n' $argv[1]
    end
end

function __noetl_runtime_commands
    printf '%s\t%s\n' register 'Register a component, or replace its registration'
    printf '%s\t%s\n' set 'Change some values of a component and keep the rest'
    printf '%s\t%s\n' heartbeat 'Send one heartbeat of a component, or one every so often'
    printf '%s\t%s\n' deregister 'Mark a component offline'
    printf '%s\t%s\n' run 'Run a program as a component: register, beat while it lives, deregister'
    printf '%s\t%s\n' list 'List components and how they are'
    printf '%s\t%s\n' watch 'Watch components until a signal comes'
    printf '%s\t%s\n' flaps 'Say which components were restless, from the log of a watch'
    printf '%s\t%s\n' get 'Show one component in full'
    printf '%s\t%s\n' check 'Say by the exit code whether a component is alive'
    printf '%s\t%s\n' wait 'Wait until components are in a state'
    printf '%s\t%s\n' drain 'Mark a component as draining: it takes no new work'
    printf '%s\t%s\n' resume 'Mark a draining component as ready again'
    printf '%s\t%s\n' doctor 'Say what is wrong with the registry or a component, step by step'
    printf '%s\t%s\n' serve 'Serve the whole runtime API from a database'
    printf '%s\t%s\n' init 'Make the registry\'s table in a database (direct mode)'
    printf '%s\t%s\n' sweep 'Mark silent components offline (direct mode)'
    printf '%s\t%s\n' prune 'Delete components that have been offline for long (direct mode)'
    printf '%s\t%s\n' config 'Show every setting, its value and where it came from'
    printf '%s\t%s\n' probe-script 'Print the shell script that checks a heartbeat\'s stamp'
    printf '%s\t%s\n' completion 'Print the completion script of a shell'
    printf '%s\t%s\n' exit-codes 'List the exit codes and which of them are worth a retry'
    printf '%s\t%s\n' help 'Show the help of a command'
end

complete -c noetl-runtime -f
complete -c noetl-runtime -n __noetl_runtime_is -a '(__noetl_runtime_commands)'
complete -c noetl-runtime -n __noetl_runtime_is -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n __noetl_runtime_is -s V -l version -d 'Show the version.'
complete -c noetl-runtime -n __noetl_runtime_is -s v -l verbose -d 'With --version: tell of the start-up cache.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -a '(__noetl_runtime_arguments register name)'
complete -c noetl-runtime -n '__noetl_runtime_is register' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l runtime -x -d 'What it runs, such as python.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l uri -x -d 'Its address; brokers and API servers need one.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l status -x -a 'ready busy draining offline stale' -d 'Its status; ready unless given.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l capacity -x -d 'How many jobs it takes at once.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l label -x -d 'A label; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l meta -x -d 'A field of its runtime object; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l pid -x -d 'Its process id.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l hostname -x -d 'Its host; HOSTNAME or this host\'s name unless given.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -s f -l file -r -F -d 'Register what this JSON or YAML file describes, one object or a list; - is stdin.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l exclusive -d 'Refuse a name that another living process holds (exit 6).'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l if-absent -d 'Leave a component that is registered as it is.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l error-unchanged -d 'With --if-absent: exit with 3 when it was left.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l stale-after -x -d 'Silence after which a component is stale; 60s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l dry-run -d 'Show what would be sent; send nothing.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is register' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -a '(__noetl_runtime_arguments set name)'
complete -c noetl-runtime -n '__noetl_runtime_is set' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l runtime -x -d 'What it runs.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l uri -x -d 'Its address.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l status -x -a 'ready busy draining offline stale' -d 'Its status.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l capacity -x -d 'How many jobs it takes at once.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l label -x -d 'A label; K- takes it away; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l meta -x -d 'A field of its runtime object; K- takes it away; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l pid -x -d 'Its process id.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l hostname -x -d 'Its host.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l dry-run -d 'Show what would be sent; send nothing.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is set' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -a '(__noetl_runtime_arguments heartbeat name)'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l runtime -x -d 'What it runs, such as python.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l uri -x -d 'Its address; brokers and API servers need one.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l status -x -a 'ready busy draining offline stale' -d 'Its status; ready unless given.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l capacity -x -d 'How many jobs it takes at once.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l label -x -d 'A label; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l meta -x -d 'A field of its runtime object; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l pid -x -d 'Its process id.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l hostname -x -d 'Its host; HOSTNAME or this host\'s name unless given.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l registration -r -F -d 'The registration to write again, JSON or YAML; - is stdin.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l recreate -d 'Register again with the options above where the name is unknown.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l every -x -d 'Stay, and beat that often until a signal comes.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l splay -x -d 'Begin at a moment drawn from this time.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l max-failures -x -d 'Give up (exit 8) after so many failures in a row.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l unknown-grace -x -d 'How long the name may be unknown; 30s unless given.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l on-exit -x -a 'DEREGISTER NONE' -d 'At the end deregister, or none; none unless given.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l stamp -r -F -d 'Replace this file after each beat; see probe-script.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l health-port -x -d 'Serve /healthz there; HOST:PORT for other than loopback.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l stats -d 'Print a line of JSON per minute and at the end.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l dry-run -d 'Show what would be sent; send nothing.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is heartbeat' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -a '(__noetl_runtime_arguments deregister name)'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l ignore-not-found -d 'An unknown name is no error.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l verify -x -d 'Stay so long, and exit with 1 when something brings it back.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l dry-run -d 'Show what would be sent; send nothing.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is deregister' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -a '(__noetl_runtime_arguments run name program text...)'
complete -c noetl-runtime -n '__noetl_runtime_is run' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l runtime -x -d 'What it runs, such as python.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l uri -x -d 'Its address; brokers and API servers need one.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l status -x -a 'ready busy draining offline stale' -d 'Its status; ready unless given.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l capacity -x -d 'How many jobs it takes at once.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l label -x -d 'A label; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l meta -x -d 'A field of its runtime object; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l pid -x -d 'Its process id.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l hostname -x -d 'Its host; HOSTNAME or this host\'s name unless given.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l every -x -d 'The time between two heartbeats; 15s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l takeover -d 'Replace the registration of another living process.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l start-timeout -x -d 'How long to wait for the registry; 30s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l start-anyway -d 'Start CMD although the registry does not answer.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l grace -x -d 'How long CMD may take to end; 10s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l drain-status -x -a 'ready busy draining offline stale' -d 'The status of a CMD that was told to end.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l deregister -x -a 'always on-success never' -d 'always (unless given), on-success or never.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l on-lost -x -a 'keep stop fail' -d 'When another takes the name: keep (unless given), stop or fail.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l stale-after -x -d 'Silence after which a component is stale; 60s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is run' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l all-kinds -d 'Components of every kind.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l runtime -x -d 'Only those that run this; case does not matter.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l status -x -a 'ready busy draining offline stale' -d 'Only those with this effective status.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -s l -l label -x -a '(__noetl_runtime_labels list)' -d 'Only those with such labels; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l name -x -a '(__noetl_runtime_names list)' -d 'Only names like this, such as \'gpu-*\'.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l stale -d 'Only stale ones.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l older-than -x -d 'Only those whose last heartbeat is older than this.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l all -d 'The leases of NoETL\'s servers, too.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l sort-by -x -a 'name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id registered created updated' -d 'By any column; name unless given, trouble first by status.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l columns -x -a '(__noetl_runtime_list name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id registered created updated)' -d 'These, as in name,status,label:env,meta:version.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l group-by -x -a 'status kind runtime label' -d 'Groups: status, kind, runtime, label, label:KEY or a column.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l count -d 'Only how many there are.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l json -a '(__noetl_runtime_list name kind status runtime_id runtime uri capacity labels heartbeat created_at updated_at effective_status heartbeat_age_s stale expires_in_s)' -d 'JSON with these fields; without a value, their names.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l watch -d 'Stay, and look again every 2s; see watch.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l fail-empty -d 'Exit with 3 when nothing is listed.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l stale-after -x -d 'Silence after which a component is stale; 60s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l pager -d 'On a terminal: show the result through $PAGER (less).'
complete -c noetl-runtime -n '__noetl_runtime_is list' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is list' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l all-kinds -d 'Components of every kind.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l runtime -x -d 'Only those that run this; case does not matter.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l status -x -a 'ready busy draining offline stale' -d 'Only those with this effective status.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -s l -l label -x -a '(__noetl_runtime_labels watch)' -d 'Only those with such labels; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l name -x -a '(__noetl_runtime_names watch)' -d 'Only names like this, such as \'gpu-*\'.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l stale -d 'Only stale ones.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l older-than -x -d 'Only those whose last heartbeat is older than this.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l all -d 'The leases of NoETL\'s servers, too.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l sort-by -x -a 'name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id registered created updated' -d 'By any column; name unless given, trouble first by status.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l columns -x -a '(__noetl_runtime_list name kind status expires age runtime capacity heartbeat host pid uri labels runtime_id registered created updated)' -d 'These, as in name,status,label:env,meta:version.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l interval -x -d 'The time between two looks; 2s unless given.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l log -r -F -d 'Append the events to this file as JSON; see flaps.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l stale-after -x -d 'Silence after which a component is stale; 60s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is watch' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is flaps' -a '(__noetl_runtime_arguments flaps file)'
complete -c noetl-runtime -n '__noetl_runtime_is flaps' -l every -x -d 'The time between two beats; 15s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is flaps' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is flaps' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is flaps' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is flaps' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is flaps' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -a '(__noetl_runtime_arguments get name)'
complete -c noetl-runtime -n '__noetl_runtime_is get' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l stale-after -x -d 'Silence after which a component is stale; 60s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l every -x -d 'The time between two of its beats; 15s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l pager -d 'On a terminal: show the result through $PAGER (less).'
complete -c noetl-runtime -n '__noetl_runtime_is get' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is get' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -a '(__noetl_runtime_arguments check name)'
complete -c noetl-runtime -n '__noetl_runtime_is check' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l max-age -x -d 'How old its last heartbeat may be; 60s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l status -x -a 'ready busy draining offline stale' -d 'It has to have this status as well.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l detailed-exitcode -d 'Exit with the code of the failure instead of 1.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is check' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -a '(__noetl_runtime_arguments wait name...)'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l for -x -a 'ready busy draining offline stale' -d 'ready (default), offline, stale, gone or another status.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l any -d 'One of several is enough.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l stale-after -x -d 'Silence after which a component is stale; 60s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l timeout -x -d 'How long to wait: 500ms, 5s, 2m; 60s unless given.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is wait' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -a '(__noetl_runtime_arguments drain name)'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l note -x -d 'Why, for others.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l for -x -d 'Ready again after this; otherwise at resume.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l dry-run -d 'Show what would be sent; send nothing.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is drain' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -a '(__noetl_runtime_arguments resume name)'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l dry-run -d 'Show what would be sent; send nothing.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is resume' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -a '(__noetl_runtime_arguments doctor name)'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'worker_pool (default), broker, server_api, scheduler, monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l observe -x -d 'How long to watch its heartbeats; 3s unless given, 0s not.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l self -d 'Only say whether this program starts as fast as it can.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l stale-after -x -d 'Silence after which a component is stale; 60s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l pager -d 'On a terminal: show the result through $PAGER (less).'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is doctor' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l listen -x -d 'Where to listen; 127.0.0.1:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l direct -d 'Implied: this is the server.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l tokens-file -r -F -d 'Lines of \'read TOKEN\' or \'write TOKEN\'.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l allow-anonymous -d 'Let other machines in without tokens.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l tls-cert -r -F -d 'PEM certificate, with those that vouch for it.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l tls-key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l tls-client-ca -r -F -d 'Clients must show a certificate of these.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l answer-within -x -d 'For every call, else 503; 2s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l max-in-flight -x -d 'Calls at the database at once, else 503; 512 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l sweep-interval -x -d 'Between two sweeps; 15s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l grace -x -d 'For what is in flight at the end; 10s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -l access-log -d 'Log every answer.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -s v -l verbose -d 'Show SQL on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -s q -l quiet -d 'Log warnings and errors only.'
complete -c noetl-runtime -n '__noetl_runtime_is serve' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l dry-run -d 'Show the statements; run none.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is init' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'Only worker_pool, broker, server_api, scheduler or monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l older-than -x -d 'How long they have been silent; 60s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l dry-run -d 'Show what would be marked.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is sweep' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -s k -l kind -x -a 'worker_pool broker server_api scheduler monitor' -d 'Only worker_pool, broker, server_api, scheduler or monitor.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -s l -l label -x -d 'Only those with this label; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l older-than -x -d 'How long ago their last heartbeat is, such as 7d.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -s y -l yes -d 'Delete without a question.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l dry-run -d 'Show what would be deleted.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is prune' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -s s -l server -x -d 'The API; http://localhost:8083 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l direct -d 'Use no server but a database: SQLite unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l database -x -d 'sqlite:PATH or postgresql://HOST/DB; implies --direct.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l token-file -r -F -d 'The file that holds the bearer token.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -s H -l header -x -d 'An extra header; may be repeated.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l timeout -x -d 'For a whole request: 500ms, 5s, 2m; 5s unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l deadline -x -d 'For the whole command; 30s a request unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l retries -x -d 'Extra tries after a passing failure; 2 unless set.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l cacert -r -F -d 'PEM certificates that may vouch for the server.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l cert -r -F -d 'Our PEM certificate.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l key -r -F -d 'Its private key, PKCS#8 in PEM.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l key-passphrase-file -r -F -d 'The file that holds the key\'s passphrase.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l insecure -d 'Take any certificate; warns each time.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is config' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is probe-script' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is completion' -a '(__noetl_runtime_arguments completion bash,zsh,fish)'
complete -c noetl-runtime -n '__noetl_runtime_is completion' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is exit-codes' -s o -l output -x -a 'table wide json jsonl yaml csv name' -d 'table, wide, json, jsonl, yaml, csv or name.'
complete -c noetl-runtime -n '__noetl_runtime_is exit-codes' -l color -x -a 'auto always never' -d 'auto, always or never.'
complete -c noetl-runtime -n '__noetl_runtime_is exit-codes' -s v -l verbose -d 'Show requests and answers, or SQL, on stderr.'
complete -c noetl-runtime -n '__noetl_runtime_is exit-codes' -s q -l quiet -d 'Print nothing but errors.'
complete -c noetl-runtime -n '__noetl_runtime_is exit-codes' -s h -l help -d 'Show this help.'
complete -c noetl-runtime -n '__noetl_runtime_is help' -a '(__noetl_runtime_arguments help command)'

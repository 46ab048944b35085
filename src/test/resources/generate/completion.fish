# fish completion for noetl-runtime. Made from its commands: CONTRIBUTING.md says how to make it anew.

# The options of a command, as argparse reads them.
function __noetl_runtime_options
    switch $argv[1]
        # @options@
    end
end

# Other words for a command.
function __noetl_runtime_aliases
    switch $argv[1]
        # @aliases@
    end
end

# Whether the line names this command, by one of its words; without one, whether it names none yet.
function __noetl_runtime_is
    set -l value
    for word in (commandline -opc)[2..]
        if test -n "$value"
            set value
        else if contains -- $word @before@
            set value yes
        else if not string match -q -- '-*' $word
            contains -- $word $argv
            return
        end
    end
    test -z "$value"; or return
    test (count $argv) -eq 0
end

# The words of the line behind the program, without the command.
function __noetl_runtime_words
    set -l words (commandline -opc)[2..]
    for name in $argv[1] (__noetl_runtime_aliases $argv[1])
        if set -l at (contains -i -- $name $words)
            set -e words[$at]
            break
        end
    end
    set -q words[1]; and printf "%s\n" $words
end

# What may stand where the cursor is, from what a command's arguments take: file, name, context, command, program, text or words
# with commas between them; one that ends with ... may be repeated.
function __noetl_runtime_arguments
    set -l command $argv[1]
    set -l takes $argv[2..]
    set -l words (__noetl_runtime_words $command)
    argparse (__noetl_runtime_options $command) -- $words 2>/dev/null; or return
    set -l position (math (count $argv) + 1)
    # What follows -- is a program and its words, whatever stands before.
    set -l end (contains -i -- -- $words)
    set -l program (contains -i -- program $takes; or contains -i -- program... $takes)
    if test -n "$end" -a -n "$program"
        if test (count $words) -eq $end
            __fish_complete_command
        else
            __fish_complete_path (commandline -ct)
        end
        return
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
        case context
            __noetl_runtime_contexts
        case program program...
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
    set -l format name
    contains -- --all-kinds $summary; and set format csv
    for option in @valued@
        # A reference names its own kind.
        test $format = csv; and contains -- $option kind k; and continue
        set -l flag _flag_(string replace -a -- - _ $option)
        for value in $$flag
            set value (__noetl_runtime_plain $value); or return
            set -a registry --$option $value
        end
    end
    for option in @switches@
        set -l flag _flag_$option
        set -q $flag; and set -a registry --$option
    end
    for name in ($program list $registry $summary -o $format --timeout 1s --deadline 2s --retries 0 2>/dev/null </dev/null)
        test -z "$ended"; and string match -q -- '-*' $name; or printf '%s\n' $name
    end
end

# The labels of those components; what follows the last comma is completed.
function __noetl_runtime_labels
    __noetl_runtime_list (__noetl_runtime_names $argv[1] --group-by label)
end

# References to the components of every kind; odd names, which a reference encodes, are left out.
function __noetl_runtime_references
    for line in (__noetl_runtime_names $argv[1] --all-kinds --columns kind,name --no-headers)
        string match -qr '["%@!]' -- $line; or string replace , / -- $line
    end
end

# The contexts of the files, which the same program reads.
function __noetl_runtime_contexts
    set -l program (__noetl_runtime_plain (commandline -opc)[1]); or return
    string match -qr '^[^/].*/' -- $program; and return
    for name in ($program context list -o name 2>/dev/null </dev/null)
        string match -q -- '-*' $name; or printf '%s\n' $name
    end
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
    # @list@
end

complete -c noetl-runtime -f
complete -c noetl-runtime -n __noetl_runtime_is -a '(__noetl_runtime_commands)'
# @complete@

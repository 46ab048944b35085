# bash completion for noetl-runtime. Made from its commands: CONTRIBUTING.md says how to make it anew.
#
# An option or an argument takes @file, @name (of a component), @label, @reference, @context, @list,words, @command, @program, @text, or one of the words between
# the commas; an argument that ends with ... may be repeated.

__noetl_runtime_model() {
  switches='' valued='' optional='' arguments=''
  case $1 in
  # @commands@
  *) return 1 ;;
  esac
}

# The options that say which registry is meant, and of which kind a name is.
__noetl_runtime_registry=' @registry@ '

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
  @command) __noetl_runtime_offer @list@ ;;
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

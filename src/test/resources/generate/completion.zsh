#compdef noetl-runtime
# zsh completion for noetl-runtime. Made from its commands: CONTRIBUTING.md says how to make it anew.

_noetl-runtime() {
  local curcontext=$curcontext state line program=$words[1] ret=1
  # All of the line: the words behind the command are without the options before it.
  local -a whole=("${(@)words}")
  local -i cursor=CURRENT
  typeset -A opt_args
  _arguments -C -s -S -A '-*' \
    # @root@
    '1:command:_noetl-runtime_commands' \
    '*::argument:->argument' && ret=0
  [[ $state == argument ]] || return ret
  curcontext=${curcontext%:*:*}:noetl-runtime-$line[1]:
  case $line[1] in
  # @commands@
  esac
  return ret
}

_noetl-runtime_commands() {
  local -a commands=(
    # @list@
  )
  _describe -t commands command commands
}

# The components of the registry that the line names. Nothing on the line is run: a variable that is a whole word is
# looked up, and where the shell would replace more, or the program is one of the current folder, there are no names.
_noetl-runtime_names() {
  local -a registry names
  local -a valued=(@valued@) switches=(@switches@)
  local word option value i ended=
  _noetl-runtime_plain $program && program=$REPLY || return 1
  [[ $program == [^/]*/* ]] && return 1
  for (( i = 2; i < cursor; i++ )); do
    word=$whole[i] option= value=
    # Letters without a value may stand before one with a value.
    while [[ $word == -[@letters@]?* ]]; do word=-${word[3,-1]}; done
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

# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # The launcher reads what is set here, and has set what is read.
#
# The launcher of the portable distribution reads this file: it finds a Java 25 or newer, SQLite's library for it, and a
# start-up cache, which it makes on first use.

needed=25
found=

# Sets what is known of the Java in a directory; fails where there is none, or one that is too old.
is_suitable() {
  [ -x "$1/bin/java" ] || return 1
  version='' build='' vendor='' system='' machine='' libc=''
  if [ -r "$1/release" ]; then
    while IFS='=' read -r field content; do
      content=${content#\"}
      content=${content%\"}
      case $field in
      JAVA_VERSION) version=$content ;;
      JAVA_RUNTIME_VERSION) build=$content ;;
      IMPLEMENTOR) vendor=$content ;;
      OS_NAME) system=$content ;;
      OS_ARCH) machine=$content ;;
      LIBC) libc=$content ;;
      esac
    done <"$1/release"
  fi
  if [ -z "$version" ]; then
    said=$("$1/bin/java" -version 2>&1) || return 1
    version=${said#*version \"}
    version=${version%%\"*}
    build=${said#*(build }
    build=${build%%[,)]*}
  fi
  major=${version%%[!0-9]*}
  if [ -z "$major" ] || [ "$major" -lt "$needed" ]; then
    found=${found:-"Java $version in $1"}
    return 1
  fi
  java_home=$1
}

# The directory of the Java that the PATH names; macOS has a program there that only asks to install one.
on_path() {
  program=$(command -v java) || return 1
  [ "$program" != /usr/bin/java ] || ! [ -x /usr/libexec/java_home ] || return 1
  while [ -L "$program" ]; do
    linked=$(readlink -- "$program") || return 1
    case $linked in
    /*) program=$linked ;;
    *) program=${program%/*}/$linked ;;
    esac
  done
  case $program in
  */bin/java) is_suitable "${program%/bin/java}" ;;
  *) return 1 ;;
  esac
}

in_usual_directories() {
  if [ -x /usr/libexec/java_home ]; then
    linked=$(/usr/libexec/java_home -v "$needed+" 2>/dev/null) && is_suitable "$linked" && return
  fi
  for linked in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /usr/local/openjdk* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nowhere}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${SDKMAN_DIR:-${HOME:-/nowhere}/.sdkman}"/candidates/java/* "${HOME:-/nowhere}"/.jdks/*; do
    is_suitable "$linked" && return
  done
  return 1
}

if [ -n "${NOETL_RUNTIME_JAVA:-}" ]; then
  is_suitable "${NOETL_RUNTIME_JAVA%/bin/java}" ||
    refuse "NOETL_RUNTIME_JAVA is ${found:-"no Java: $NOETL_RUNTIME_JAVA"}; set it to the directory of a Java $needed or newer"
elif ! { [ -n "${JAVA_HOME:-}" ] && is_suitable "$JAVA_HOME"; } && ! on_path && ! in_usual_directories; then
  refuse "needs Java $needed or newer, and found ${found:-none}; install one, or set NOETL_RUNTIME_JAVA to its directory"
fi
java=$java_home/bin/java
# Some options are for one system or another version of Java.
others=-XX:+IgnoreUnrecognizedVMOptions

[ -n "$system" ] || system=$(uname -s)
[ -n "$machine" ] || machine=$(uname -m)
# What these do with processes and terminals is written for Linux.
if [ "$system" != Linux ]; then
  case $asked\ $* in
  run\ *) refuse "run needs Linux; elsewhere start the program yourself, and beside it: noetl-runtime heartbeat --every 15s" ;;
  watch\ * | *' --watch'* | *' -w'* | *' -Aw'*) tty='' columns='' ;;
  esac
fi
library=libsqlitejdbc.so
case $system in
Darwin)
  native=$native/Mac
  library=libsqlitejdbc.dylib
  ;;
Linux)
  case $libc$(echo /lib/ld-musl-*) in
  musl* | /lib/ld-musl-*.so*) native=$native/Linux-Musl ;;
  *) native=$native/Linux ;;
  esac
  ;;
*) native=$native/$system ;;
esac
case $machine in
amd64) machine=x86_64 ;;
arm64) machine=aarch64 ;;
i?86) machine=x86 ;;
ppc64le) machine=ppc64 ;;
arm | armv*)
  case $(uname -m) in
  armv6*) machine=armv6 ;;
  *) machine=armv7 ;;
  esac
  ;;
esac
native=$native/$machine

# Makes the cache of the class list; fails where that cannot be done. One process does it, and the others start without
# one; a directory that remains of an attempt that failed keeps the next hour from trying again.
make_cache() (
  umask 077
  mkdir -p "$caches" && [ -w "$caches" ] && [ -O "$caches" ] || exit 1
  lock=${share%.jsa}.lock
  if ! mkdir "$lock"; then
    [ -z "$(find "$lock" -prune -mmin +60)" ] || rm -rf "$lock"
    exit 2
  fi
  trap 'rm -rf "$lock"; exit 130' HUP INT TERM
  cp "$home/lib/$cache.classes" "$lock/classes" && cd "$lock" || exit 2
  # In the archive's directory, since options of Java are split at blanks, which its path may have.
  env NOETL_RUNTIME_JAVA="$java_home" NOETL_RUNTIME_JAVA_OPTS='-Xshare:dump -XX:+AOTClassLinking
    -XX:SharedClassListFile=classes -XX:SharedArchiveFile=archive' "$home/bin/noetl-runtime"
  if [ -f archive ] && mv archive "$share"; then
    rm -rf "$lock"
    find "$caches" -name 'runtime-*.jsa' -atime +30 -exec rm -f {} +
  else
    rm -f classes archive
    exit 2
  fi
)

share=
why=
caches=
case ${XDG_CACHE_HOME:-}:${HOME:-} in
/*) caches=$XDG_CACHE_HOME/noetl ;;
*:/*)
  caches=$HOME/.cache/noetl
  [ "$system" != Darwin ] || caches=$HOME/Library/Caches/noetl
  ;;
*) why='HOME and XDG_CACHE_HOME are no absolute paths, so there is no directory for it' ;;
esac
if [ -n "$caches" ]; then
  read -r stamp <"$home/lib/stamp"
  share=$caches/runtime-$stamp-${vendor%%[!A-Za-z0-9]*}-${build%%/*}-$machine-$cache.jsa
  if [ -f "$share" ]; then
    # Java runs what is in it.
    [ -O "$share" ] || why="$share belongs to another user"
  elif [ -n "${NOETL_RUNTIME_JAVA_OPTS:-}" ]; then
    why='it was not made yet, and is not made while NOETL_RUNTIME_JAVA_OPTS is set'
  else
    make_cache </dev/null >/dev/null 2>&1
    case $? in
    0) ;;
    1) why="cannot write to $caches" ;;
    *) why="another process is making it, or could not; to try again, remove ${share%.jsa}.lock" ;;
    esac
  fi
  [ -z "$why" ] || share=
fi

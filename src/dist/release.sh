#!/bin/sh
# Makes a release of what is checked out: checks it, sets the version, builds and tests, writes checksums and the Homebrew
# formula, commits and tags. It pushes and uploads nothing; at the end it prints what is left to do.
#
#   src/dist/release.sh VERSION [--dry-run]
#
# --dry-run checks the same, sets the version in a copy, and prints the steps that it leaves out.
set -eu

die() {
  echo "release: $1" >&2
  exit "${2:-1}"
}

version=${1:-}
dry=${2:-}
case $version in
*[!0-9.]* | *..* | .* | *.) version= ;;
*.*.*.*) version= ;;
*.*.*) ;;
*) version= ;;
esac
[ -n "$version" ] || die 'usage: src/dist/release.sh VERSION [--dry-run], with a VERSION such as 1.2.3' 2
case $dry in
'' | --dry-run) ;;
*) die "unknown option $dry; the only one is --dry-run" 2 ;;
esac
cd "$(dirname -- "$0")/../.."

# Prints a step, and runs it unless --dry-run is given.
step() {
  if [ -n "$dry" ]; then
    echo "would run: $*"
  else
    echo "running: $*"
    "$@"
  fi
}

# The lines of the changelog between one heading and the next.
unreleased() {
  awk '/^## / { inside = $2 == "[Unreleased]"; next } inside && /^- /' CHANGELOG.md
}

old=$(sed -n 's#^  <version>\(.*\)</version>$#\1#p' pom.xml)
today=$(date -u +%Y-%m-%d)

[ -z "$(git status --porcelain)" ] || die 'the working tree has changes; commit or stash them'
[ -z "$(git tag --list "v$version")" ] || die "the tag v$version exists"
! grep -q "^## \[$version\]" CHANGELOG.md || die "CHANGELOG.md has a section for $version already"
entries=$(unreleased | wc -l)
[ "$entries" -gt 0 ] || die 'CHANGELOG.md has no entries under [Unreleased]'
echo "checked: clean tree, no tag v$version, $((entries)) entries in the changelog"

# Files in which the old version stands in the name of an archive or an image.
named() {
  grep -rlE "noetl-runtime[-_:]$(echo "$old" | sed 's/[.]/[.]/g')" README.md docs src/dist | LC_ALL=C sort
}

edit() {
  sed "$1" "$2" >"$2.new"
  cat "$2.new" >"$2"
  rm "$2.new"
}

set_version() {
  edit "s#^  <version>.*</version>\$#  <version>$version</version>#
    s#\(<project.build.outputTimestamp>\).*\(</\)#\1${today}T00:00:00Z\2#" pom.xml
  edit "s/^## \[Unreleased\]\$/&\\
\\
## [$version] - $today/" CHANGELOG.md
  named | while read -r file; do
    edit "s/noetl-runtime\([-_:]\)$(echo "$old" | sed 's/[.]/[.]/g')/noetl-runtime\1$version/g" "$file"
  done
}

files="pom.xml CHANGELOG.md $(named | tr '\n' ' ')"
if [ -n "$dry" ]; then
  copy=$(mktemp -d)
  trap 'rm -rf "$copy"' EXIT
  trap 'exit 130' INT TERM
  git archive HEAD | tar -x -C "$copy"
  (cd "$copy" && set_version)
  echo "would change, from $old to $version: ${files% }"
  for file in pom.xml CHANGELOG.md; do
    diff "$file" "$copy/$file" | grep '^[<>]' || true
  done
else
  set_version
  echo "changed, from $old to $version: ${files% }"
fi

step src/dist/update-generated.sh
step ./mvnw clean verify

# Checks what the build wrote, adds the bill of materials, and fills the formula in.
finish() {
  (
    cd target
    sha256sum --check --quiet SHA256SUMS
    sha256sum "noetl-runtime-$version.cdx.json" >>SHA256SUMS
  )
  sum=$(sed -n "s/^\([0-9a-f]*\)  noetl-runtime-$version-java25.tar.gz\$/\1/p" target/SHA256SUMS)
  sed "s/@VERSION@/$version/g; s/@SHA256@/$sum/" src/dist/homebrew/noetl-runtime.rb >target/noetl-runtime.rb
}
if [ -n "$dry" ]; then
  echo 'would check target/SHA256SUMS, add the bill of materials to it, and write target/noetl-runtime.rb'
else
  finish
  cat target/SHA256SUMS
fi

step git commit --all --message "Release $version"
step git tag --annotate "v$version" --message "noetl-runtime $version"
cat <<END
left to do: git push --follow-tags
  upload from target: SHA256SUMS and the files that it lists
  copy to the Homebrew tap: target/noetl-runtime.rb
END

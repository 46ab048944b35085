#!/bin/sh
# Makes what is made from the commands anew and copies it to where it is checked in: completions, manual pages, the
# pages of the commands and the snapshots of the help. Look at what git shows afterwards: a test only says that the files are what the commands are.
set -eu
cd "$(dirname -- "$0")/../.."
rm -rf target/generated
./mvnw -q -DskipTests process-test-classes
rm -f completions/noetl-runtime.* man/man?/*.? docs/commands/*.md src/main/resources/io/noetl/runtime/cli/help/*.txt
cp -R target/generated/. .

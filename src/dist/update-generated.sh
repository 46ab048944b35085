#!/bin/sh
# Generates completions, manual pages, the pages of the commands and the snapshots of the help, and copies them to where
# they are checked in. Read the difference that git shows afterwards: a test only compares the files with the commands.
set -eu
cd "$(dirname -- "$0")/../.."
rm -rf target/generated
./mvnw -q -DskipTests process-test-classes
rm -f completions/noetl-runtime.* man/man?/*.? docs/commands/*.md src/main/resources/io/noetl/runtime/cli/help/*.txt
cp -R target/generated/. .

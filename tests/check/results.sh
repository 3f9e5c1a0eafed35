#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Tests scripts/results, on whose word scripts/check relies: whatever way a test fails, it is seen to fail.

set -uo pipefail
cd "$(dirname "$(realpath "$0")")/../.." || exit
# shellcheck source=tests/lab/tap.sh
. tests/lab/tap.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What is made of a step that ended with that status, printed that TAP, and left that test log of meson's.
results() { # STATUS TAP JSON
    rm -f "$work"/*
    printf '%b' "$2" >"$work/log"
    [ -z "$2" ] || cp "$work/log" "$work/tests.tap"
    [ -z "$3" ] || echo "$3" >"$work/tests.json"
    scripts/results step "$1" "$work" 2>/dev/null | tr '\t' '|'
}

json() { # RESULT RETURNCODE STDOUT
    echo "{\"name\": \"suite / program\", \"stdout\": \"$3\", \"result\": \"$1\", \"returncode\": $2}"
}

is "$(results 0 '' '')" 'passed|step|' 'a step without tests is one test'
is "$(results 3 '' '')" 'failed|step|status 3: ' 'which fails with its status'
is "$(results 77 '' '')" 'skipped|step|' 'or is skipped'

is "$(results 0 'ok 1 - a\nok 2 - b # SKIP why\n1..2\n' '')" $'passed|step: a|\nskipped|step: b|why' 'tests of a TAP are told apart'
is "$(results 1 'not ok 1 - a\n# seen 1\n1..1\n' '')" 'failed|step: a|seen 1' 'one fails, with the first comment'
is "$(results 0 'not ok 1 - a\n1..1\n' '')" 'failed|step: a|' 'even if the status is 0'
is "$(results 0 '1..1\n# why\nnot ok 1 # SKIP a\n' '')" "skipped|step: a|why" 'a skip as cmocka writes it'
is "$(results 0 '1..0 # SKIP why\n' '')" 'skipped|step:|why' 'a program that is skipped'
is "$(results 77 '1..0 # SKIP why\n' '')" 'skipped|step:|why' 'with a status that says so'
contains "$(results 0 'ok 1 - a\n1..2\n' '')" 'failed|step:|2 tests were planned, 1 reported' 'a test that is missing'
contains "$(results 0 '# nothing\n' '')" 'failed|step:|reported no test' 'all that are missing'
contains "$(results 1 'ok 1 - a\n1..1\n' '')" 'failed|step:|all tests passed, but the program failed' 'a bad status'
contains "$(results 124 'ok 1 - a\n' '')" 'failed|' 'a timeout'
contains "$(results 0 'ok 1 - a\nBail out! why\n' '')" 'failed|step:|Bail out! why' 'a program that gives up'

is "$(results 0 '' ' ')" 'failed|step|there was no test to run' 'a test log of no test'
is "$(results 0 '' "$(json OK 0 '')")" 'passed|step: program|' "a program of meson's"
is "$(results 1 '' "$(json FAIL 1 '')")" 'failed|step: program|fail, status 1' 'one that fails'
is "$(results 0 '' "$(json SKIP 77 'why')")" 'skipped|step: program|why' 'one that is skipped'
is "$(results 0 '' "$(json SKIP 0 '')")" 'failed|step: program|skip, status 0' 'one that says nothing'
is "$(results 0 '' "$(json OK 0 'ok 1 - a\n1..1')")" 'passed|step: program a|' 'one that prints TAP'
contains "$(results 1 '' "$(json ERROR -6 'ok 1 - a\n1..1')")" 'failed|step: program|' 'and crashes at the end'
contains "$(results 1 '' "$(json TIMEOUT -9 'ok 1 - a\n1..2')")" 'failed|step: program|' 'or never ends'
contains "$(results 1 '' "$(json OK 0 'ok 1 - a\n1..1')")" 'failed|step|status 1' 'all passed, but meson did not'
is "$(results 1 '' "$(json FAIL 0 '1..1\n# why\nnot ok 1 # SKIP a')")" 'skipped|step: program a|why' \
    "a skip as cmocka writes it, which meson takes for a failure"
contains "$(results 1 '' "$(json FAIL 0 '1..2\nnot ok 1 # SKIP a\nnot ok 2 - b')")" 'failed|step: program b' \
    'beside one that fails'
end_of_tests

# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# common.sh: what the tests with programs of others share: TAP, servers in the background, the library that is ours.

# shellcheck source=tests/lab/tap.sh
. "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../lab/tap.sh"
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
mkfifo "$work/silence" # input that neither comes nor ends

# Waits until a line has been said.
until_said() { # PATTERN FILE
    local i
    for ((i = 0; i < 300; i++)); do
        ! grep -qsE -- "$1" "$2" || return 0
        sleep 0.1
    done
    note "nobody said $1:"$'\n'"$(tail -n 20 "$2")"
    return 1
}

# A server in the background, and what it says.
serve() { # READY COMMAND...
    timeout 120 stdbuf -oL "${@:2}" <>"$work/silence" >"$work/server" 2>&1 &
    server=$!
    until_said "$1" "$work/server"
}

stop() {
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
}

# One test that cannot be made here.
skip() { # DESCRIPTION REASON
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}

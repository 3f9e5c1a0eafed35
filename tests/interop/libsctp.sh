#!/bin/bash
# SPDX-License-Identifier: MIT
#
# libsctp.sh FOLDER: programs of others that are linked with libsctp.so.1 do on the one in that folder what they do on
# the system's. To be run in the lab; scripts/install-deps interop. TAP.

set -uo pipefail
# shellcheck source=tests/lab/tap.sh
. "$(dirname "$(realpath "$0")")/../lab/tap.sh"
folder=$(realpath "$1")
for program in sctp_test sctp_darn iperf3; do
    type -P "$program" >/dev/null || skip_all "$program is missing: scripts/install-deps interop"
done
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
port=7100

# Waits until a line has been said.
until_said() { # PATTERN FILE
    local i
    for ((i = 0; i < 200; i++)); do
        ! grep -qsE -- "$1" "$2" || return 0
        sleep 0.1
    done
    note "nobody said $1:"$'\n'"$(tail -n 20 "$2")"
    return 1
}

# A server in the background, and what it says.
serve() { # READY COMMAND...
    timeout 60 stdbuf -oL "${@:2}" >"$work/server" 2>&1 &
    server=$!
    until_said "$1" "$work/server"
}

stop() {
    kill "$server" 2>/dev/null
    wait "$server" 2>/dev/null
}

# Data in several sizes, on two addresses of each side: bound by sctp_bindx, joined by sctp_connectx.
sctp_test_talks() { # DESCRIPTION OPTION...
    port=$((port + 10))
    serve 'Receiving packets' sctp_test -H 127.0.0.1 -B 127.0.0.2 -P $port -l "${@:2}"
    timeout 30 sctp_test -H 127.0.0.3 -B 127.0.0.4 -P $((port + 1)) -C 127.0.0.1 -C 127.0.0.2 -p $port -s -x 2 -c 4 \
        "${@:2}" >"$work/client" 2>&1
    is $? 0 "$library: $1: the client ends well"
    until_said 'Data 32768 bytes' "$work/server"
    ok $? "$library: $1: the server has all"
    stop
}

sctp_darn_talks() {
    port=$((port + 10))
    serve 'listening' sctp_darn -H 127.0.0.1 -B 127.0.0.2 -P $port -l
    # shellcheck disable=SC2094 # what it said is what is waited for
    { echo 'a line of text'; until_said "^127.0.0.2:$port" "$work/client"; } |
        timeout 20 stdbuf -oL sctp_darn -H 127.0.0.3 -B 127.0.0.4 -P $((port + 1)) -c 127.0.0.1 -c 127.0.0.2 -p $port -s \
            >"$work/client" 2>&1
    until_said 'a line of text' "$work/server"
    ok $? "$library: sctp_darn: a line of text comes"
    contains "$(<"$work/client")" "127.0.0.2:$port" "$library: sctp_darn: the peer's addresses (sctp_getpaddrs)"
    stop
}

iperf3_talks() {
    port=$((port + 10))
    serve 'Server listening' iperf3 -s -1 -p $port
    timeout 30 iperf3 -c 127.0.0.1 -p $port --sctp -t 1 >"$work/client" 2>&1
    is $? 0 "$library: iperf3 ends well"
    contains "$(<"$work/client")" 'iperf Done' "$library: iperf3 says so"
    stop
}

all() {
    sctp_test_talks 'sctp_test'
    sctp_test_talks 'sctp_test, one-to-one' -T
    sctp_darn_talks
    iperf3_talks
}

library="the system's"
all
library=ours
export LD_LIBRARY_PATH=$folder
for program in sctp_test sctp_darn iperf3; do
    contains "$(ldd "$(type -P $program)")" "$folder/libsctp.so.1" "$program runs on our library"
done
all
end_of_tests

#!/bin/bash
# SPDX-License-Identifier: MIT
#
# libsctp.sh BUILD: programs of others that are linked with libsctp.so.1 do on that build's what they do on the
# system's, and what is built on us talks with programs that know neither. To be run in the lab; scripts/install-deps
# interop. TAP.

set -uo pipefail
# shellcheck source=tests/interop/common.sh
. "$(dirname "$(realpath "$0")")/common.sh"
folder=$(realpath "$1/src")
port=7100
echo_socket=$(realpath "$1/examples/echo-socket")
for program in sctp_test sctp_darn sctp_status checksctp withsctp iperf3 ncat socat; do
    type -P "$program" >/dev/null || skip_all "$program is missing: scripts/install-deps interop"
done

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

# Servers that make their sockets by themselves, with sctp_darn as the client. withsctp makes TCP into SCTP.
sctp_darn_sends_to() { # NAME READY COMMAND...
    port=$((port + 10))
    set -- "${@//PORT/$port}"
    serve "${@:2}"
    { echo 'a line of text'; until_said 'a line of text' "$work/server"; } |
        timeout 30 sctp_darn -H 127.0.0.3 -P $((port + 1)) -h 127.0.0.1 -p $port -s >"$work/client" 2>&1
    until_said 'a line of text' "$work/server"
    ok $? "$library: sctp_darn sends to $1"
    stop
}

# And as the server.
sctp_darn_hears() { # COMMAND...
    port=$((port + 10))
    serve 'listening' sctp_darn -H 127.0.0.1 -P $port -l
    { echo 'a line of text'; until_said 'a line of text' "$work/server"; } | timeout 30 "${@//PORT/$port}" &>"$work/client"
    contains "$(<"$work/server")" 'a line of text' "$library: sctp_darn hears $1"
    until_said 'SCTP_SHUTDOWN_COMP' "$work/server"
    ok $? "$library: sctp_darn hears that $1 goes"
    stop
}

# Both ends go on for ever, and read their standard input.
sctp_status_tells() {
    port=$((port + 10))
    timeout -s KILL 60 stdbuf -oL sctp_status -H 127.0.0.1 -P $port -l </dev/null >"$work/server" 2>&1 &
    server=$!
    until_said " $port " /proc/net/sctp/eps
    timeout -s KILL 60 stdbuf -oL sctp_status -H 127.0.0.1 -P $((port + 1)) -h 127.0.0.1 -p $port -s -c 1 </dev/null \
        >"$work/client" 2>&1 &
    client=$!
    until_said 'ESTABLISHED' "$work/client"
    ok $? "$library: sctp_status tells of an association"
    until_said 'ESTABLISHED' "$work/server"
    ok $? "$library: sctp_status tells of it on the other side"
    kill "$client"
    stop
    wait "$client" 2>/dev/null
}

strangers_talk() {
    sctp_darn_sends_to ncat 'Listening' ncat -v --sctp -l 127.0.0.1 PORT
    sctp_darn_sends_to withsctp 'Listening' withsctp ncat -v -l 127.0.0.1 PORT
    sctp_darn_sends_to socat 'listening' socat -u -d -d SCTP-LISTEN:PORT,bind=127.0.0.1 -
    sctp_darn_hears ncat --sctp 127.0.0.1 PORT
    sctp_darn_hears socat -u - SCTP-CONNECT:127.0.0.1:PORT
    sctp_darn_hears withsctp ncat --send-only 127.0.0.1 PORT
    sctp_status_tells
    contains "$(checksctp 2>&1)" 'SCTP supported' "$library: checksctp"
}

all() {
    sctp_test_talks 'sctp_test'
    sctp_test_talks 'sctp_test, one-to-one' -T
    sctp_darn_talks
    iperf3_talks
    strangers_talk
}

library="the system's"
all
library=ours
export LD_LIBRARY_PATH=$folder
for program in sctp_test sctp_darn iperf3; do
    contains "$(ldd "$(type -P $program)")" "$folder/libsctp.so.1" "$program runs on our library"
done
all

# An example on <asctp/socket.h>; it says nothing before somebody comes.
: >"$work/server"
port=$((port + 10))
timeout 120 "$echo_socket" 127.0.0.1:$port >>"$work/server" 2>&1 &
server=$!
until_said " $port " /proc/net/sctp/eps
for client in "ncat --sctp 127.0.0.1 $port" "socat - SCTP-CONNECT:127.0.0.1:$port"; do
    # shellcheck disable=SC2086,SC2094 # words; what it said is what is waited for
    { echo "a line of ${client%% *}"; until_said 'a line' "$work/client"; } | timeout 30 $client >"$work/client" 2>&1
    is "$(<"$work/client")" "a line of ${client%% *}" "echo-socket echoes ${client%% *}"
    until_said SHUTDOWN_COMP "$work/server"
    ok $? "echo-socket hears that ${client%% *} goes"
    : >"$work/server"
done
stop
end_of_tests

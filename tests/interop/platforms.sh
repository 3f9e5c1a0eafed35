#!/bin/bash
# SPDX-License-Identifier: MIT
#
# platforms.sh BUILD: what comes with hundreds of megabytes: Erlang, the JDK and osmo-stp do on that build's
# libsctp.so.1 what they do on the system's. To be run in the lab; scripts/install-deps interop-all. TAP.

set -uo pipefail
# shellcheck source=tests/interop/common.sh
. "$(dirname "$(realpath "$0")")/common.sh"
here=$(dirname "$(realpath "$0")")
folder=$(realpath "$1/src")
asp=$(realpath "$1/tests/interop/asp")

# Each prints what it sees, and before or after that "library PATH": the one that is loaded.
# shellcheck disable=SC2317 # compare calls it
erlang() {
    escript "$here/gen_sctp.escript"
}

# shellcheck disable=SC2317 # compare calls it
java_sctp() {
    java -XX:TieredStopAtLevel=1 -Xshare:auto "$here/Sctp.java"
}

# The gateway is osmo-stp; the two application servers are ours.
# shellcheck disable=SC2317 # compare calls it
osmo_stp() {
    serve 'telnet' osmo-stp -c "$here/osmo-stp.cfg"
    until_said ' 2905 ' /proc/net/sctp/eps
    ldd "$(type -P osmo-stp)" | sed -n 's/.*libsctp.so.1 => \([^ ]*\).*/library \1/p'
    timeout 60 "$asp" 127.0.0.1,127.0.0.2:2905
    stop
}

compare() { # NAME PROGRAM FUNCTION EXPECTED
    local seen
    type -P "$2" >/dev/null || { skip "$1" "no $2 here: scripts/install-deps interop-all" && return; }
    seen=$("$3" 2>&1 </dev/null)
    is "$(grep -v '^library ' <<<"$seen")" "$(<"$here/$4")" "the system's: $1"
    check_not "the system's: $1 runs on it" grep -q "^library $folder/" <<<"$seen"
    seen=$(export LD_LIBRARY_PATH=$folder && "$3" 2>&1 </dev/null)
    is "$(grep -v '^library ' <<<"$seen")" "$(<"$here/$4")" "ours: $1"
    contains "$seen" "library $folder/libsctp.so.1" "ours: $1 runs on it"
}

compare 'gen_sctp of Erlang' escript erlang gen_sctp.expected
compare 'com.sun.nio.sctp of the JDK' javac java_sctp Sctp.expected
compare 'osmo-stp' osmo-stp osmo_stp osmo-stp.expected
end_of_tests

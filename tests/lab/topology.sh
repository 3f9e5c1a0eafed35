#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Tests scripts/topology: hosts, paths and what happens to them. Runs itself in the lab.

set -uo pipefail
tests=$(dirname "$(realpath "$0")")
project=$(realpath "$tests/../..")
if [ -z "${LAB_INSIDE:-}" ]; then exec "$project/scripts/lab" "$tests/topology.sh" "$@" </dev/null; fi
# shellcheck source=tests/lab/tap.sh
. "$tests/tap.sh"
PATH=$project/scripts:$PATH
unset TOPOLOGY_PREFIX

# shellcheck disable=SC2317 # check calls it
ping_from() { # HOST ADDRESS
    topology exec "$1" ping -q -c 1 -W 2 "$2"
}

links() {
    topology exec a ip -brief link
    topology exec b ip -brief link
}

check 'two paths come up' topology up two-paths
check 'path 1 works' ping_from a 10.1.0.2
check 'path 2 works' ping_from a 10.2.0.2
check 'and back' ping_from b 10.2.0.1
check 'IPv6 works at once on path 1' ping_from a fd00:1::2
check 'and on path 2' ping_from b fd00:2::1
check 'loopback works' ping_from a 127.0.0.1
output=$(topology up one-path 2>&1)
is $? 1 'what is up cannot be made again'
contains "$output" 'there is a namespace a already' 'and why is said'

before=$(links)
topology exec a timeout 20 ip monitor link address route >/tmp/events &
monitor=$!
for ((n = 0; n < 100; n++)); do # it listens when it sees this
    topology exec a ip link set lo mtu $((60000 + n))
    ! grep -q mtu /tmp/events || break
    sleep 0.1
done
check 'events are watched' grep -q mtu /tmp/events
events=$(wc -l </tmp/events)
check 'a path can be cut' topology cut 1
check_not 'then nothing arrives' ping_from a 10.1.0.2
check_not 'from either side' ping_from b fd00:1::1
check 'the other path works' ping_from a 10.2.0.2
is "$(links)" "$before" 'the links are as before'
is "$(tail -n "+$((events + 1))" /tmp/events)" '' 'and there was no event'
kill $monitor 2>/dev/null
contains "$(topology show)" 'path 1    x' 'a cut is drawn'
check 'a path can be healed' topology heal 1
check 'and works again' ping_from a 10.1.0.2

check 'a path can be shaped' topology shape 1 delay 300ms
check_not 'it is slow' topology exec a ping -q -c 1 -W 0.5 10.1.0.2
check 'the other is not' ping_from a 10.2.0.2
topology cut 1
check_not 'a shaped path can be cut' ping_from a 10.1.0.2
topology heal 1
contains "$(topology show)" 'delay 300ms' 'it keeps its shape'
check 'it works again' ping_from a 10.1.0.2
check_not 'and is slow again' topology exec a ping -q -c 1 -W 0.5 10.1.0.2
topology shape 1
check 'no shape is fast' topology exec a ping -q -c 1 -W 0.5 10.1.0.2

check 'a path can be unplugged' topology unplug 2
contains "$(topology exec a ip -brief link show path2)" DOWN 'its link is down'
check_not 'then nothing arrives' ping_from a 10.2.0.2
check 'it can be plugged in' topology plug 2
check 'and works again' ping_from a 10.2.0.2
check 'so does IPv6' ping_from b fd00:2::1

export TOPOLOGY_PREFIX=other-
check 'another topology fits beside it' topology up three-hosts
check 'a reaches b' ping_from a 10.1.0.2
check 'a reaches c' ping_from a 10.2.0.2
check 'b reaches c' ping_from b fd00:3::2
check_not 'nobody forwards' topology exec c ping -q -c 1 -W 1 10.1.0.1
is "$(topology show | grep -c ' path ')" 3 'three paths are drawn'
check 'it can be removed' topology down
unset TOPOLOGY_PREFIX
check 'without harm to the other' ping_from a 10.1.0.2

topology exec a sleep 1000 &
sleeper=$!
for ((n = 0; n < 600; n++)); do # what has not entered the host yet is not removed with it
    [ "$(cat /proc/$sleeper/comm)" != sleep ] || break
    sleep 0.1
done
ip netns add c # not the topology's
check 'down removes all' topology down
wait $sleeper 2>/dev/null
is $? 137 'with what runs there'
is "$(ip netns list)" c 'and nothing else'
check 'down again does nothing' topology down
check_not 'nothing is up' topology show
check_not 'there is no such topology' topology up star

end_of_tests

# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# tap.sh: what the shell tests share: they print TAP, and what they saw where it is not what they expected.

count=0 failures=0

ok() { # STATUS DESCRIPTION
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
        failures=$((failures + 1))
    fi
}

# The command succeeds; what it prints is shown if not.
check() { # DESCRIPTION COMMAND...
    local description=$1 output status=0
    shift
    output=$("$@" 2>&1) || status=$?
    ok "$status" "$description"
    [ "$status" -eq 0 ] || note "status $status of: $*"$'\n'"$output"
}

# The command fails.
check_not() { # DESCRIPTION COMMAND...
    local description=$1 output status=0
    shift
    output=$("$@" 2>&1) || status=$?
    ok $((status == 0)) "$description"
    [ "$status" -ne 0 ] || note "status 0 of: $*"$'\n'"$output"
}

is() { # SEEN EXPECTED DESCRIPTION
    local status=0
    [ "$1" = "$2" ] || status=1
    ok $status "$3"
    [ $status -eq 0 ] || note "seen:     ${1@Q}"$'\n'"expected: ${2@Q}"
}

contains() { # TEXT PART DESCRIPTION
    local status=0
    [[ $1 == *"$2"* ]] || status=1
    ok $status "$3"
    [ $status -eq 0 ] || note "no ${2@Q} in:"$'\n'"$1"
}

note() { # TEXT
    echo "# ${1//$'\n'/$'\n# '}"
}

skip_all() { # REASON
    echo "1..0 # SKIP $1"
    exit
}

end_of_tests() {
    echo "1..$count"
    exit $((failures > 0))
}

#!/bin/bash
# SPDX-License-Identifier: MIT
#
# Tests scripts/lab: that a command cannot tell that it runs in a virtual machine, nor do harm there.
# shellcheck disable=SC2016 # much here is for the shell in the lab to expand

set -uo pipefail
tests=$(dirname "$(realpath "$0")")
project=$(realpath "$tests/../..")
lab=$project/scripts/lab
# shellcheck source=tests/lab/tap.sh
. "$tests/tap.sh"

[ -z "${LAB_INSIDE:-}" ] || skip_all 'this is a lab already'
export KERNEL=${KERNEL:-6.1}
"$lab" --fetch 2>/dev/null </dev/null || skip_all "no kernel $KERNEL, or no QEMU"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work/tmp # the labs' own folders, so that what they leave is seen
mkdir "$TMPDIR"
cd "$project" || exit

processes() { # those of the labs started here
    pgrep -f "$TMPDIR/lab" | wc -l
}

# --- output, status, input

"$lab" 'printf "\0\1\r\n\377out"; printf "err\r" >&2; echo more >/dev/stderr; sleep 1000 & exit 7' \
    >"$work/out" 2>"$work/err" </dev/null
is $? 7 'the exit status comes back'
check 'stdout is exact' cmp "$work/out" <(printf '\0\1\r\n\377out')
check 'stderr is exact, and apart' cmp "$work/err" <(printf 'err\rmore\n')

"$lab" printf '%s|' 'a b' "it's" '"$HOME"' $'new\nline' '' '*' >"$work/out" 2>"$work/err" </dev/null
check 'arguments arrive as they are' cmp "$work/out" <(printf '%s|' 'a b' "it's" '"$HOME"' $'new\nline' '' '*')

printf 'in\0put' | "$lab" 'sha256sum; kill -SEGV $$' >"$work/out" 2>"$work/err"
is $? 139 'a killed command has the status that a shell gives it'
is "$(cut -d ' ' -f 1 "$work/out")" "$(printf 'in\0put' | sha256sum | cut -d ' ' -f 1)" 'stdin is passed on'
is "$(cat "$work/err")" '' 'nothing is added to stderr'

"$lab" 'head -c 20000000 /dev/urandom | tee >(sha256sum >&2)' 2>"$work/err" </dev/null | sha256sum >"$work/out"
check 'much output is complete' cmp "$work/out" "$work/err"

# --- what the command sees, and what it can change

mkdir -p build "$work/write"
rm -f build/lab-test build/lab-clock
(
    cd scripts && SECRET=no PUBLIC='a "b"' LAB_ENV=PUBLIC LAB_WRITE=$work/write "$lab" '
    echo "directory $PWD"
    echo "variables ${SECRET:-unset} $PUBLIC"
    echo "user $(id -u), host $(uname -n), kernel $KERNEL $(uname -r)"
    perl -MSocket -e "exit !socket(my \$s, PF_INET, SOCK_SEQPACKET, 132)" && echo "sctp: yes"
    ip -brief address show lo
    for path in /etc /usr/bin . .. /tmp /var/tmp /run /dev/shm ../build '"$work/write"'; do
        echo test 2>/dev/null >$path/lab-test && echo "writable: $path"
    done
    mkfifo /tmp/fifo && echo "fifo: yes"
    cat <(echo "descriptors: yes")
    modprobe sctp_diag && modprobe sch_netem && echo "modules: yes"
    echo "cores $(nproc), dumps $(ulimit -c)"
    : >../build/lab-clock
    echo "clock $((($(date +%s%N) - $(stat -c %.9Y ../build/lab-clock | tr -d .)) / 1000000))"
    '"$lab"' "ip -brief link; exit 3" || echo "inner lab: $?"
    ' </dev/null >"$work/out" 2>"$work/err"
)
out=$(cat "$work/out" "$work/err")
contains "$out" "directory $project/scripts" 'the working directory is the same'
contains "$out" 'variables unset a "b"' 'only the named variables are passed on'
contains "$out" "user 0, host lab, kernel $KERNEL" 'the command is root on a machine called lab'
contains "$out" 'sctp: yes' 'the kernel has SCTP'
contains "$out" '127.0.0.1/8 ::1/128' 'loopback is up'
is "$(sed -n 's/^writable: //p' "$work/out" | tr '\n' ' ')" "/tmp /var/tmp /run /dev/shm ../build $work/write " \
    'only what should be is writable'
check 'what is written to build stays' grep -q test build/lab-test
check 'and to a folder of LAB_WRITE' grep -q test "$work/write/lab-test"
is "$(ls /etc/lab-test /usr/bin/lab-test scripts/lab-test lab-test 2>/dev/null)" '' 'the rest is as it was'
rm -f build/lab-test build/lab-clock
contains "$out" 'fifo: yes' '/tmp can hold pipes'
contains "$out" 'descriptors: yes' '/dev/fd is there'
contains "$out" 'modules: yes' 'modules can be loaded'
contains "$out" 'cores 2, dumps 0' 'two cores, no core dumps'
clock=$(sed -n 's/^clock //p' "$work/out")
ok $((${clock:-1000} < -50 || ${clock:-1000} > 500)) "the clock is that of the host's files (off by ${clock:-?} ms)"
contains "$out" 'inner lab: 3' 'a lab in the lab uses its kernel'

# --- several, and their ends

"$lab" 'sleep 3; echo one' >"$work/one" 2>&1 </dev/null &
"$lab" 'sleep 3; echo two' >"$work/two" 2>&1 </dev/null
wait $!
is "$(cat "$work/one" "$work/two")" $'one\ntwo' 'two labs run at once'

LAB_TIMEOUT=20 "$lab" 'echo before; sleep 1000' >"$work/out" 2>"$work/err" </dev/null
is "$? $(cat "$work/out")" '124 before' 'a timeout has status 124, and what was printed is shown'
contains "$(cat "$work/err")" 'timed out after 20 s (LAB_TIMEOUT)' 'and it is said'

"$lab" 'echo c >/proc/sysrq-trigger; sleep 1000' >"$work/out" 2>"$work/err" </dev/null
is $? 125 'a kernel that panics has status 125'
contains "$(cat "$work/err")" 'Kernel panic' 'and its last words are shown'

"$lab" 'echo ready; sleep 1000' >"$work/out" 2>"$work/err" </dev/null &
for ((n = 0; n < 600; n++)); do
    ! grep -q ready "$work/out" || break
    sleep 0.1
done
is "$(cat "$work/out")" ready 'output is seen while the command runs'
kill -TERM $!
wait $!
is $? 143 'SIGTERM ends a lab'

"$lab" 'yes' 2>"$work/err" </dev/null | head -n 1 >"$work/out"
is "$(cat "$work/out")" y 'a lab ends when nobody reads its output'
is "$(ls "$TMPDIR") $(processes)" ' 0' 'no lab left anything behind'

# --- a terminal

export XDG_CACHE_HOME=${XDG_CACHE_HOME:-$HOME/.cache}
check 'an interactive shell is a real one' env HOME="$work" python3 "$tests/terminal.py" "$lab"

# --- other machines

LAB_ICOUNT=1 "$lab" 'nproc; test "$(nproc)" = 1 && sleep 100' >"$work/out" 2>"$work/err" </dev/null
is "$? $(cat "$work/out")" '0 1' 'LAB_ICOUNT has one processor, and skips over idle time'

mkdir "$work/bin"
for program in bash dirname realpath uname cat perl; do ln -s "$(type -P $program)" "$work/bin/"; done
PATH=$work/bin "$lab" true >"$work/out" 2>"$work/err" </dev/null
is $? 125 'without QEMU a lab has status 125'
contains "$(cat "$work/err")" 'apt-get install --no-install-recommends qemu-system-x86' 'and says what to install'

"$lab" --fetch 9.9 >"$work/out" 2>"$work/err" </dev/null
is $? 125 'so has a kernel that there is not'

end_of_tests

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Uses scripts/lab (the argument) as someone at a terminal would: checks prompt, size, Ctrl-C and the way out."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

seen = b""


def resize(rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def type_in(text):
    os.write(terminal, text.encode())


def expect(text, seconds=60):
    """Wait until text has been printed after what was expected before."""
    global seen
    end = time.monotonic() + seconds
    while text.encode() not in seen:
        if time.monotonic() > end:
            sys.exit(f"no {text!r} within {seconds} s, but {seen!r}")
        if select.select([terminal], [], [], 0.5)[0]:
            try:
                seen += os.read(terminal, 4096)
            except OSError:
                sys.exit(f"the end instead of {text!r}: {seen!r}")
    seen = seen[seen.index(text.encode()) + len(text):]


child, terminal = pty.fork()
if child == 0:
    # The status and the terminal's state are printed by a shell that outlives the lab.
    os.environ["LAB_TIMEOUT"] = "100"
    os.execvp("bash", ["bash", "-c", '"$0"; echo "status $?"; stty -a', sys.argv[1]])

resize(33, 101)
expect("# ")
type_in("tty; echo $((6 * 7))\n")
expect("/dev/hvc0")
expect("42")
type_in("until [ \"$(stty size)\" = '33 101' ]; do sleep 0.2; done; echo first si''ze\n")
expect("first size")
resize(44, 111)
type_in("until [ \"$(stty size)\" = '44 111' ]; do sleep 0.2; done; echo second si''ze\n")
expect("second size")
type_in("echo slee''ping; sleep 1000\n")
expect("sleeping")
time.sleep(1)  # the shell says nothing when it has started sleep
type_in("\x03")
expect("# ")
type_in("echo inter''rupted $?\n")
expect("interrupted 130")
type_in("exit 9\n")
expect("status 9")
expect(" icanon")
expect(" echo ")

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Uses the shared library (the argument) as a binding would: plain functions, structs laid out by hand. TAP."""

import ctypes
import errno
import select
import socket
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_uint32, c_uint64, c_void_p, sizeof


class Params(Structure):
    LOG = CFUNCTYPE(None, c_void_p, c_int, c_char_p)
    _fields_ = [("size", c_size_t), ("log", LOG), ("log_arg", c_void_p), ("batch", c_uint32), ("reserved0", c_uint32),
                ("reserved", c_uint64 * 8)]


class Config(Structure):
    _fields_ = [("size", c_size_t), ("on_size", c_size_t), ("addr", c_char_p), ("on", c_void_p), ("user", c_void_p),
                ("local", c_char_p), ("streams_out", c_uint32), ("streams_in_max", c_uint32),
                ("connect_ms", c_uint32), ("reserved0", c_uint32), ("send_mark", c_size_t), ("send_limit", c_size_t),
                ("message_max", c_size_t), ("reserved", c_uint64 * 12)]


class Timer(Structure):
    pass


TimerFn = CFUNCTYPE(None, POINTER(Timer))
Timer._fields_ = [("fn", TimerFn), ("arg", c_void_p), ("private", c_uint64 * 8)]


class Rto(Structure):
    _fields_ = [("initial_ms", c_uint32), ("min_ms", c_uint32), ("max_ms", c_uint32)]


class OptionInfo(Structure):
    _fields_ = [("option", c_int), ("name", c_char_p), ("type", c_char_p), ("kernel", c_char_p), ("rfc", c_char_p),
                ("since", c_char_p), ("scope", c_int), ("can_get", ctypes.c_bool), ("can_set", ctypes.c_bool),
                ("size", c_size_t)]


Addr = ctypes.c_byte * 28
HANDLERS_SIZE = 8 * sizeof(c_void_p)

lib = ctypes.CDLL(sys.argv[1], use_errno=True)
for result, arguments, name in [
    (c_void_p, [c_void_p], "asctp_new_with"),
    (None, [c_void_p], "asctp_free"),
    (c_int, [c_void_p], "asctp_fd"),
    (c_int, [c_void_p], "asctp_process"),
    (c_int, [c_void_p], "asctp_run"),
    (c_char_p, [c_void_p], "asctp_why"),
    (c_void_p, [c_void_p, c_void_p], "asctp_listen_with"),
    (c_int, [c_void_p], "asctp_endpoint_port"),
    (c_int, [c_void_p, c_void_p, c_uint32], "asctp_timer_start"),
    (c_int, [c_void_p, c_void_p], "asctp_send_with"),
    (c_int, [c_char_p, c_void_p, c_size_t], "asctp_addr_parse"),
    (c_char_p, [c_void_p, c_size_t, c_char_p, c_size_t], "asctp_addrs_print"),
    (c_char_p, [c_int], "asctp_reason_name"),
    (POINTER(OptionInfo), [c_char_p], "asctp_option_find"),
    (c_int, [c_int, ctypes.c_int32, c_int, c_void_p, c_size_t], "asctp_sock_set_option"),
    (c_int, [c_int, ctypes.c_int32, c_int, c_void_p, c_size_t], "asctp_sock_get_option"),
]:
    function = getattr(lib, name)
    function.restype, function.argtypes = result, arguments

count = failures = 0


def check(good, what, seen=""):
    global count, failures
    count += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} {count} - {what}")
    if not good:
        print(f"# seen: {seen!r}")


addrs = (Addr * 4)()
text = ctypes.create_string_buffer(200)
found = lib.asctp_addr_parse(b"10.0.0.1,[2001:db8::1]:2905", addrs, 4)
check(found == 2, "addresses are read", found)
printed = lib.asctp_addrs_print(addrs, 2, text, sizeof(text))
check(printed == b"10.0.0.1,[2001:db8::1]:2905", "and printed", printed)
found = lib.asctp_addr_parse(b"nowhere", None, 0)
check(found == -errno.EINVAL, "what is no address is -EINVAL", found)
check(lib.asctp_reason_name(1) == b"closed", "reasons have names", lib.asctp_reason_name(1))

option = lib.asctp_option_find(b"rto").contents
check(option.option == 1 and option.size == sizeof(Rto), "an option is found by its name", option.option)
check(not lib.asctp_option_find(b"none"), "and one that there is not is not")
rto = Rto(100, 50, 200)
try:
    fd = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 132)
except OSError:
    check(lib.asctp_sock_set_option(-1, 0, 1, byref(rto), sizeof(rto)) == -errno.EBADF, "without SCTP: -EBADF of none")
else:
    result = lib.asctp_sock_set_option(fd.fileno(), 0, option.option, byref(rto), sizeof(rto))
    check(result == 0, "it is set", result)
    rto = Rto()
    result = lib.asctp_sock_get_option(fd.fileno(), 0, option.option, byref(rto), sizeof(rto))
    check(result == 0 and (rto.initial_ms, rto.min_ms, rto.max_ms) == (100, 50, 200), "and read", result)
    fd.close()

ctx = lib.asctp_new_with(byref(Params()))
check(ctx is None and ctypes.get_errno() == errno.EINVAL, "params without a size are EINVAL", ctx)
params = Params(size=sizeof(Params))
params.reserved[7] = 1
ctx = lib.asctp_new_with(byref(params))
check(ctx is None and ctypes.get_errno() == errno.E2BIG, "what is reserved is E2BIG", ctypes.get_errno())

said = []
ctx = lib.asctp_new_with(byref(Params(size=sizeof(Params), log=Params.LOG(lambda arg, level, line: said.append(line)))))
check(ctx, "a context is made")
check(lib.asctp_send_with(None, None) == -errno.EINVAL, "NULL in, -EINVAL out")

fired = []
timer = Timer(fn=TimerFn(lambda timer: fired.append(timer.contents.arg)), arg=42)
check(lib.asctp_timer_start(ctx, byref(timer), 1) == 0, "a timer is started")
ready = select.select([lib.asctp_fd(ctx)], [], [], 10)[0]
check(ready, "the descriptor becomes readable")
lib.asctp_process(ctx)
check(lib.asctp_run(ctx) == 0 and fired == [42], "the timer fires", fired)

config = Config(size=sizeof(Config), on_size=HANDLERS_SIZE, addr=b"127.0.0.1")
config.connect_ms = 1
endpoint = lib.asctp_listen_with(ctx, byref(config))
check(endpoint is None and ctypes.get_errno() == errno.EINVAL, "an option of connect's is refused", endpoint)
check(b"connect_ms" in lib.asctp_why(ctx), "and why is said", lib.asctp_why(ctx))
config.connect_ms = 0
endpoint = lib.asctp_listen_with(ctx, byref(config))
if endpoint:
    check(lib.asctp_endpoint_port(endpoint) > 0, "it listens")
else:
    missing = ctypes.get_errno() in (errno.EPROTONOSUPPORT, errno.ESOCKTNOSUPPORT)
    check(missing and b"SCTP" in lib.asctp_why(ctx), "without SCTP it says so", lib.asctp_why(ctx))
lib.asctp_free(ctx)
print(f"1..{count}")
sys.exit(failures > 0)

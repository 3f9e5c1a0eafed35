/* SPDX-License-Identifier: MIT */
/* tests/rfc6458/names.cc - names.c in C++. */
#include "names.c"

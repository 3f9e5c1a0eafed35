/* SPDX-License-Identifier: MIT */
/* unit/wire_same.h - for the tests that compare our copy of the kernel's interface with its header. */
#ifndef UNIT_WIRE_SAME_H
#define UNIT_WIRE_SAME_H

#include "wire_bytes.h"
#include <linux/sctp.h>
#include <netinet/in.h>

#define SAME(ours, theirs) assert_int_equal((long long)(ours), (long long)(theirs))

/* SIZE: the whole struct; MEMBER: where one is and how long. */
#define SIZE(ours, theirs) SAME(sizeof(struct ours), sizeof(theirs))
#define MEMBER(ours, member, theirs, their_member)                                             \
	do {                                                                                   \
		SAME(offsetof(struct ours, member), offsetof(theirs, their_member));           \
		SAME(sizeof(((struct ours *)0)->member), sizeof(((theirs *)0)->their_member)); \
	} while (0)
/* A flexible array has a place but no size. */
#define TAIL(ours, member, theirs, their_member) \
	SAME(offsetof(struct ours, member), offsetof(theirs, their_member))

#endif

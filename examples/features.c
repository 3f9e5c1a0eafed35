/* SPDX-License-Identifier: MIT */
/* What SCTP this kernel does, as a table. */
#include <asctp/features.h>
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void print(const asctp_feature *f)
{
	printf("%-24s %-9s  %s", f->name, asctp_availability_name(f->availability), f->what);
	if (*f->rfc)
		printf(" (RFC %s)", f->rfc);
	putchar('\n');
	if (*f->how)
		printf("%39s%s\n", "-> ", f->how);
	if (f->availability != ASCTP_HAS && f->sysctl_value >= 0)
		printf("%36s%s is %" PRId64 "\n", "", f->sysctl, f->sysctl_value);
	if (f->availability == ASCTP_UNTOLD)
		printf("%36s%s\n", "", f->error ? strerror(-f->error) : "it knows more than we do");
}

int main(void)
{
	asctp_feature features[128];
	int count = asctp_features(features, 128);

	if (count < 0) {
		errno = -count;
		err(1, "no SCTP");
	}
	for (int i = 0; i < count && i < 128; i++)
		print(&features[i]);
}

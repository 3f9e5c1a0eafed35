/* SPDX-License-Identifier: MIT */
/* socket/support.c - why there is no SCTP here, for a person. */
#include "socket/socket.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

/* A line begins with a module and a colon, then come those that it needs: of a line longer than the
 * buffer, what is read first says whose it is. */
bool socket_module_listed(FILE *list)
{
	char part[512];
	bool begins = true;

	while (fgets(part, sizeof(part), list)) {
		const char *name = begins ? strstr(part, "/sctp.ko") : NULL;
		const char *colon = strchr(part, ':');

		if (name && colon > name)
			return true;
		begins = strchr(part, '\n');
	}
	return false;
}

/* Whether the modules of the running kernel include SCTP; -1 if that cannot be told. */
static int module_there(const char *release)
{
	char path[sizeof(((struct utsname *)0)->release) + 64];
	FILE *list;
	int there;

	snprintf(path, sizeof(path), "/lib/modules/%s/modules.dep", release);
	list = fopen(path, "re");
	if (!list)
		return -1;
	there = socket_module_listed(list);
	fclose(list);
	return there;
}

const char *socket_explain_missing(char *buf, size_t size)
{
	struct utsname system;
	int there, saved = errno;

	if (uname(&system) < 0)
		strcpy(system.release, "?");
	there = module_there(system.release);
	if (there > 0)
		snprintf(buf, size,
			"the kernel (%s) has SCTP as a module that is not loaded: run \"modprobe "
			"sctp\" as "
			"root, in a container on its host. If that is refused, remove the line "
			"about sctp "
			"from /etc/modprobe.d (Fedora and RHEL: sctp-blacklist.conf)",
			system.release);
	else if (there == 0)
		snprintf(buf, size,
			"the kernel (%s) is installed without the SCTP module: install it (Fedora, "
			"RHEL: "
			"kernel-modules-extra; Ubuntu: linux-modules-extra-%s; Debian: "
			"linux-image-amd64 in "
			"place of a cloud kernel), then run \"modprobe sctp\" as root",
			system.release, system.release);
	else
		snprintf(buf, size,
			"the kernel (%s) has no SCTP, and its modules are not here: if this is a "
			"container, run \"modprobe sctp\" on its host; if the kernel was built "
			"without "
			"SCTP (CONFIG_IP_SCTP), another kernel is needed",
			system.release);
	errno = saved;
	return buf;
}

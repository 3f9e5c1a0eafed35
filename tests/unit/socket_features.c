/* SPDX-License-Identifier: MIT */
/* unit/socket_features.c - what is said of kernels old, new, without SCTP, and in pieces. */
#include "feature_kernel.h"

/* ---- What holds for every row ---- */

static void assert_sound(int count)
{
	assert_true(count > 40);
	for (int i = 0; i < count; i++) {
		const asctp_feature *f = &all[i];
		bool to_do = f->availability == ASCTP_ASK || f->availability == ASCTP_OFF ||
			     f->availability == ASCTP_FORBIDDEN;

		assert_true(f->availability >= ASCTP_HAS && f->availability <= ASCTP_UNTOLD);
		assert_true(*f->name && strlen(f->name) <= 24 && *f->what && f->rfc);
		assert_int_equal(to_do, *f->how != '\0');
		assert_true(!*f->sysctl || !strncmp(f->sysctl, "net.", 4));
		assert_true(*f->sysctl || f->sysctl_value == -1);
		assert_true(!f->privileged || *f->sysctl);
		assert_true(f->error <= 0);
		assert_true(f->availability != ASCTP_HAS || !f->error);
		if (f->availability == ASCTP_OFF)
			assert_non_null(strstr(f->how, f->sysctl));
		for (int j = 0; j < i; j++)
			assert_string_not_equal(f->name, all[j].name);
	}
}

static void rows_are_sound(void **state)
{
	(void)state;
	assert_sound(ask());
	know(120, 133, false);
	assert_sound(ask());
	know(0, 255, true);
	assert_sound(ask());
	know(0, 255, false);
	assert_sound(ask());
}

/* ---- Kernels ---- */

static void a_kernel_of_today(void **state)
{
	(void)state;
	ask();
	assert_told("one_to_one", ASCTP_HAS, 0);
	assert_told("peeloff_flags", ASCTP_HAS, 0);
	assert_told("sendall", ASCTP_HAS, 0);
	assert_told("auth", ASCTP_ASK, 0);
	assert_how("auth", "net.sctp.auth_enable", 0, "asctp_set(fd, auth_supported, true)");
	assert_true(told("auth")->privileged);
	assert_told("pr_sctp", ASCTP_HAS, 0);
	assert_how("pr_sctp", "net.sctp.prsctp_enable", 1, "");
	assert_told("interleaving", ASCTP_OFF, -EPERM);
	assert_how("interleaving", "net.sctp.intl_enable", 0, "sysctl -w net.sctp.intl_enable=1");
	assert_true(told("interleaving")->privileged);
	assert_told("udp_encapsulation", ASCTP_OFF, 0);
	assert_told("fragment_interleave_2", ASCTP_HOLLOW, 0);
	assert_told("scheduler_rr", ASCTP_HAS, 0);
	assert_told("scheduler_fc", ASCTP_LACKS, -EINVAL);
	assert_how("scheduler_fc", "", -1, "");
	assert_false(told("scheduler_fc")->privileged);
	assert_told("explicit_eor", ASCTP_LACKS, -ENOPROTOOPT);
	assert_told("notifications_stopped", ASCTP_LACKS, 0);
	assert_told("switchover", ASCTP_ASK, 0);
	assert_told("low_ports", ASCTP_HAS, 0);
	assert_told("auto_asconf", ASCTP_ASK, 0);
	assert_how("auto_asconf", "net.sctp.default_auto_asconf", 0,
		"asctp_set(fd, auto_asconf, true), besides what asconf needs");
}

/* RHEL 8's: the options that override the sysctls are not there yet. */
static void an_old_kernel(void **state)
{
	(void)state;
	know(126, 133, false);
	know(36, 37, false);
	kernel.events = 13;
	ask();
	assert_told("send_failed_event", ASCTP_LACKS, 0);
	assert_told("sender_dry", ASCTP_HAS, 0);
	assert_told("event_by_assoc", ASCTP_LACKS, -ENOPROTOOPT);
	assert_told("auth", ASCTP_OFF, 0);
	assert_how("auth", "net.sctp.auth_enable", 0, "sysctl -w net.sctp.auth_enable=1");
	assert_told("hmac_sha256", ASCTP_OFF, 0);
	assert_how("hmac_sha256", "net.sctp.auth_enable", 0, "sysctl -w net.sctp.auth_enable=1");
	assert_told("ecn", ASCTP_HAS, 0);
	assert_told("plpmtud", ASCTP_LACKS, -ENOPROTOOPT);
	assert_told("udp_encapsulation", ASCTP_LACKS, -ENOPROTOOPT);

	set_sysctl("net.sctp.auth_enable", "1\n", 0);
	ask();
	assert_told("auth", ASCTP_HAS, 0);
	assert_told("hmac_sha256", ASCTP_HAS, 0);
	assert_told("auth_deactivate", ASCTP_HAS, 0);
	assert_told("asconf", ASCTP_OFF, 0);
	assert_told("auto_asconf", ASCTP_OFF, 0);

	set_sysctl("net.sctp.auth_enable", NULL, -EACCES);
	ask();
	assert_told("auth", ASCTP_UNTOLD, -EACCES);
	assert_told("asconf", ASCTP_UNTOLD, -EACCES);
}

/* It knows what we do not; what it is cannot be told by a number. */
static void a_new_kernel(void **state)
{
	(void)state;
	kernel.known[134] = true;
	kernel.events = 15;
	kernel.schedulers = 9;
	kernel.interleaves = true;
	ask();
	assert_told("explicit_eor", ASCTP_UNTOLD, 0);
	assert_told("zero_checksum", ASCTP_UNTOLD, 0);
	assert_told("notifications_stopped", ASCTP_UNTOLD, 0);
	assert_told("scheduler_wfq", ASCTP_HAS, 0);
	assert_told("fragment_interleave_2", ASCTP_HAS, 0);
}

static void every_switch_on(void **state)
{
	(void)state;
	fresh_number(KERNEL_AUTH_SUPPORTED, 4, 1, 4);
	fresh_number(KERNEL_ASCONF_SUPPORTED, 4, 1, 4);
	fresh_number(KERNEL_RECONFIG_SUPPORTED, 4, 1, 4);
	fresh_number(KERNEL_AUTO_ASCONF, 0, 1, 4);
	fresh_number(KERNEL_EXPOSE_POTENTIALLY_FAILED_STATE, 4, 2, 4);
	fresh_number(KERNEL_PEER_ADDR_THLDS_V2, 140, 7, 2);
	fresh_number(KERNEL_REMOTE_UDP_ENCAPS_PORT, 136, 9899, 2);
	fresh_number(KERNEL_PLPMTUD_PROBE_INTERVAL, 136, 5000, 4);
	set_sysctl("net.sctp.addip_noauth_enable", "1\n", 0);
	set_sysctl("net.sctp.udp_port", "9899\n", 0);
	set_sysctl("net.sctp.intl_enable", "1\n", 0);
	set_sysctl("net.sctp.sndbuf_policy", "1\n", 0);
	kernel.set_error[KERNEL_INTERLEAVING_SUPPORTED] = 0;
	ask();
	assert_told("auth", ASCTP_HAS, 0);
	assert_told("asconf", ASCTP_HAS, 0);
	assert_told("asconf_without_auth", ASCTP_HAS, 0);
	assert_told("auto_asconf", ASCTP_HAS, 0);
	assert_told("reconfig", ASCTP_HAS, 0);
	assert_told("reconfig_requests", ASCTP_ASK, 0);
	assert_told("interleaving", ASCTP_ASK, 0);
	assert_told("expose_pf", ASCTP_HAS, 0);
	assert_told("switchover", ASCTP_HAS, 0);
	assert_told("udp_encapsulation", ASCTP_HAS, 0);
	assert_told("plpmtud", ASCTP_HAS, 0);
	assert_told("send_buffer_per_assoc", ASCTP_HAS, 0);
	assert_told("receive_buffer_per_assoc", ASCTP_OFF, 0);

	/* a part is not more available than the whole */
	fresh_number(KERNEL_AUTH_SUPPORTED, 4, 0, 4);
	set_sysctl("net.sctp.pf_enable", "0\n", 0);
	ask();
	assert_told("asconf", ASCTP_ASK, 0);
	assert_how("asconf", "net.sctp.auth_enable", 0, "asctp_set(fd, auth_supported, true)");
	assert_told("auto_asconf", ASCTP_ASK, 0);
	assert_told("asconf_without_auth", ASCTP_HAS, 0);
	assert_told("expose_pf", ASCTP_OFF, 0);
	assert_how("expose_pf", "net.sctp.pf_enable", 0, "sysctl -w net.sctp.pf_enable=1");
	set_sysctl("net.sctp.udp_port", "1\n", 0);
	fresh_number(KERNEL_REMOTE_UDP_ENCAPS_PORT, 136, 0, 2);
	ask();
	assert_told("udp_encapsulation", ASCTP_ASK, 0);
}

static void accepted_and_not_done(void **state)
{
	(void)state;
	kernel.deaf[KERNEL_PEER_ADDR_PARAMS] = true;
	kernel.deaf[KERNEL_AUTOCLOSE] = true;
	kernel.deaf[KERNEL_AUTH_SUPPORTED] = true;
	kernel.granted = 212992;
	ask();
	assert_told("dscp", ASCTP_HOLLOW, 0);
	assert_told("flow_label", ASCTP_HOLLOW, 0);
	assert_told("autoclose", ASCTP_HOLLOW, 0);
	assert_told("auth", ASCTP_HOLLOW, 0);
	assert_told("auth_deactivate", ASCTP_HOLLOW, 0);
	assert_told("large_send_buffer", ASCTP_HOLLOW, 0);
	/* the flag was kept, the value was not */
	fresh_number(KERNEL_PEER_ADDR_PARAMS, offsetof(struct kernel_paddrparams, flags),
		KERNEL_SPP_DSCP | KERNEL_SPP_IPV6_FLOWLABEL, 4);
	ask();
	assert_told("dscp", ASCTP_HOLLOW, 0);
	assert_told("flow_label", ASCTP_HOLLOW, 0);
	kernel.deaf[KERNEL_PEER_ADDR_PARAMS] = false;
	ask();
	assert_told("dscp", ASCTP_HAS, 0);
	assert_told("flow_label", ASCTP_HAS, 0);
	kernel.set_error[KERNEL_PEER_ADDR_PARAMS] = -EINVAL; /* before 4.19: the size is wrong */
	ask();
	assert_told("dscp", ASCTP_LACKS, -EINVAL);
}

/* ---- Privileges ---- */

static void without_privileges(void **state)
{
	(void)state;
	kernel.force_error = -EPERM;
	kernel.bind_error = -EACCES;
	ask();
	assert_told("large_send_buffer", ASCTP_FORBIDDEN, -EPERM);
	assert_told("large_receive_buffer", ASCTP_FORBIDDEN, -EPERM);
	assert_int_equal(told("large_receive_buffer")->sysctl_value, 212992);
	assert_told("low_ports", ASCTP_FORBIDDEN, -EACCES);
	assert_how("low_ports", "net.ipv4.ip_unprivileged_port_start", 1024,
		"CAP_NET_BIND_SERVICE, or sysctl -w net.ipv4.ip_unprivileged_port_start=0");
	assert_true(told("low_ports")->privileged);
	kernel.bind_error = -EADDRINUSE; /* somebody has it, but we may */
	ask();
	assert_told("low_ports", ASCTP_HAS, 0);
	kernel.bind_error = -EIO;
	ask();
	assert_told("low_ports", ASCTP_UNTOLD, -EIO);
}

/* A filter refuses calls at will: that says nothing of the kernel. */
static void refused_by_others(void **state)
{
	(void)state;
	set_sysctl("net.sctp.intl_enable", "1\n", 0);
	kernel.get_error[KERNEL_AUTH_SUPPORTED] = -EPERM;
	kernel.set_error[KERNEL_RECONFIG_SUPPORTED] = -EACCES;
	kernel.send_error = -EPERM;
	ask();
	assert_told("interleaving", ASCTP_UNTOLD, -EPERM);
	assert_told("auth", ASCTP_UNTOLD, -EPERM);
	assert_told("hmac_sha256", ASCTP_UNTOLD, -EPERM);
	assert_told("reconfig", ASCTP_UNTOLD, -EACCES);
	assert_told("sendall", ASCTP_UNTOLD, -EPERM);
	kernel.send_error = -EINVAL; /* what a kernel says to a flag that it does not know */
	ask();
	assert_told("sendall", ASCTP_LACKS, -EINVAL);
}

/* ---- Sysctls ---- */

static void sysctls_in_pieces(void **state)
{
	static const struct {
		const char *text;
		int error, told;
		asctp_availability availability;
		int64_t value;
	} texts[] = {
		{ "1\n", 0, 0, ASCTP_HAS, 1 },
		{ "0", 0, 0, ASCTP_OFF, 0 },
		{ " 2", 0, 0, ASCTP_HAS, 2 },
		{ "", 0, -EINVAL, ASCTP_UNTOLD, -1 },
		{ "\n", 0, -EINVAL, ASCTP_UNTOLD, -1 },
		{ "sha256\n", 0, -EINVAL, ASCTP_UNTOLD, -1 },
		{ "-5\n", 0, -EINVAL, ASCTP_UNTOLD, -1 },
		{ "9223372036854775807\n", 0, 0, ASCTP_HAS, INT64_MAX },
		{ "", -ENOENT, -ENOENT, ASCTP_UNTOLD, -1 },
		{ "", -EACCES, -EACCES, ASCTP_UNTOLD, -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		set_sysctl("net.sctp.rcvbuf_policy", texts[i].text, texts[i].error);
		ask();
		assert_told("receive_buffer_per_assoc", texts[i].availability, texts[i].told);
		assert_int_equal(told("receive_buffer_per_assoc")->sysctl_value, texts[i].value);
	}
}

/* Without /proc the probes still tell what they can. */
static void no_sysctl_at_all(void **state)
{
	(void)state;
	memset(kernel.sysctl, 0, sizeof(kernel.sysctl));
	assert_sound(ask());
	assert_told("auth", ASCTP_ASK, 0);
	assert_how("auth", "net.sctp.auth_enable", -1, "asctp_set(fd, auth_supported, true)");
	assert_told("pr_sctp", ASCTP_HAS, 0);
	assert_told("interleaving", ASCTP_OFF, -EPERM);
	assert_told("potentially_failed", ASCTP_UNTOLD, -ENOENT);
	assert_told("ipv6", ASCTP_UNTOLD, -ENOENT);
	assert_told("low_ports", ASCTP_HAS, 0);
}

/* ---- Sockets ---- */

static void styles_and_families(void **state)
{
	(void)state;
	kernel.socket_error = -EAFNOSUPPORT;
	kernel.fail_family = AF_INET6;
	ask();
	assert_told("ipv6", ASCTP_LACKS, -EAFNOSUPPORT);
	assert_told("flow_label", ASCTP_LACKS, -EAFNOSUPPORT);
	assert_told("one_to_many", ASCTP_HAS, 0);

	kernel.fail_family = 0;
	kernel.fail_type = SOCK_STREAM;
	kernel.socket_error = -EPROTONOSUPPORT;
	ask();
	assert_told("one_to_one", ASCTP_LACKS, -EPROTONOSUPPORT);
	assert_told("reuse_port", ASCTP_LACKS, -EPROTONOSUPPORT);
	assert_told("ipv6", ASCTP_HAS, 0);

	kernel.fail_type = 0;
	kernel.fail_family = 0;
	set_sysctl("net.ipv6.conf.all.disable_ipv6", "1\n", 0);
	kernel.socket_error = 0;
	ask();
	assert_told("ipv6", ASCTP_OFF, 0);
	assert_how("ipv6", "net.ipv6.conf.all.disable_ipv6", 1,
		"sysctl -w net.ipv6.conf.all.disable_ipv6=0");
}

static void no_sctp_at_all(void **state)
{
	static const int errors[] = { -EPROTONOSUPPORT, -ESOCKTNOSUPPORT, -EACCES };

	(void)state;
	for (size_t i = 0; i < COUNT(errors); i++) {
		kernel.socket_error = errors[i];
		assert_int_equal(ask(), errors[i]);
	}
}

/* Nothing is left open and nothing is written, wherever it was that something ran out. */
static void running_out_half_way(void **state)
{
	static const int errors[] = { -EMFILE, -ENFILE, -ENOMEM, -ENOBUFS };
	asctp_feature untouched[MAX];
	int result = 0;

	(void)state;
	memset(untouched, 0x5a, sizeof(untouched));
	for (int at = 0; result <= 0; at++) {
		kernel.made = 0;
		kernel.fail_at = at;
		kernel.socket_error = errors[at % 4];
		memset(all, 0x5a, sizeof(all));
		result = ask();
		if (result > 0) {
			assert_true(at > 40);
			break;
		}
		assert_int_equal(result, errors[at % 4]);
		assert_memory_equal(all, untouched, sizeof(all));
	}
	/* an option that finds no hash */
	kernel.socket_error = 0;
	kernel.set_error[KERNEL_AUTH_SUPPORTED] = -ENOMEM;
	assert_sound(ask());
	assert_told("auth", ASCTP_UNTOLD, -ENOMEM);
	assert_told("hmac_sha256", ASCTP_UNTOLD, -ENOMEM);
	assert_told("ecn", ASCTP_HAS, 0);
	set_sysctl("net.sctp.rcvbuf_policy", NULL, -EMFILE);
	assert_int_equal(ask(), -EMFILE);
}

/* ---- The caller ---- */

static void fewer_than_there_are(void **state)
{
	int count = ask();
	asctp_feature few[4];

	(void)state;
	assert_int_equal(socket_features(&sys, NULL, 0, sizeof(*few)), count);
	memset(few, 0x5a, sizeof(few));
	assert_int_equal(socket_features(&sys, few, 3, sizeof(*few)), count);
	assert_string_equal(few[2].name, "ipv6");
	assert_int_equal(*(unsigned char *)&few[3], 0x5a);
	assert_int_equal(socket_features(&sys, all, (size_t)count, sizeof(*all)), count);
}

static void callers_of_other_sizes(void **state)
{
	static const size_t sizes[] = { offsetof(asctp_feature, reserved),
		sizeof(asctp_feature) - 8, sizeof(asctp_feature) + 8, sizeof(asctp_feature) + 100 };
	int count = ask();

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		const size_t size = sizes[i];
		const size_t known = size < sizeof(*all) ? size : sizeof(*all);
		/* exactly as much as is told, so that a sanitizer sees one byte more */
		unsigned char *theirs = malloc((size_t)count * size);

		assert_non_null(theirs);
		memset(theirs, 0x5a, (size_t)count * size);
		assert_int_equal(
			socket_features(&sys, (asctp_feature *)(void *)theirs, (size_t)count, size),
			count);
		for (int row = 0; row < count; row++) {
			assert_memory_equal(theirs + (size_t)row * size, &all[row], known);
			for (size_t at = known; at < size; at++)
				assert_int_equal(theirs[(size_t)row * size + at], 0);
		}
		free(theirs);
	}
}

static void bad_arguments(void **state)
{
	(void)state;
	assert_int_equal(asctp_features(NULL, 1), -EINVAL);
	assert_int_equal(asctp_features_with(all, MAX, 0), -EINVAL);
	assert_int_equal(asctp_features_with(all, MAX, 63), -EINVAL);
}

static void names(void **state)
{
	static const char *const expected[] = { "unknown", "has", "ask", "off", "hollow", "lacks",
		"forbidden", "untold", "unknown" };

	(void)state;
	for (int i = 0; i <= ASCTP_UNTOLD + 1; i++)
		assert_string_equal(asctp_availability_name((asctp_availability)i), expected[i]);
	assert_string_equal(asctp_availability_name((asctp_availability)-1), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(rows_are_sound, begin),
		cmocka_unit_test_setup(a_kernel_of_today, begin),
		cmocka_unit_test_setup(an_old_kernel, begin),
		cmocka_unit_test_setup(a_new_kernel, begin),
		cmocka_unit_test_setup(every_switch_on, begin),
		cmocka_unit_test_setup(accepted_and_not_done, begin),
		cmocka_unit_test_setup(without_privileges, begin),
		cmocka_unit_test_setup(refused_by_others, begin),
		cmocka_unit_test_setup(sysctls_in_pieces, begin),
		cmocka_unit_test_setup(no_sysctl_at_all, begin),
		cmocka_unit_test_setup(styles_and_families, begin),
		cmocka_unit_test_setup(no_sctp_at_all, begin),
		cmocka_unit_test_setup(running_out_half_way, begin),
		cmocka_unit_test_setup(fewer_than_there_are, begin),
		cmocka_unit_test_setup(callers_of_other_sizes, begin),
		cmocka_unit_test(bad_arguments),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

# SPDX-License-Identifier: MIT
# The front door: what people type. meson builds, scripts/ does the rest.

PREFIX ?= /usr/local
BUILD := build/release

all: $(BUILD)/build.ninja ## build the library and the examples into build/release
	@ninja -C $(BUILD)

demo: ## show it at work: two hosts, two paths, one fails under traffic
	@scripts/install-deps build lab
	@$(MAKE) --no-print-directory all
	@scripts/demo $(BUILD)

check: ## all tests on this host and on a kernel with SCTP; KERNEL=6.12: on that one
	@scripts/install-deps build check lab interop
	@scripts/check check

check-quick: ## the tests that need no kernel with SCTP
	@scripts/install-deps build check
	@scripts/check quick

check-all: ## everything: all kernels, fuzzing, the demo; up to an hour
	@scripts/install-deps build check lab
	@scripts/install-deps interop interop-all || echo 'without some programs of others: their tests are skipped'
	@scripts/check all

conformance: ## RFC 6458 section by section on each kernel; writes docs/conformance.md
	@scripts/install-deps build check lab
	@[ -e build/gcc/build.ninja ] || meson setup build/gcc
	@ninja -C build/gcc
	@scripts/conformance build/gcc

lab: ## a shell on a kernel with SCTP; scripts/lab --help tells more
	@scripts/install-deps lab
	@scripts/lab

format: ## reformat all C and C++
	@scripts/install-deps check
	@scripts/sources c | xargs clang-format -i

lint: ## format, cppcheck, shellcheck, the order of the layers, the manual
	@scripts/install-deps build check
	@scripts/check lint

install: all ## install to PREFIX, /usr/local by default, below DESTDIR
	@meson configure $(BUILD) -Dprefix=$(PREFIX)
	@DESTDIR=$(DESTDIR) meson install -C $(BUILD)
	@[ -n "$(DESTDIR)" ] || [ "$$(id -u)" -ne 0 ] || ldconfig

docs: ## print anew what is printed from tables: docs/state-machine.md, man/asctp_options.7
	@scripts/install-deps build check
	@[ -e build/gcc/build.ninja ] || meson setup build/gcc
	@ninja -C build/gcc tools/state-table tools/option-page
	@build/gcc/tools/state-table >docs/state-machine.md
	@build/gcc/tools/option-page --print man/asctp_options.7 >build/asctp_options.7
	@mv build/asctp_options.7 man/

clean: ## remove what was built
	rm -rf build

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

$(BUILD)/build.ninja:
	@type meson ninja >/dev/null 2>&1 || { echo 'meson or ninja is missing: scripts/install-deps build'; exit 1; }
	@meson setup $(BUILD) -Db_ndebug=true -Dtests=false

.PHONY: all demo check check-quick check-all conformance lab format lint install docs clean help

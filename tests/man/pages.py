#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
Tests that the manual's pages and the public headers say the same: names, prototypes, constants, members, options; and
that the examples in the pages compile. TAP.

    pages.py CC...
"""

import collections
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = ROOT / "include" / "asctp"
DESCRIPTOR = ["addr", "event", "features", "options", "socket"]  # the headers that the pages are about
COMPILE = sys.argv[1:] + ["-std=c11", "-Wall", "-Wextra", "-Werror", "-O1", f"-I{ROOT / 'include'}",
                          "-x", "c", "-c", "-o", "/dev/null", "-"]

count = failures = 0


def check(good, what, seen=""):
    global count, failures
    count += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} {count} - {what}")
    if not good:
        print("".join(f"# {line}\n" for line in str(seen).splitlines()), end="")


def compiles(program, what):
    run = subprocess.run(COMPILE, input=program, capture_output=True, text=True, check=False)
    check(run.returncode == 0, what, run.stderr)


def without_comments(text):
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)


class Page:
    def __init__(self, path):
        self.file, (self.name, self.section) = path.name, path.name.split(".")
        self.text = re.sub(r'^\.\\".*\n', "", path.read_text(), flags=re.MULTILINE)  # without comments
        self.parts = {}
        for line in self.text.splitlines():
            if line.startswith(".Sh "):
                part = self.parts.setdefault(line[4:], [])
            elif self.parts:
                part.append(line)
        self.names = [line.split()[1] for line in self.parts["NAME"] if line.startswith(".Nm ")]

    def arguments(self, macro):
        """The words that stand after a macro, up to the next one: members, options, constants."""
        for line in self.text.splitlines():
            words = line.lstrip(".").split() if line.startswith(".") else []
            taken = False
            for word in words:
                if re.fullmatch(r"[A-Z][a-z]", word):
                    taken = word == macro
                elif taken and re.fullmatch(r"\*?[\w.]*\w", word):
                    yield from word.lstrip("*").split(".")

    def prototypes(self):
        """Of SYNOPSIS: (name, declaration); those of a macro are none in C."""
        result = name = ""
        for line in self.parts["SYNOPSIS"]:
            words = shlex.split(line)
            if line.startswith(".Ft "):
                result = words[1]
            elif line.startswith(".Fn "):
                yield words[1], f"{result} {words[1]}({', '.join(words[2:])});"
            elif line.startswith(".Fo "):
                name, parameters = words[1], []
            elif line.startswith(".Fa "):
                parameters.append(words[1])
            elif line.startswith(".Fc"):
                yield name, f"{result} {name}({', '.join(parameters)});"

    def examples(self):
        taken = None
        for line in self.parts.get("EXAMPLES", []):
            if line.startswith(".Bd -literal"):
                taken = []
            elif line.startswith(".Ed"):
                yield "\n".join(taken) + "\n"
                taken = None
            elif taken is not None:
                taken.append(line.removeprefix(r"\&").replace(r"\e", "\\"))


def guarded(names, line):
    """A line of C for each name that is no macro; a macro is there, which is enough."""
    return "".join(f"#ifndef {name}\n{line(name)}\n#endif\n" for name in names)


pages = [Page(path) for path in sorted((ROOT / "man").glob("*.[1-9]"))]
headers = {path.stem: without_comments(path.read_text()) for path in HEADERS.glob("*.h")}
ours = "".join(headers[name] for name in DESCRIPTOR)
includes = "".join(f"#include <asctp/{name}.h>\n" for name in ["asctp", *DESCRIPTOR])
written = "".join(page.text for page in pages)
words_written = set(re.findall(r"\w+", written))

# Functions and macros: each in one page, with its prototype.
declared = set(re.findall(r"\b(asctp_[a-z0-9_]*[a-z0-9])\(", ours))
paged = collections.Counter(name for page in pages for name in page.names)
check(len(declared) > 40 and len(pages) > 10, "there are functions and pages", declared)
check(not declared - set(paged), "every function has a page", sorted(declared - set(paged)))
check(max(paged.values()) == 1, "and only one", paged.most_common(3))
everything = declared | set(re.findall(r"\b(asctp_[a-z0-9_]*[a-z0-9])\(", headers["asctp"]))
for page in pages:
    names = set(page.names)
    check(page.names[0] == page.name and f".Dt {page.name.upper()} {page.section}\n" in page.text,
          f"{page.file} is what it says", page.names)
    functions = dict(page.prototypes()) if page.section == "3" else {}
    check(set(functions) == names & everything and names - everything <= {page.name},
          f"{page.file} names the functions that it shows, which exist", set(functions) ^ names)
    compiles(includes + guarded(functions, functions.get), f"{page.file} has the prototypes of the headers")

# Examples.
for page in pages:
    examples = list(page.examples())
    check(examples, f"{page.file} has an example")
    for number, example in enumerate(examples, 1):
        compiles(example, f"{page.file}: example {number} compiles")

# Features: the words that asctp_features() tells.
rows = re.findall(r'FEATURE\("(\w+)"', (ROOT / "src" / "socket" / "features.c").read_text())
page = next(page for page in pages if page.name == "asctp_features")
listed = page.text.split("\n.Ss Features\n")[1].split("\n.El\n")[0]
check(len(rows) > 40 and re.findall(r"^\.It (\w+)$", listed, re.MULTILINE) == rows, "asctp_features(3) lists the features",
      rows)

# References.
known = {f"{name} {page.section}" for page in pages for name in page.names}
for page in pages:
    referred = set(re.findall(r"^\.Xr (asctp\w+ \d)", page.text, re.MULTILINE))
    check(referred <= known, f"{page.file} refers to pages that there are", referred - known)

# Constants: those named exist, and all are named. The options' are in a table of their own.
constants = set(re.findall(r"(?<!^\.Dt )\bASCTP_[A-Z0-9_]*[A-Z0-9]\b", written, re.MULTILINE))
compiles(includes + "void named(void)\n{\n" + guarded(sorted(constants), "(void)({});".format) + "}\n",
         "the constants in the pages exist")
notifications = set(re.findall(r"X\(0x8\w+, (\w+),", ours))
exist = set(re.findall(r"\bASCTP_[A-Z0-9_]*[A-Z0-9]\b", ours)) | {f"ASCTP_{name}" for name in notifications}
exist -= {name for name in exist if name.endswith("_H")} | {"ASCTP_API", "ASCTP_OPTIONS", "ASCTP_NOTIFICATIONS"}
check(notifications and exist <= constants, "all constants are in the pages", sorted(exist - constants))

# Members: those named exist, and all are named.
members = set()
for body in re.findall(r"typedef (?:struct|union) \w+ \{(.*?)^\} \w+;", ours, re.DOTALL | re.MULTILINE):
    body = re.sub(r"union \{|\};", "", body)
    for declaration in body.split(";"):
        members.update(re.findall(r"(\w+)\s*(?:\[\w+\]\s*)?(?:,|$)", declaration.strip()))
members = {name for name in members if not name.startswith("reserved")}
check(len(members) > 100 and members <= words_written, "every member is in the pages", sorted(members - words_written))
tokens = set(re.findall(r"\w+", "".join(headers.values())))
for page in pages:
    strangers = set(page.arguments("Fa")) - tokens
    check(not strangers, f"{page.file} names members and parameters that there are", sorted(strangers))

# Options, where one is named.
options = set(re.findall(r"X\( ?\d+, (\w+),", ours))
for page in pages:
    strangers = set(page.arguments("Cm")) - options
    check(options and not strangers, f"{page.file} names options that there are", sorted(strangers))

print(f"1..{count}")
sys.exit(failures > 0)

/* SPDX-License-Identifier: MIT */
/* The commands of asctp: each is a file, a function here and a row of the table in main.c. */
#pragma once

/* argv[0] is the command's name. Returns the exit status. */
int command_shim(int argc, char **argv);

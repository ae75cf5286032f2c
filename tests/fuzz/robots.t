#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_robots "${srcdir:-.}/tests/fuzz/seeds_robots"

#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_typed "${srcdir:-.}/tests/fuzz/seeds_typed"

#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_wire "${srcdir:-.}/tests/fuzz/seeds_wire"

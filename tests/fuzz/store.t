#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_store "${srcdir:-.}/tests/fuzz/seeds_store"

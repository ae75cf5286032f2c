#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_against "${srcdir:-.}/tests/fuzz/seeds_against"

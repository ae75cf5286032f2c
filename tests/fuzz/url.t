#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_url "${srcdir:-.}/tests/fuzz/seeds_url"

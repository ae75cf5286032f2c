#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_settings "${srcdir:-.}/tests/fuzz/seeds_settings"

#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_client "${srcdir:-.}/tests/fuzz/seeds_client"

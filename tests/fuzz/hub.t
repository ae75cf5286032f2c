#!/bin/sh
# SPDX-License-Identifier: ISC
exec ./tests/fuzz_hub "${srcdir:-.}/tests/fuzz/seeds_hub"

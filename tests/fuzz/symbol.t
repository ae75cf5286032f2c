#!/bin/sh
exec ./tests/fuzz_symbol "${srcdir:-.}/tests/fuzz/seeds_symbol"

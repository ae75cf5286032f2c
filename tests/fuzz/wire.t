#!/bin/sh
exec ./tests/fuzz_wire "${srcdir:-.}/tests/fuzz/seeds_wire"

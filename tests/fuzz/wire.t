#!/bin/sh
exec ./tests/fuzz_wire "${srcdir:-.}/tests/fuzz/wire"

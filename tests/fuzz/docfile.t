#!/bin/sh
exec ./tests/fuzz_docfile "${srcdir:-.}/tests/fuzz/seeds_docfile"

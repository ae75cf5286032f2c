#!/bin/sh
exec ./tests/fuzz_parse_papers "${srcdir:-.}/tests/fuzz/seeds_papers"

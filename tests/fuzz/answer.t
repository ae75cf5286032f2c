#!/bin/sh
exec ./tests/fuzz_answer "${srcdir:-.}/tests/fuzz/seeds_answer"

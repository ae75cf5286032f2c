#!/bin/sh
exec ./tests/fuzz_url "${srcdir:-.}/tests/fuzz/seeds_url"

#!/bin/sh
exec ./tests/fuzz_parse_pdf "${srcdir:-.}/tests/fuzz/seeds_pdf"

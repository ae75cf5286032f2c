#!/bin/sh
exec ./tests/fuzz_parse_html "${srcdir:-.}/tests/fuzz/parse_html"

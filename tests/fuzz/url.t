#!/bin/sh
exec ./tests/fuzz_url "${srcdir:-.}/tests/fuzz/url"

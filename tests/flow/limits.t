#!/bin/sh
# SPDX-License-Identifier: ISC
# What is too much for 10 s of work or 256 MB is shown as far as that reaches, and the reader
# is told which of them it was: PDF through pdftohtml, which knows no limit of its own.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v pdftohtml >/dev/null 2>&1 || { echo "1..0 # SKIP pdftohtml is not here"; exit 0; }
echo 1..12

# A PDF whose first page has 55 lines, and whose second has what is in the file; then pieces
# that it may draw, each of which draws the next ten times. It has no table of places: they
# are looked for.
awk 'BEGIN { print "BT /F1 12 Tf 90 700 Td"; for (i = 0; i < 55; i++)
	printf "0 -12 Td (The gauge of the quay was read twice, in line %d of it.) Tj\n", i; print "ET" }' >"$tmp/first"
stream() { # NUMBER FILE MORE
	printf '%s 0 obj\n<< /Length %s %s>>\nstream\n' "$1" "$(wc -c <"$2" | tr -d ' ')" "$3"
	cat "$2"
	printf '\nendstream\nendobj\n'
}
form='/Type /XObject /Subtype /Form /BBox [0 0 612 792]'
make_pdf() { # FILE NESTED PAGES
	printf '%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n'
	printf '2 0 obj\n<< /Type /Pages /Kids [%s] /Count 2 >>\nendobj\n' "${3:-4 0 R 5 0 R}"
	printf '3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n'
	for i in 4 5; do
		printf '%s 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %s 0 R' $i $((i + 2))
		printf ' /Resources << /Font << /F1 3 0 R >> /XObject << /X 8 0 R >> >> >>\nendobj\n'
	done
	stream 6 "$tmp/first"
	stream 7 "$1"
	echo '/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do' >"$tmp/ten"
	i=8
	while [ $i -lt $((8 + $2)) ]; do
		stream $i "$tmp/ten" "$form /Resources << /XObject << /X $((i + 1)) 0 R >> >> "
		i=$((i + 1))
	done
	echo '0 0 m 1 1 l S' >"$tmp/line"
	stream $i "$tmp/line" "$form "
	printf 'trailer\n<< /Size %s /Root 1 0 R >>\n%%%%EOF\n' $((i + 1))
}

show() { ./palais --no-config -l en -S "$tmp/own.store" "$@" >"$tmp/out" 2>"$tmp/err"; }

awk 'BEGIN { print "BT /F1 12 Tf 90 700 Td"; for (i = 0; i < 1500000; i++) print "(a) Tj"; print "ET" }' >"$tmp/words"
make_pdf "$tmp/words" 0 >"$tmp/large.pdf"
if ! grep -q 'define PALAIS_ASAN 1' config.h; then
	show -f docfile show "$tmp/large.pdf"
	grep -q '^F limit memory 256$' "$tmp/out"; ok $? "a PDF that takes more than 256 MB says so"
	grep -q '^T .*in line 1 of it' "$tmp/out"; ok $? "and what was read until then is shown"
	if grep -q 'terminate called\|bad_alloc\|Out of memory\|incomplete\|damaged' "$tmp/out"; then ok 1 "and nothing else"
	else ok 0 "and nothing else"; fi
	show show "$tmp/large.pdf"
	grep -q 'stopped at 256 MB of memory: what was read is shown' "$tmp/out"; ok $? "in words"
else
	for what in 1 2 3 4; do ok 0 "memory is not limited here: $what"; done
fi

echo '/X Do' >"$tmp/draws"
make_pdf "$tmp/draws" 12 >"$tmp/endless.pdf"
show -f docfile show "$tmp/endless.pdf"
grep -q '^F limit time 10$' "$tmp/out"; ok $? "a PDF of 30 KB that never ends is stopped at 10 s of work"
grep -q '^T .*in line 1 of it' "$tmp/out"; ok $? "and what was read until then is shown"
grep -q '^F error' "$tmp/out"; [ $? = 1 ]; ok $? "which is no error"

# where nothing was read until then
make_pdf "$tmp/words" 0 '5 0 R 4 0 R' >"$tmp/first.pdf"
show -f docfile show "$tmp/first.pdf"
grep -q '^F error stopped at 256 MB of memory: no page of the PDF was read until then' "$tmp/out" ||
	grep -q 'define PALAIS_ASAN 1' config.h
ok $? "where no page was read the limit is named"
printf '%%PDF-1.4\nnothing that follows\n%%%%EOF\n' >"$tmp/bad.pdf"
show -f docfile show "$tmp/bad.pdf"
grep -q '^F error the PDF is damaged' "$tmp/out"; ok $? "and damaged is said of what is damaged alone"

# Names that stand for others take memory of the library that reads XML, before there is a word.
awk 'BEGIN { x = "x"; for (i = 0; i < 10; i++) x = x x; printf "<?xml version=\"1.0\"?><!DOCTYPE akomaNtoso ["
	for (i = 0; i < 60000; i++) printf "<!ENTITY e%d \"%s\">", i, x
	print "]><akomaNtoso><statement><body><p>Words.</p></body></statement></akomaNtoso>" }' >"$tmp/names.akn"
show -f docfile show "$tmp/names.akn"
grep -q '^F error stopped at 256 MB of memory' "$tmp/out" || grep -q 'define PALAIS_ASAN 1' config.h
ok $? "memory that libxml2 is refused is told as that"
rm -f "$tmp/names.akn"

# More elements than there is room for: what was read is shown, and is not damaged.
awk 'BEGIN { print "<akomaNtoso><statement><body><p>Words of it.</p>"; for (i = 0; i < 400000; i++) printf "<p/><p/><p/><p/><p/><p/><p/><p/><p/><p/><p/>"
	print "</body></statement></akomaNtoso>" }' >"$tmp/many.akn"
show -f docfile show "$tmp/many.akn"
grep -q '^F limit elements 4000000$' "$tmp/out" && grep -q '^T .*Words of it' "$tmp/out"; ok $? "elements without end are read as far as there is room"
grep -q '^F incomplete' "$tmp/out"; [ $? = 1 ]; ok $? "and called whole but for that"

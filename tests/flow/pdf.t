#!/bin/sh
# SPDX-License-Identifier: ISC
# PDF documents through the real programs: pdftohtml sealed, the parser sealed, over
# the line and from a file, whatever they are said to be.
. "${srcdir:-.}/tests/flow/lib.sh"
command -v pdftohtml >/dev/null 2>&1 || { echo "1..0 # SKIP pdftohtml is not here"; exit 0; }
echo 1..14
export PALAIS_NOW=2026-11-22T12:00:00
mkdir -p "$tmp/root"

# A page with one line of text, by hand; the table of places at its end is right.
make_pdf() { # TEXT
	stream="BT /F1 12 Tf 90 700 Td ($1) Tj ET"
	{
		printf '%%PDF-1.4\n'
		printf '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n'
		printf '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n'
		printf '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R'
		printf ' /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n'
		printf '4 0 obj\n<< /Length %s >>\nstream\n%s\nendstream\nendobj\n' "${#stream}" "$stream"
		printf '5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n'
	} >"$tmp/body"
	start=$(wc -c <"$tmp/body" | tr -d ' ')
	cat "$tmp/body"
	printf 'xref\n0 6\n0000000000 65535 f \n'
	grep -abo '[1-5] 0 obj' "$tmp/body" | while IFS=: read -r at _; do printf '%010d 00000 n \n' "$at"; done
	printf 'trailer\n<< /Size 6 /Root 1 0 R %s>>\nstartxref\n%s\n%%%%EOF\n' "${2:-}" "$start"
}

show() { ./palais --no-config -l en -S "$tmp/own.store" -f docfile show "$@" >"$tmp/out" 2>"$tmp/err"; }

make_pdf 'The gauge of the quay was read twice, and the book was kept dry.' >"$tmp/quay.pdf"
show "$tmp/quay.pdf"; ok $? "a PDF file is read"
grep -q '^T The gauge of the quay was read twice, and the book was kept dry.$' "$tmp/out"
ok $? "its text is the text of the page"
grep -q '^F format pdf$' "$tmp/out" && grep -q '^F pages 1$' "$tmp/out"
ok $? "and its facts say what it is"

cp "$tmp/quay.pdf" "$tmp/quay.html"
show "$tmp/quay.html" && grep -q '^T The gauge' "$tmp/out"; ok $? "a PDF that is called HTML is a PDF"
echo '<html><body><p>The gauge of the mill was read.</p></body></html>' >"$tmp/mill.pdf"
show "$tmp/mill.pdf" && grep -q '^T The gauge of the mill' "$tmp/out"
ok $? "a page that is called PDF is a page"
gzip -c "$tmp/quay.pdf" >"$tmp/quay.pdf.gz"
show "$tmp/quay.pdf.gz" && grep -q '^T The gauge' "$tmp/out"; ok $? "a coding around it is undone"
head -c 300 "$tmp/quay.pdf" >"$tmp/cut.pdf"
show "$tmp/cut.pdf"
grep -q '^F error .*cut short\|^F incomplete ' "$tmp/out"; ok $? "one that is cut short says so"
make_pdf 'Not for you' '/Encrypt << /Filter /Standard /V 1 /R 2 /O (00000000000000000000000000000000) /U (00000000000000000000000000000000) /P -4 >> /ID [<00><00>] ' >"$tmp/locked.pdf"
show "$tmp/locked.pdf"
grep -q '^F error the PDF is encrypted' "$tmp/out"; ok $? "one that wants a password says so"
printf '%%PDF-1.4\nnothing that follows\n%%%%EOF\n' >"$tmp/bad.pdf"
show "$tmp/bad.pdf"; grep -q '^F error the PDF is damaged' "$tmp/out"; ok $? "one that is none inside says so"
: >"$tmp/zero.pdf"
show "$tmp/zero.pdf"; grep -q '^F error empty' "$tmp/out"; ok $? "and one without a byte"
{ sed -n '1,/^4 0 obj/p' "$tmp/quay.pdf" | sed '$d'
  printf '4 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\ntrailer\n<< /Size 6 /Root 1 0 R >>\n%%%%EOF\n'; } >"$tmp/scan.pdf"
show "$tmp/scan.pdf"; grep -q '^F error the file is a scan without a text layer: 1 page of images' "$tmp/out"
ok $? "a page without text is a scan"

cp "$tmp/quay.pdf" "$tmp/root/quay.pdf"
start_origin
palais -f docfile show "https://press.example/quay.pdf" >"$tmp/out" 2>"$tmp/err"
grep -q '^T The gauge' "$tmp/out"; ok $? "one that comes over the line is read as it comes"
palais --offline show "https://press.example/quay.pdf" >"$tmp/out" 2>"$tmp/err" && grep -q 'The gauge' "$tmp/out"
ok $? "and is kept"

# Installed without the program that becomes pdftohtml (configure --disable-pdf): one line.
mkdir "$tmp/without" && cp -R palais palais-parse palais-carry palais-fetch starter.store "$tmp/without/"
"$tmp/without/palais" --no-config -l en -S "$tmp/without.store" -f docfile show "$tmp/quay.pdf" >"$tmp/out" 2>"$tmp/err"
grep -q '^F error PDF documents are not read here: palais-parse-pdf is not installed$' "$tmp/out"
ok $? "without palais-parse-pdf that is said"

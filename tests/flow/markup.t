#!/bin/sh
# SPDX-License-Identifier: ISC
# A document as Markdown: its signs are not taken for the format's own, cells keep their columns.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..5

cat >"$tmp/in.html" <<'END'
<!doctype html><html lang="en"><head><title>Boats by month</title></head><body><main><h1>Boats by month</h1>
<p>The office counts the boats that go through the lock, upwards and downwards, and draws them month by month, for whoever asks.</p>
<p># is the sign that the keeper puts before the number of a boat, and its <a href="https://ledger.example/a&gt;b\c">list</a> is kept.</p>
<p>- and + are the signs of boats that go down or up, in one of the columns | of his, with &amp;amp; and ~~ between <b>them</b>.</p>
<table><tr><th>Lock</th><th colspan="2">Boats</th></tr><tr><td rowspan="2">Upper|old</td><td>12</td><td>15</td></tr><tr><td>7</td><td>9</td></tr><tr><td>Lower</td><td>1</td></tr></table>
<pre>```
a fence</pre>
<p>In the winter the gates stay shut for three weeks, and no boat is counted until the ice has gone from both of the basins.</p>
</main></body></html>
END
palais -f markdown show "$tmp/in.html" >"$tmp/out" 2>"$tmp/err"; ok $? "a page is written as Markdown"
cat >"$tmp/want" <<'END'
\# is the sign that the keeper puts before the number of a boat, and its [list](<https://ledger.example/a%3Eb%5Cc>) is kept.

\- and + are the signs of boats that go down or up, in one of the columns \| of his, with \&amp; and \~\~ between **them**.
END
sed -n '/sign/,/signs/p' "$tmp/out" | cmp -s "$tmp/want" -; ok $? "its own signs are escaped"
cat >"$tmp/want" <<'END'
| Lock | Boats | |
|---|---|---|
| Upper\|old | 12 | 15 |
| | 7 | 9 |
| Lower | 1 |
END
grep '^|' "$tmp/out" | cmp -s "$tmp/want" -; ok $? "cells keep their columns and rows"
printf '````\n```\na fence\n````\n' >"$tmp/want"
sed -n '/^````/,/^````/p' "$tmp/out" | cmp -s "$tmp/want" -; ok $? "a fence is longer than any in it"

# As many columns as a table may have, each of the widest: no more is written than there is.
{
	printf '<!doctype html><title>Wide</title><table><tr><th>a<th>b'
	for _ in 1 2 3 4 5 6 7 8; do printf '<tr><td rowspan=900 colspan=1000>x<td>y'; done
} >"$tmp/wide.html"
palais -f markdown show "$tmp/wide.html" >"$tmp/out" 2>"$tmp/err"
[ "$(grep -c 'x' "$tmp/out")" -ge 8 ] && [ "$(wc -c <"$tmp/out")" -lt 20000 ]; ok $? "a cell reaches over no more columns than are kept"

#!/bin/sh
# SPDX-License-Identifier: ISC
# A document as Markdown: its signs are not taken for the format's own, cells keep their columns.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..18

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
| Lower | 1 | |
END
grep '^|' "$tmp/out" | cmp -s "$tmp/want" -; ok $? "cells keep their columns and rows"
cat >"$tmp/want" <<'END'
````
```
a fence
````
END
grep -B2 -A1 '^a fence' "$tmp/out" | cmp -s "$tmp/want" -; ok $? "a fence is longer than any in it"

# As many columns as a table may have, each of the widest: no more is written than there is.
{
	printf '<!doctype html><title>Wide</title><table><tr><th>a<th>b'
	for _ in 1 2 3 4 5 6 7 8; do printf '<tr><td rowspan=900 colspan=1000>x<td>y'; done
} >"$tmp/wide.html"
palais -f markdown show "$tmp/wide.html" >"$tmp/out" 2>"$tmp/err"
[ "$(grep -c 'x' "$tmp/out")" -ge 8 ] && [ "$(wc -c <"$tmp/out")" -lt 20000 ]; ok $? "a cell reaches over no more columns than are kept"

# What the format would take for its own, in a page: lists that it counts itself, tables cut
# to their first row, a span at the beginning of a line.
cat >"$tmp/rules.html" <<'END'
<!doctype html><html lang="en"><head><title>Rules of the lock</title></head><body><main><h1>Rules of the lock</h1>
<p>3. The third of the rules is the one that boatmen ask for, and it stands here alone, with no list before it or behind it.</p>
<p>1987) was the year in which the keeper wrote them down, all of them, on the back of a bill for two loads of coal.</p>
<p>1.5 metres is the depth that he measured on that day, and it has not been measured by anybody since he left the house.</p>
<p><em>- Shut</em> the gate, he wrote, before the water has settled, and not behind the last of the boats that wait in the basin.</p>
<p><a href="https://ledger.example/a?x=1&amp;copy=2">3. The bill</a> hangs in the house, behind a pane, and is dusted once in the year by the youngest of the keepers.</p>
<blockquote><p># The gate is not a bridge, said the keeper to the boys who sat on it all through that summer and threw in stones.</p></blockquote>
<p>These are the rules that he wrote down in that year, as they were read to every boatman who came up to the gate:</p>
<ol start="5"><li>five boats may wait in the basin</li><li value="9">nine may not, whatever they carry</li><li>ten are turned round at the bridge</li></ol>
<p>And these are the rules for the winter, when the gates stay shut for three weeks and nobody is at the house by day:</p>
<ol start="11"><li>eleven of the clock is when he comes</li><li>twelve is when he leaves<ul><li>- by the upper gate<ol><li>in ice</li><li>in fog</li></ol></li><li># by the lower</li></ul></li><li>thirteen is no hour of his</li></ol>
<table><tr><th>Lock</th></tr><tr><td>Upper</td><td rowspan="3">12</td></tr><tr><td>Lower</td><td>3</td></tr><tr><td>Old</td></tr><tr><td>New</td><td>4</td></tr></table>
<table><tr><th>Lock</th><th>Boats</th><th rowspan="3">Keeper</th></tr><tr><td>Upper</td></tr><tr><td>Lower</td><td>4</td></tr><tr><td>Old</td><td>1</td><td>Ann</td></tr></table>
<p>In the winter the gates stay shut for three weeks, and no boat is counted until the ice has gone from both of the basins.</p>
</main></body></html>
END
palais -f markdown --body show "$tmp/rules.html" >"$tmp/page" 2>"$tmp/err"; ok $? "another page is"
same() { cmp -s "$tmp/want" "$tmp/out"; }
cat >"$tmp/want" <<'END'
3\. The third
1987\) was the year
1.5 metres
END
grep -o '^3.*The third\|^1987.*was the year\|^1.*5 metres' "$tmp/page" >"$tmp/out"; same; ok $? "a number before a paragraph begins no list"
cat >"$tmp/want" <<'END'
*- Shut* the gate
[3. The bill](<https://ledger.example/a?x=1&amp;copy=2>) hangs
> \# The gate
END
grep -o '^.*Shut.* the gate\|^.*The bill.* hangs\|^>.*The gate' "$tmp/page" >"$tmp/out"
same; ok $? "a span opens the line as it is; a quotation's text is escaped, an address's ampersand too"
cat >"$tmp/want" <<'END'
5. five boats may wait in the basin
- 9\. nine may not, whatever they carry
- 10\. ten are turned round at the bridge
END
sed -n '/five/,/ten are/p' "$tmp/page" >"$tmp/out"; same; ok $? "numbers of a list stand as they are"
cat >"$tmp/want" <<'END'
11. eleven of the clock is when he comes
12. twelve is when he leaves
    - \- by the upper gate
      1. in ice
      2. in fog
    - \# by the lower
13. thirteen is no hour of his
END
sed -n '/eleven/,/thirteen/p' "$tmp/page" >"$tmp/out"; same; ok $? "a list within stands where its item's text does"
cat >"$tmp/want" <<'END'
| Lock | | |
|---|---|---|
| Upper | 12 | |
| Lower | | 3 |
| Old | | |
| New | 4 | |
| Lock | Boats | Keeper |
|---|---|---|
| Upper | | |
| Lower | 4 | |
| Old | 1 | Ann |
END
grep '^|' "$tmp/page" >"$tmp/out"; same; ok $? "the first row is as wide as the widest; short rows count cells above"

# And what docfiles may have.
written() { { echo 'docfile 2'; cat; echo .; } >"$tmp/in.doc"; tests/markdown <"$tmp/in.doc" >"$tmp/out" 2>"$tmp/err"; }
item() { printf 'B item\nA level %s\nA marker %s\nT %s\n' "$1" "$2" "$3"; }
{ printf 'B paragraph\nT before\n'; item 3 '(a)' deep; item 3 '(b)' too; item 1 1.2.3 wide; item 2 '*' last; } | written
cat >"$tmp/want" <<'END'
before

- (a) deep
- (b) too
- 1.2.3 wide
  - last
END
same; ok $? "the first item is at the margin; markers that are no plain numbers are text"
{ item 1 1. a; item 2 3. b; item 2 4. c; item 2 1. d; item 2 2. e; item 1 '2)' f; item 1 '1)' g; item 1 '02)' h; } | written
cat >"$tmp/want" <<'END'
1. a
   - 3\. b
   - 4\. c
   1. d
   2. e
- 2\) f
1) g
- 02\) h
END
same; ok $? "a list that is behind a line of text begins with 1"
{ item 1 - a; item 3 1. b; item 2 1. c; item 2 2. d; printf 'B paragraph\nB mystery\nT x\n'; item 1 1. e; item 1 3. f; item 1 1234567890. g; } | written
cat >"$tmp/want" <<'END'
- a
  1. b
  - 1\. c
  - 2\. d
1. e
- 3\. f
- 1234567890\. g
END
same; ok $? "what is closed, or not seen, begins no other list"
{ for number in 123456789. 1234567890.; do item 1 $number a; printf 'B rule\n'; done; item 1 1. b; printf 'B item\nA level 2\nA marker 1.\n'; } | written
printf '123456789. a\n\n---\n\n- 1234567890\\. a\n\n---\n\n1. b\n   - 1\\. \n' >"$tmp/want"
same; ok $? "a number of more than nine digits, or without text, is text"
printf 'B paragraph\nA marker 4.\nT a\nB note\nA marker *1*\nT b\nB figure\nA credit *K*\nT 2.\nB heading\nA level 2\nA marker 1.\nT c\n' | written
cat >"$tmp/want" <<'END'
4\. a

\*1\* b

2\. (\*K\*)

## 1. c

END
same; ok $? "markers and credits are escaped"
printf 'B pre\nA credit *K*\nT x\nB table\nA credit L\nR\nC h 1 1\nT y\n' | written
cat >"$tmp/want" <<'END'
```
x
```

(\*K\*)

| y |
|---|

(L)

END
same; ok $? "the credit of what is set as it stands, or of a table, is below it"
{
	printf 'B table\nR\nC h 1 1\nT a\nR\n'
	for _ in 1 2 3; do printf 'C d 100 1\nT x\n'; done
	printf 'C d 1 1\nT y\nR\nC d 1 1\nT z\n'
} | written
awk -F'|' '{ print NF - 2 }' "$tmp/out" | tr '\n' ' ' >"$tmp/columns"
[ "$(cat "$tmp/columns")" = "257 257 257 256 -2 " ]; ok $? "no cell of a wide table is cut, and few are filled up"

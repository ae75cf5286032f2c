#!/bin/sh
# SPDX-License-Identifier: ISC
# What small marks mean survives each way of showing a page: raised and lowered text, calls
# of notes, what was struck out and put in.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..13
page=$srcdir/tests/cases/small_marks/in.html

show() { palais -w 300 "$@" show "$page" >"$tmp/out" 2>"$tmp/err"; }
holds() { grep -qF "$1" "$tmp/out"; }

toll='The toll is [-two-]{+three+} pence, [-free'
show && holds "$toll" && holds '10⁴ m³ a day' && holds 'H₂O'; ok $? "text"
holds 'signed^1, as it had in 1987² and in 1991^3;'; ok $? "calls are told from numbers"
show --body && holds "$toll" && holds 'in 1991^3;'; ok $? "the body alone"
LC_ALL=C show && holds '10^4 m^3 a day, or 10^-1.5' && holds 'H2O' && holds 'in 1987^2'; ok $? "in ASCII"
show -f markdown && holds 'The toll is ~~two~~<ins>three</ins> pence, ~~[free'; ok $? "Markdown: changes"
holds 'in 1991<sup>3</sup>;' && holds '10⁴'; ok $? "and calls"
! grep -q '\[-\|{+' "$tmp/out"; ok $? "with no mark beside the markup"
show -f html && holds 'The toll is <del>two</del><ins>three</ins> pence, <del>free for <strong>barges</strong></del>'; ok $? "HTML: changes"
holds '</del> and <del>old</del> for rafts; <ins>signed</ins>.'; ok $? "what stands in them"
holds 'in 1991<sup><a href="#note-3">3</a></sup>;' && holds '<p id="note-3">3 '; ok $? "and calls"
show -f json && holds '{"start":12,"end":19,"kind":"del"},{"start":19,"end":28,"kind":"ins"}'; ok $? "JSON"
show -f docfile && [ "$(head -1 "$tmp/out")" = 'docfile 2' ] && holds 'S 12 19 del'; ok $? "the docfile is of version 2"
screen -o <<END
open $page
dump DUMP
END
grep -qF '[-two-]{+three+}' "$tmp/dump" && grep -q 'signed^1' "$tmp/dump" && grep -q '10⁴' "$tmp/dump"; ok $? "the screen"

#!/bin/sh
# SPDX-License-Identifier: ISC
# The reader's own feeds: by verb, on the screen, in the config file, from other programs;
# interfaces for programs beside them.
. "${srcdir:-.}/tests/flow/lib.sh"
echo 1..39
start_origin
mirrors="--mirror https://own.example/=http://127.0.0.1:$port/own/
 --mirror https://api.reliefweb.int/=http://127.0.0.1:$port/rw/
 --mirror https://api.hpc.tools/=http://127.0.0.1:$port/fts/
 --mirror https://press.un.org/=http://127.0.0.1:$port/releases/"
# shellcheck disable=SC2086
with() { palais $mirrors "$@"; }
has() { grep -qF -- "$1" "$tmp/out"; }

feed() { # PATH TITLE: an RSS feed of one entry for each address that follows
	path=$1 title=$2
	shift 2
	mkdir -p "$(dirname "$tmp/root/$path")"
	{
		echo "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>$title</title>"
		echo "<language>en</language>"
		for link; do
			echo "<item><title>Water in Damascus</title><link>$link</link>"
			echo "<pubDate>Fri, 14 Mar 2031 09:00:00 +0000</pubDate></item>"
		done
		echo "</channel></rss>"
	} >"$tmp/root/$path"
	printf 'Content-Type: application/rss+xml\n' >"$tmp/root/$path.headers"
}
json() { # PATH: JSON from standard input
	mkdir -p "$(dirname "$tmp/root/$1")"
	cat >"$tmp/root/$1"
	printf 'Content-Type: application/json\n' >"$tmp/root/$1.headers"
}

# -- by verb
palais -f tsv feed >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && has "	on	headlines	dossier"; ok $? "the dossier's feeds are listed"
has "	language	headlines	dossier"; ok $? "and those in other languages, as such"
has "	appname	headlines	dossier"; ok $? "and an interface that wants a name"
# all that is not of this test is left out
for host in news.un.org www.un.org www.unocha.org reliefweb.int iiim.un.org; do
	palais feed off $host >"$tmp/out" 2>"$tmp/err" || echo "Bail out! feed off"
done
palais feed off api.hpc.tools >"$tmp/out" 2>"$tmp/err"
palais -f tsv feed >"$tmp/out"
[ "$(grep -c '	on	' "$tmp/out")" = 1 ]; ok $? "whole hosts can be left out"
palais feed add https://own.example/rss.xml >"$tmp/out" 2>"$tmp/err" && has "added:"
ok $? "one is added"
palais feed add https://own.example/rss.xml >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q already "$tmp/err"
ok $? "once; twice is an error of one line"
palais feed add gopher://own.example/ >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "an address that is none is wrong usage"
palais feed off no-such-name >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && grep -q "no such feed" "$tmp/err"; ok $? "and so an unknown name fails"
[ "$(requests .)" = 0 ]; ok $? "nothing is asked by that"

# -- asked, and stories that stand once
feed own/rss.xml "Quay News" https://own.example/story/1?utm_source=rss \
	https://press.un.org/en/blog/sc19444
feed releases/en/rss.xml "Releases" https://press.un.org/en/2031/sc19444.doc.htm
with sync feeds >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && [ "$(requests GET)" = 2 ]; ok $? "what is on is asked, and nothing else"
palais -o -f tsv list news >"$tmp/out"
grep -q "^https://own.example/story/1	" "$tmp/out"; ok $? "stories go by their own address"
[ "$(grep -c sc19444 "$tmp/out")" = 1 ] && has /en/2031/sc19444.doc.htm
ok $? "one meeting is one story, and the release its address"
palais -f tsv feed >"$tmp/out"
grep -q "	on	headlines	own	.*	Quay News	https://own.example/rss.xml" "$tmp/out"
ok $? "a feed goes by the name that it gives itself"
palais feed whole quay >"$tmp/out" && palais -f tsv feed >"$tmp/out" && has "	whole	own	"
ok $? "pages of its stories are wanted, by a part of its name"
palais feed off quay >"$tmp/out" 2>"$tmp/err"
with --dry-run sync feeds >"$tmp/out" 2>"$tmp/err"
! has own.example && has "press.un.org"; ok $? "one that is off is not asked"
with --feed https://own.example/other.xml --dry-run sync feeds >"$tmp/out" && has other.xml
ok $? "an option names one more"
echo 'feed = https://own.example/third.xml?a=b' >"$tmp/config"
./palais --config "$tmp/config" -l en -S "$tmp/own.store" -f tsv feed >"$tmp/out" 2>"$tmp/err" &&
	has "	config	" && has "third.xml?a=b"
ok $? "and so does the config file"
echo 'feed = nowhere' >"$tmp/config"
./palais --config "$tmp/config" feed >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ]; ok $? "which is read with care"

# -- other programs
cat >"$tmp/theirs.opml" <<OPML
<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY f SYSTEM "file://$tmp/config">]>
<opml version="1.0"><body><outline text="Folder">
<outline text="Gates &amp; &lt;locks&gt;" type="rss" xmlUrl="https://own.example/gates?a=1&amp;b=2"/>
<outline text="Again" xmlUrl="https://OWN.example/rss.xml"/></outline>
<outline text="Script" xmlUrl="javascript:alert(1)"/><outline text="File" xmlUrl="file:///etc/hostname"/>
</body></opml>
OPML
palais feed import "$tmp/theirs.opml" >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && has "1 added, 1 known already, 2 without"; ok $? "a list of feeds is taken over"
[ ! -s "$tmp/err" ]; ok $? "and nothing is said where nothing is wrong"
sed 's/&amp;/\&/g' "$tmp/theirs.opml" >"$tmp/bare.opml"
./palais --no-config -l en -S "$tmp/bare.store" feed import "$tmp/bare.opml" >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "bare.opml: [0-9]* bare ampersand" "$tmp/err" && [ "$(wc -l <"$tmp/err")" = 1 ]
ok $? "bare ampersands are mended, and that is said"
head -c "$(($(wc -c <"$tmp/theirs.opml") - 20))" "$tmp/theirs.opml" >"$tmp/cut.opml"
./palais --no-config -l en -S "$tmp/cut.store" feed import "$tmp/cut.opml" >"$tmp/out" 2>"$tmp/err"
[ $? = 0 ] && grep -q "broken off" "$tmp/err" && [ "$(wc -l <"$tmp/err")" = 1 ]
ok $? "and so is a list that breaks off"
palais feed export "$tmp/ours.opml" >"$tmp/out" 2>"$tmp/err" && has "3 feeds written"
ok $? "and written"
palais show "$tmp/ours.opml" >"$tmp/out" 2>"$tmp/err"
has "Gates & <locks>" && has "https://own.example/gates?a=1&b=2" && has "UN press"
ok $? "as any program reads it"
./palais --no-config -l en -S "$tmp/other.store" feed import "$tmp/ours.opml" >"$tmp/out" 2>"$tmp/err"
has "2 added, 1 known already, 0 without"; ok $? "this one too"
palais feed export - 2>"$tmp/err" | cmp -s - "$tmp/ours.opml"; ok $? "also on standard output"
echo kept >"$tmp/kept here.opml"
palais feed export "$tmp/kept here.opml" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && grep -q -- --force "$tmp/err" && [ "$(cat "$tmp/kept here.opml")" = kept ]
ok $? "never over a file that is there"
screen <<SCRIPT
feed export $tmp/kept here.opml
dump DUMP
SCRIPT
shows "is there already" && [ "$(cat "$tmp/kept here.opml")" = kept ]; ok $? "on the screen neither"
palais --force feed export "$tmp/kept here.opml" >"$tmp/out" 2>"$tmp/err" && cmp -s "$tmp/kept here.opml" "$tmp/ours.opml"
ok $? "but where --force says so"
echo kept >"$tmp/kept here.opml"
screen <<SCRIPT
feed export --force $tmp/kept here.opml
dump DUMP
SCRIPT
cmp -s "$tmp/kept here.opml" "$tmp/ours.opml"; ok $? "there as well"
echo '<html><p>no list</p></html>' >"$tmp/no.opml"
palais feed import "$tmp/no.opml" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && [ "$(wc -l <"$tmp/err")" = 1 ]; ok $? "what is no list is an error"
[ "$(requests GET)" = 2 ]; ok $? "and nothing was asked for it"

# -- the screen
screen <<'SCRIPT'
feed add https://own.example/screen.xml From the screen
feed off gates
feed
dump DUMP
SCRIPT
shows "From the screen" && shows "Gates & <locks>"; ok $? "the same on the screen, and a page of them"
palais -f tsv feed >"$tmp/out" && grep -q "	off	.*gates" "$tmp/out"; ok $? "what was said there is kept"

# -- interfaces for programs
json rw/v2/reports <<'JSON'
{"time":4,"links":{"self":{"href":"x"}},"took":2,"totalCount":1,"count":1,"data":[{"id":"91001","score":1,
"fields":{"title":"Lower River: situation report","url_alias":"https://reliefweb.int/report/lower-river-4",
"date":{"created":"2031-03-15T08:00:00+00:00"},"source":[{"shortname":"PILOT"}],"language":[{"code":"en"}]},
"href":"https://api.reliefweb.int/v2/reports/91001"}]}
JSON
with --reliefweb-appname quay-reader sync feeds >"$tmp/out" 2>"$tmp/err"
grep -q "GET /rw/v2/reports?appname=quay-reader&" "$tmp/log"; ok $? "ReliefWeb is asked with the reader's name"
palais -o -f tsv list news >"$tmp/out" && has "https://reliefweb.int/report/lower-river-4"
ok $? "and all that it has of the country is kept"
palais feed off reliefweb >"$tmp/out" 2>"$tmp/err"
year=$(date -u +%Y)
json fts/v1/public/fts/flow <<JSON
{"status":"ok","data":{"requirements":{"objects":[{"id":1,"name":"Syria Humanitarian Response Plan",
"objectType":"Plan","origRequirements":7000000000,"revisedRequirements":8150000000}]},
"report3":{"fundingTotals":{"objects":[{"type":"Plan","singleFundingObjects":[{"id":"1",
"name":"Syria Humanitarian Response Plan","type":"Plan","totalFunding":4075000000}]}]}}}}
JSON
palais feed on api.hpc.tools >"$tmp/out"
with sync feeds >"$tmp/out" 2>"$tmp/err"
grep -q "GET /fts/v1/public/fts/flow?countryISO3=SYR&year=$year&groupby=plan" "$tmp/log"
ok $? "the Financial Tracking Service is asked for this year"
palais -o show --no-links pane:humanitarian >"$tmp/out" 2>"$tmp/err"
has "$year  8.15 bn*" && has "50 %" && has "* from api.hpc.tools, as of"
ok $? "and its sums stand in the chart, with their source"
palais -o show --no-links list:figures >"$tmp/out" 2>"$tmp/err"
has "Syria Humanitarian Response Plan: required"; ok $? "and in the list of figures"
stop_origin

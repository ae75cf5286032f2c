# SPDX-License-Identifier: ISC
# A screen of 80 by 24 cells as a terminal is told it, drawn as SVG. Each cell that is not
# empty is placed by itself, so that no font moves a column. Bytes are read as bytes (LC_ALL=C),
# for not every awk knows others; no cell here is two columns wide.
function escaped(c) {
	return c == "&" ? "&amp;" : c == "<" ? "&lt;" : c == ">" ? "&gt;" : c
}
# What a list of attributes (ESC [ 1;33 m) changes.
function attributes(list, n, at, i) {
	n = split(list == "" ? "0" : list, at, ";")
	for (i = 1; i <= n; i++) {
		if (at[i] == 0) { bold = dim = under = reverse = italic = 0; front = "" }
		else if (at[i] == 1) bold = 1
		else if (at[i] == 2) dim = 1
		else if (at[i] == 3) italic = 1
		else if (at[i] == 4) under = 1
		else if (at[i] == 7) reverse = 1
		else if (at[i] == 22) bold = dim = 0
		else if (at[i] == 23) italic = 0
		else if (at[i] == 24) under = 0
		else if (at[i] == 27) reverse = 0
		else if (at[i] >= 30 && at[i] <= 37) front = colour[at[i] - 30]
		else if (at[i] == 38) i += at[i + 1] == 5 ? 2 : 4
		else if (at[i] == 48) i += at[i + 1] == 5 ? 2 : 4
		else if (at[i] == 39) front = ""
	}
}
function cell(x, y, c, ink, style) {
	ink = front == "" ? INK : front
	if (reverse) {
		printf "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, y, W, H, ink
		ink = GROUND
	}
	if (under)
		printf "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"1\" fill=\"%s\"/>\n", x, y + H - 3, W, ink
	if (c == " ")
		return
	style = (bold ? " font-weight=\"bold\"" : "") (italic ? " font-style=\"italic\"" : "") \
		(dim ? " opacity=\"0.7\"" : "")
	printf "<text x=\"%d\" y=\"%d\" fill=\"%s\"%s>%s</text>\n", x, y + 15, ink, style, escaped(c)
}
BEGIN {
	W = 10; H = 20; M = 12; INK = "#e8e6df"; GROUND = "#1c2830"
	split("#5c6970 #e07a70 #8fc98a #e0b25c #7fb2e0 #c39ad8 #7fccc4 #e8e6df", c8, " ")
	for (i = 1; i <= 8; i++)
		colour[i - 1] = c8[i]
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">\n", 80 * W + 2 * M, 24 * H + 2 * M
	printf "<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n", GROUND
	print "<g font-family=\"DejaVu Sans Mono, Noto Sans Mono, monospace\" font-size=\"16\">"
}
{
	x = M
	y = M + (NR - 1) * H
	rest = $0
	while (rest != "") {
		if (match(rest, /^\033\[[0-9;]*m/)) {
			attributes(substr(rest, 3, RLENGTH - 3))
			rest = substr(rest, RLENGTH + 1)
		} else {
			if (!match(rest, /^[\300-\377][\200-\277]*/))
				RLENGTH = 1
			c = substr(rest, 1, RLENGTH)
			rest = substr(rest, RLENGTH + 1)
			# marks that stand on an Arabic letter are of its cell
			while (match(rest, /^\331[\213-\222]/)) {
				c = c substr(rest, 1, 2)
				rest = substr(rest, 3)
			}
			cell(x, y, c)
			x += W
		}
	}
}
END { print "</g>\n</svg>" }

#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""usage: pages.py DIRECTORY
Writes the pages that bench/run measures with, and for each its gold text: what
a reader came for, without menus. All of it is invented (a commission of river
towns), and the same on every run."""

import html
import os
import random
import sys

PLACES = ("Alder Lock", "Birch Ferry", "Cold Quay", "Dunmere", "East Weir", "Fenbridge",
          "Gull Point", "Harrow Sluice", "Ivel Mouth", "Kestrel Bank")
BODIES = ("the Gauging Office", "the Ferry Board", "the Lock Keepers", "the Dredging Fund",
          "the Committee on Banks", "the Secretary of the Commission", "the towns upstream",
          "the towns downstream", "the Office for Pilots", "the Registry of Barges")
DOING = ("to publish the levels measured at {place} before the tenth day of each month",
         "to keep the towpath between {place} and {other} open to people on foot",
         "to renew the lamps at {place}, of which {n} were found broken in the autumn",
         "to share the cost of the new gates at {place} in equal parts",
         "to answer in writing the {n} questions that were left open at {other}",
         "to let barges with medicine and seed pass {place} without a fee",
         "to train {n} keepers a year, half of them from {other}",
         "to mark on every chart the shallows that shifted between {place} and {other}")
WHY = ("since the flood of the second spring showed how late the warnings came",
       "in view of the low water that held for {n} weeks",
       "as the pilots had asked at the meeting in {other}",
       "so that no town learns of a closure from its neighbours",
       "bearing in mind that the old gauge reads {n} fingers too high",
       "without prejudice to what was agreed for {place}",
       "and to say which of these steps can be paid from the present budget")
OPENING = ("Asks", "Invites", "Calls upon", "Encourages", "Once more asks", "Expects")
RECALL = ("Recalling", "Noting", "Regretting", "Welcoming", "Having read", "Convinced of")
MATTER = ("the report on the gauges at {place}", "the letter of {body} of that year",
          "the slow repair of the sluice at {other}", "the agreement between {place} and {other}",
          "the need for one calendar of closures", "the work of {body} during the ice")

AR_WHO = ("مكتب القياس", "مجلس العبّارات", "حرّاس الأهوسة", "صندوق التجريف", "لجنة الضفاف",
          "أمين الهيئة", "بلدات المنبع", "بلدات المصبّ")
AR_DO = ("نشر مناسيب المياه قبل اليوم العاشر من كل شهر",
         "إبقاء الطريق المحاذي للنهر مفتوحا أمام المشاة",
         "تجديد المصابيح التي وُجد منها {n} معطّلا في الخريف",
         "الإجابة كتابة عن الأسئلة التي بقيت مفتوحة وعددها {n}",
         "تدريب {n} حارسا في السنة نصفهم من البلدات الصغيرة",
         "بيان المواضع الضحلة التي تغيّرت على كل خريطة")
AR_WHY = ("لأن الإنذار تأخر في فيضان الربيع الثاني", "نظرا إلى انخفاض المياه طوال {n} أسبوعا",
          "كما طلب المرشدون في الاجتماع الأخير", "حتى لا تعلم بلدة بالإغلاق من جيرانها",
          "مع مراعاة ما اتُّفق عليه من قبل")
AR_OPEN = ("تطلب إلى", "تكرر طلبها إلى", "تطلب مرة أخرى إلى")

ZH_WHO = ("量水处", "渡船委员会", "守闸人", "疏浚基金", "堤岸小组", "上游各镇", "下游各镇")
ZH_DO = ("在每月十日以前公布%d处水位", "修复秋天损坏的%d盏灯", "书面回答尚未答复的%d个问题",
         "每年培训%d名守闸人，其中一半来自小镇", "在所有图上标出移动了的%d处浅滩")
ZH_WHY = ("因为第二次春汛的警报来得太晚", "考虑到低水位持续了数周", "正如领航员上次会议所要求的",
          "以免任何一镇从邻镇得知关闭的消息")
ZH_OPEN = ("请", "再次请", "鼓励", "希望")


class Writer:
    """A page and its gold text, side by side."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.page = []
        self.gold = []

    def pick(self, words):
        return self.random.choice(words)

    def number(self):
        return self.random.randint(3, 97)

    def fill(self, words):
        place, other = self.random.sample(PLACES, 2)
        return words.format(place=place, other=other, n=self.number(), body=self.pick(BODIES))

    def sentence(self):
        return self.fill("%s %s %s, %s" % (self.pick(OPENING), self.pick(BODIES),
                                           self.pick(DOING), self.pick(WHY)))

    def prose(self):
        body = self.pick(BODIES)
        words = "%s was asked %s, %s" % (body[0].upper() + body[1:], self.pick(DOING),
                                         self.pick(WHY))
        return self.fill(words) + "."

    def put(self, markup, *gold):
        self.page.append(markup)
        self.gold.extend(gold)

    def text(self, tag, words):
        self.put("<%s>%s</%s>" % (tag, html.escape(words, False), tag), words)

    def size(self):
        return sum(len(part.encode()) + 1 for part in self.page)

    def write(self, folder, name):
        for suffix, parts in ((".html", self.page), (".gold.txt", self.gold)):
            with open(os.path.join(folder, name + suffix), "w", encoding="utf-8") as out:
                out.write("\n".join(parts) + "\n")


def head(w, title, lang="en", more=""):
    direction = ' dir="rtl"' if lang == "ar" else ""
    w.put('<!DOCTYPE html>\n<html lang="%s"%s>\n<head>\n<meta charset="utf-8">\n<title>%s</title>\n%s'
          "</head>\n<body>" % (lang, direction, html.escape(title), more))


def table(w, number):
    w.put("<table>")
    w.put("<caption>Table %d. Levels and closures</caption>" % number,
          "Table %d. Levels and closures" % number)
    names = ("Place", "Level", "Closures", "Keepers")
    w.put("<tr>" + "".join("<th>%s</th>" % n for n in names) + "</tr>", " ".join(names))
    for place in w.random.sample(PLACES, 8):
        cells = (place, "%d.%d" % (w.number(), w.random.randint(0, 9)), str(w.number()),
                 str(w.number()))
        w.put("<tr>" + "".join("<td>%s</td>" % c for c in cells) + "</tr>", " ".join(cells))
    w.put("</table>")


def resolution(w, size=60_000):
    """Numbered paragraphs, links, five tables, notes."""
    title = "Decision of the River Commission on gauges, ferries and locks"
    head(w, title)
    w.put("<main>")
    w.text("h1", title)
    w.put("<p><em>The River Commission,</em></p>", "The River Commission,")
    for _ in range(12):
        words = w.fill("%s %s, %s," % (w.pick(RECALL), w.pick(MATTER), w.pick(WHY)))
        w.text("p", words)
    number, tables, notes = 0, 0, []
    while w.size() < size - 3200:
        if number % 24 == 0:
            w.text("h2", "Part %d. %s" % (number // 24 + 1, w.pick(PLACES)))
        number += 1
        first, second = w.sentence(), w.sentence()
        call = link = ""
        link_words = ""
        if number % 5 == 0:
            notes.append(w.fill("See the minutes kept at {place}, sheet {n}, and the reply of "
                                "{body}."))
            call = '<sup><a href="#note%d" id="call%d">%d</a></sup>' % ((len(notes),) * 3)
        if number % 3 == 0:
            notice = w.random.randint(1, 9)
            link_words = " as set out in notice %d" % notice
            link = ' as set out in <a href="notice-%d.html">notice %d</a>' % (notice, notice)
        w.put('<p id="p%d">%d. %s%s%s; %s;</p>' % (number, number, html.escape(first, False),
                                                  link, call, html.escape(second, False)),
              "%d. %s%s %s; %s;" % (number, first, link_words,
                                    len(notes) if call else "", second))
        if number % 20 == 10 and tables < 5:
            tables += 1
            table(w, tables)
    w.text("h2", "Notes")
    w.put("<ol>")
    for index, note in enumerate(notes, 1):
        w.put('<li id="note%d">%s <a href="#call%d">back</a></li>' %
              (index, html.escape(note, False), index), "%d. %s back" % (index, note))
    w.put("</ol>\n</main>\n</body>\n</html>")


def menu(w, name, count):
    w.put('<nav class="menu-%s"><ul>' % name)
    for index in range(count):
        words = w.fill("{place} %d" % index)
        w.put('<li class="item leaf level-%d"><a class="nav-link" href="/%s/%d/%s">%s</a></li>' %
              (index % 4, name, index, words.lower().replace(" ", "-"), words))
    w.put("</ul></nav>")


def script(w, size):
    lines, length = [], 0
    while length < size:
        line = 'queue.push({"place": "%s", "seen": %d, "weight": 0.%d, "tag": "x%06x"});' % (
            w.pick(PLACES), w.number(), w.number(), w.random.getrandbits(24))
        lines.append(line)
        length += len(line) + 1
    w.put("<script>\nvar queue = [];\n%s\n</script>" % "\n".join(lines))


def news(w, size=300_000):
    """A short article in a page of menus, scripts and teasers."""
    title = "Ferries run again after nine weeks of low water"
    head(w, title + " | The Towpath", more="<style>\n%s\n</style>\n" % "\n".join(
        ".c%d { margin: %dpx; color: #%06x }" % (i, i % 9, w.random.getrandbits(24))
        for i in range(900)))
    script(w, 70_000)
    w.put('<header><a href="/">The Towpath</a></header>')
    menu(w, "main", 260)
    w.put('<div class="page"><div class="content"><article>')
    w.text("h1", title)
    w.put('<p class="byline">By a correspondent, 4 May</p>')
    for index in range(16):
        words = " ".join(w.prose() for _ in range(2))
        w.text("p", words)
        if index == 5:
            w.text("h2", "What the pilots say")
    w.put("</article>")
    w.put('<aside class="related"><h2>More from The Towpath</h2><ul>')
    for index in range(160):
        w.put('<li><a href="/story/%d"><span class="kicker">%s</span> %s</a></li>' %
              (index, w.pick(PLACES), html.escape(w.prose(), False)))
    w.put("</ul></aside></div></div>")
    menu(w, "foot", 300)
    script(w, max(0, size - w.size() - 300))
    w.put("<footer><p>Printed by the river since the first frost. All rights of the towns."
          "</p></footer>\n</body>\n</html>")


def index(w, links=200):
    title = "Register of notices"
    head(w, title)
    w.put('<header><a href="/">River Commission</a></header><main>')
    w.text("h1", title)
    w.text("p", "Every notice of the Commission, the newest first, with the place that it is about.")
    w.put("<ul>")
    for number in range(links, 0, -1):
        words = w.fill("Notice %d: {place} and {other}, sheet {n}" % number)
        w.put('<li><a href="notice-%d.html">%s</a></li>' % ((number - 1) % 9 + 1, words), words)
    w.put("</ul>\n</main>\n</body>\n</html>")


def arabic(w, paragraphs=60):
    title = "قرار هيئة النهر بشأن المناسيب والعبّارات"
    head(w, title, "ar")
    w.put("<main>")
    w.text("h1", title)
    for number in range(1, paragraphs + 1):
        words = "%d - %s %s %s، %s." % (number, w.pick(AR_OPEN), w.pick(AR_WHO),
                                        w.pick(AR_DO).format(n=w.number()),
                                        w.pick(AR_WHY).format(n=w.number()))
        w.text("p", words)
    w.put("</main>\n</body>\n</html>")


def chinese(w, paragraphs=60):
    title = "河流委员会关于水位与渡船的决定"
    head(w, title, "zh")
    w.put("<main>")
    w.text("h1", title)
    for number in range(1, paragraphs + 1):
        w.text("p", "".join("%d. %s%s%s，%s。" % (
            number + part / 10, w.pick(ZH_OPEN), w.pick(ZH_WHO), w.pick(ZH_DO) % w.number(),
            w.pick(ZH_WHY)) for part in range(2)))
    w.put("</main>\n</body>\n</html>")


def notice(w, number):
    title = "Notice %d" % number
    head(w, title)
    w.put("<main>")
    w.text("h1", title)
    for _ in range(14):
        w.text("p", " ".join(w.prose() for _ in range(2)))
    w.put('<p><a href="index.html">Register of notices</a></p>\n</main>\n</body>\n</html>',
          "Register of notices")


NAMES = ("resolution", "news", "index", "arabic", "chinese")


def make(folder):
    for seed, maker in enumerate((resolution, news, index, arabic, chinese), 1):
        w = Writer(seed)
        maker(w)
        w.write(folder, maker.__name__)
    for number in range(1, 10):
        w = Writer(100 + number)
        notice(w, number)
        w.write(folder, "notice-%d" % number)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    os.makedirs(sys.argv[1], exist_ok=True)
    make(sys.argv[1])

"""Draws what a terminal shows as SVG, and prints what a picture or a page shows. For pictures.sh.

picture.py svg       a terminal's text with its escape sequences (stdin) as SVG
picture.py text      the text of such a picture (stdin), without what differs from run to run
picture.py elements  the visible elements of an HTML page (stdin), without what differs from run to run
"""

import html
import html.parser
import re
import sys
import xml.etree.ElementTree

COLORS = ["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4"]
FOREGROUND = "#e6edf3"
BACKGROUND = "#0d1117"
WIDTH, HEIGHT, MARGIN = 8.43, 20, 16
SEQUENCE = re.compile(r"\x1b\[([0-9;]*)m|\x1b\([A-Z0-9]|[\x0e\x0f]")


def style(codes, state):
    """The state after a sequence that sets colors."""
    for code in [int(code or 0) for code in codes.split(";")]:
        if code == 0:
            state = {}
        elif code in (1, 2, 7):
            state = {**state, code: True}
        elif code == 22:
            state = {key: value for key, value in state.items() if key not in (1, 2)}
        elif code == 27:
            state = {key: value for key, value in state.items() if key != 7}
        elif 30 <= code <= 37 or 90 <= code <= 97:
            state = {**state, "color": COLORS[code % 10]}
        elif code == 39:
            state = {key: value for key, value in state.items() if key != "color"}
    return state


def runs(line, state):
    """The parts of a line, each with its state, and the state at its end."""
    parts, at = [], 0
    for sequence in SEQUENCE.finditer(line):
        if sequence.start() > at:
            parts.append((line[at : sequence.start()], state))
        if sequence.group(1) is not None:
            state = style(sequence.group(1), state)
        at = sequence.end()
    if line[at:]:
        parts.append((line[at:], state))
    return parts, state


def svg(text):
    lines, state = [], {}
    for line in text.rstrip("\n").split("\n"):
        parts, state = runs(line, state)
        lines.append(parts)
    columns = max(sum(len(part) for part, _ in parts) for parts in lines)
    width, height = columns * WIDTH + 2 * MARGIN, len(lines) * HEIGHT + 2 * MARGIN
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}"'
        f' viewBox="0 0 {width:.0f} {height}" font-size="14"'
        " font-family=\"ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace\">"
    )
    print(f'<rect width="100%" height="100%" rx="6" fill="{BACKGROUND}"/>')
    for number, parts in enumerate(lines):
        y, column = MARGIN + number * HEIGHT + 14, 0
        spans = []
        for part, state in parts:
            color = state.get("color", FOREGROUND)
            if state.get(7):
                print(
                    f'<rect x="{MARGIN + column * WIDTH:.1f}" y="{y - 14}"'
                    f' width="{len(part) * WIDTH:.1f}" height="{HEIGHT}" fill="{color}"/>'
                )
                color = BACKGROUND
            weight = ' font-weight="bold"' if state.get(1) else ""
            faint = ' opacity="0.6"' if state.get(2) else ""
            spans.append(f'<tspan fill="{color}"{weight}{faint}>{html.escape(part)}</tspan>')
            column += len(part)
        if spans:
            print(
                f'<text x="{MARGIN}" y="{y}" xml:space="preserve"'
                f' textLength="{column * WIDTH:.1f}">{"".join(spans)}</text>'
            )
    print("</svg>")


def shape(line):
    """A line without times, durations, addresses and ids."""
    line = re.sub(r"\d{4}-\d\d-\d\dT[\d:]{8}Z|\d\d:\d\d:\d\dZ?", "TIME", line)
    line = re.sub(r"\b(127\.0\.0\.1|api):\d+", "ADDRESS", line)
    line = re.sub(r"\bdevelopment\b|(?<![\d.])\d+\.\d+\.\d+(-SNAPSHOT)?(?![\d.])", "VERSION", line)
    line = re.sub(r"\b\d{15,20}\b", "ID", line)
    line = re.sub(r"\b\d+ ?(ms|s)\b|\b\d+m\d\ds\b", "DURATION", line)
    # The row of serve itself may not be there yet.
    line = re.sub(r"serve (\(ADDRESS\) sweeps|sweeps, after DURATION without a heartbeat)", "serve sweeps", line)
    return re.sub(r"\s+", " ", line).strip()


def text(picture):
    space = "{http://www.w3.org/2000/svg}"
    for line in xml.etree.ElementTree.fromstring(picture).iter(space + "text"):
        print(shape("".join(line.itertext())))


class Elements(html.parser.HTMLParser):
    """Prints each visible element with its id and text."""

    VOID = {"input", "meta", "link", "br"}

    def __init__(self):
        super().__init__()
        self.hidden = []
        self.name = ""

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        if tag in self.VOID:
            if tag == "input" and not self.hidden:
                print("input", known.get("id", ""))
            return
        if self.hidden or tag in ("script", "style", "head", "noscript") or "hidden" in known:
            self.hidden.append(tag)
            return
        self.name = tag + ("#" + known["id"] if known.get("id") else "")

    def handle_endtag(self, tag):
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data):
        line = shape(data)
        if line and not self.hidden:
            print(self.name, line)


if __name__ == "__main__":
    given = sys.stdin.read()
    if sys.argv[1] == "svg":
        svg(given)
    elif sys.argv[1] == "text":
        text(given)
    else:
        Elements().feed(given)

"""Export HTML: a sheet as one page that needs nothing else: no script, no link out; footnotes lead back. To be printed, too."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from assistant.drafting.block import Block, Heading, Items, Line, Note, Prose, Ref, Row, Sheet, Table, Tone

_STYLE = """
body{max-width:48rem;margin:2rem auto;padding:0 1.25rem;color:#1c2733;background:#fff;line-height:1.75;
font-family:"Yu Mincho","YuMincho","游明朝","Hiragino Mincho ProN","Noto Serif CJK JP",serif}
h1,h2,h3,h4,h5,th,.strong{font-family:"Yu Gothic","YuGothic","游ゴシック","Hiragino Sans","Noto Sans CJK JP",sans-serif}
h1{font-size:1.6rem;line-height:1.4}h2{font-size:1.25rem;border-bottom:1px solid #c9d3dc;margin-top:2.2rem}
h3{font-size:1.1rem}h4,h5{font-size:1rem;margin-bottom:.3rem}h1,h2,h3,h4,h5{break-after:avoid}
p,ul{margin:.4rem 0}.strong{font-weight:bold;border-left:4px solid #b42318;padding-left:.8rem}
table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.9rem;line-height:1.5;table-layout:fixed}
th,td{border:1px solid #9aa8b5;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere;
white-space:pre-line}thead th{background:#e9eff4}tbody th{background:#f6f8fa;font-weight:normal}tr{break-inside:avoid}
mark{background:#fff2cc;color:inherit}.flag{color:#b42318;font-weight:bold}sup{line-height:0}sup+sup::before{content:"、"}
.notes{font-size:.85rem}.notes li{margin:.4rem 0;overflow-wrap:anywhere}.quote{white-space:pre-line}
footer{margin-top:2rem;border-top:1px solid #c9d3dc;font-size:.8rem}
@page{size:A4;margin:20mm}@media print{body{margin:0;max-width:none;padding:0;font-size:10pt}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def html(sheet: Sheet) -> str:
    """The file."""
    return _Page().write(sheet)


@dataclass
class _Page:
    """A page as it is written; counts how often each footnote is referred to, for the ways back."""

    used: Counter[int] = field(default_factory=Counter)

    def write(self, sheet: Sheet) -> str:
        body = "\n".join((f"<h1>{self._line(sheet.title)}</h1>", *map(self._block, sheet.blocks)))
        notes = "\n".join(map(self._note, sheet.notes))
        return (
            '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="author" content="{_text(sheet.by)}">\n'
            f"<title>{_text(sheet.title.text)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n"
            + (f'<section class="notes">\n<h2>脚注</h2>\n<ol>\n{notes}\n</ol>\n</section>\n' if notes else "")
            + f"</main>\n<footer>{_text(sheet.running)}</footer>\n</body>\n</html>\n"
        )

    def _block(self, block: Block) -> str:
        match block:
            case Heading(level, line):
                return f"<h{level}>{self._line(line)}</h{level}>"
            case Prose(lines, tone):
                kind = "" if tone is Tone.PLAIN else f' class="{tone}"'
                return f"<p{kind}>{''.join(map(self._line, lines))}</p>"
            case Items(lines):
                return "\n".join(("<ul>", *(f"<li>{self._line(line)}</li>" for line in lines), "</ul>"))
            case Table():
                return "\n".join(self._table(block))

    def _table(self, table: Table) -> Iterator[str]:
        total = sum(table.widths)
        yield "<table>"
        columns = (f'<col style="width:{100 * one / total:.1f}%">' for one in table.widths)
        yield f"<colgroup>{''.join(columns)}</colgroup>"
        rows = list(table.rows)
        if table.head:
            yield f"<thead>{self._row(rows.pop(0), 'col', len(table.widths))}</thead>"
        yield "<tbody>"
        yield from (self._row(row, "row", 1) for row in rows)
        yield "</tbody>\n</table>"

    def _row(self, row: Row, scope: str, heads: int) -> str:
        """A row whose first `heads` cells are headings."""
        texts = list(map(_text, row.cells))
        texts[-1] += self._tail(row.refs, row.flags)
        cells = (
            f'<th scope="{scope}">{text}</th>' if n < heads else f"<td>{text}</td>" for n, text in enumerate(texts)
        )
        return f"<tr>{''.join(cells)}</tr>"

    def _line(self, line: Line) -> str:
        text = _text(line.text)
        return (f"<mark>{text}</mark>" if line.flags else text) + self._tail(line.refs, line.flags)

    def _tail(self, refs: tuple[Ref, ...], flags: tuple[str, ...]) -> str:
        told = "".join(f'<mark class="flag">【{_text(flag)}】</mark>' for flag in flags)
        return "".join(map(self._ref, refs)) + told

    def _ref(self, ref: Ref) -> str:
        self.used[ref.number] += 1
        place = f"r{ref.number}-{self.used[ref.number]}"
        return f'<sup id="{place}"><a href="#n{ref.number}" role="doc-noteref">{ref.number}</a></sup>'

    def _note(self, note: Note) -> str:
        ways = range(1, self.used[note.number] + 1)
        back = " ".join(
            f'<a href="#r{note.number}-{n}" role="doc-backlink" aria-label="脚注{note.number}の{n}つ目の本文へ戻る">↩</a>'
            for n in ways
        )
        quote = f'「<span class="quote">{_text(note.quote)}</span>」'
        return f'<li id="n{note.number}">{_text(note.source)}{quote}{_text(note.standing)} {back}</li>'


def _text(text: str) -> str:
    return escape(text, quote=True)

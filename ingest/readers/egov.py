"""e-Gov law XML (standard schema version 3) and the JSON of the e-Gov law API version 2.

Gives the same blocks as `ingest.readers.statute` gives for the Markdown of the same law, with the amending law in
the address of 附則. An element this file does not know becomes a paragraph: nothing is lost.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from ingest.document import Block, BlockKind, Document, Dropped
from ingest.readers.file import File
from ingest.readers.lawtree import Node, from_json, from_xml
from ingest.readers.provision import ARTICLE, DIVISION, Place, chapter_level, paragraph_address, supplement
from ingest.readers.text import decode

# the library keeps a file with a piece of its hash before its name
_FILE_NAME = re.compile(
    r"(?:[0-9a-f]{16}-)?(?:(?P<law>\w{15})_)?(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})(?:_|$)"
)
_LEFT_OUT = {"LawNum": "法令番号", "LawTitle": "題名", "TOC": "目次"}  # known from the registry, or repeated below
_READING = frozenset({"Rt"})  # ふりがな
_DATE_HINT = "ファイル名を「法令ID_施行日8桁_改正法令ID.xml」の形（e-Govの一括取得のまま）にしてください。"
_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"\s*\n\s*")

Blocks = Iterator[Block]


def read(file: File) -> tuple[Document, ...]:
    """The version of a law that this file holds. Raises ReadError when it is no law or its date is not known."""
    root = from_json(file, decode(file)) if file.suffix == ".json" else from_xml(file)
    law = root.find("LawBody")
    if law is None:
        raise file.error(
            "法令の本文（LawBody）がありません", hint="e-Gov法令検索の法令XMLかAPIのJSONを使ってください。"
        )
    _require_law(file, root)
    blocks = [block for node in law.nodes if node.tag not in _LEFT_OUT for block in _visit(node, Place())]
    return (file.document(_ordered(blocks), valid_from=_valid_from(file, root), dropped=_dropped(root)),)


def _require_law(file: File, root: Node) -> None:
    """Raise ReadError when the file says it is another law."""
    named = _FILE_NAME.match(file.path.stem)
    found = root.find("law_id")
    law_id = _text(found) if found else named["law"] if named else None
    if law_id and law_id != file.source.id:
        reason = f"法令IDが {law_id!r} ですが、登録は {file.source.id!r} です"
        raise file.error(reason, hint="ファイルか登録の法令IDを直してください。")


def _valid_from(file: File, root: Node) -> date:
    """Day of entry into force: from the API's revision, else from the file's name."""
    found = root.find("amendment_enforcement_date")
    named = _FILE_NAME.match(file.path.stem)
    text = _text(found) if found else "-".join(named.group("year", "month", "day")) if named else ""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise file.error(f"施行日が分かりません（{text or '記載なし'}）", hint=_DATE_HINT) from error


def _dropped(root: Node) -> list[Dropped]:
    """What is left out: title, number and contents, readings of characters."""
    counts: Counter[str] = Counter()
    for tag, reason in {**_LEFT_OUT, "Rt": "ふりがな"}.items():
        counts[reason] = sum(len("".join(node.strings())) for node in _all(root, tag))
    return [Dropped(reason, count) for reason, count in counts.items() if count]


def _all(root: Node, tag: str) -> Iterator[Node]:
    """Elements of that name, outermost first."""
    for node in root.nodes:
        if node.tag == tag:
            yield node
        else:
            yield from _all(node, tag)


def _ordered(blocks: list[Block]) -> list[Block]:
    """The blocks with the plain 「附則」 of later amendments without a number told apart by position."""
    count, current, ordered = 0, "", list[Block]()
    for block in blocks:
        if block.kind is BlockKind.HEADING and block.level == DIVISION:
            count += block.locator.startswith("附則")
            current = supplement(count) if block.locator == "附則" else ""
        moved = current and block.locator.startswith("附則")
        ordered.append(replace(block, locator=current + block.locator[2:]) if moved else block)
    return ordered


def _text(node: Node | None) -> str:
    """The text of an element on one line, without readings; columns apart, an item's mark apart from its text."""
    if node is None:
        return ""
    if any(isinstance(child, str) for child in node.children):
        return _LINE_END.sub("", "".join(node.strings(without=_READING))).strip()
    apart = any(child.tag == "Column" or child.tag.endswith("Title") for child in node.nodes)
    parts = (_text(child) for child in node.nodes if child.tag not in _READING)
    return ("　" if apart else "").join(part for part in parts if part)


def _visit(node: Node, place: Place) -> Blocks:
    """The blocks of an element at a place."""
    if handler := _HANDLERS.get(node.tag):
        yield from handler(node, place)
    elif any(child.tag in _HANDLERS for child in node.nodes):
        yield from _children(node, place)
    elif text := _text(node):
        yield Block(BlockKind.PARAGRAPH, text, 0, place.address)


def _children(node: Node, place: Place, *done: str) -> Blocks:
    """The blocks of an element's children, except those `done`."""
    for child in node.children:
        if isinstance(child, Node):
            if child.tag not in done:
                yield from _visit(child, place)
        elif text := child.strip():
            yield Block(BlockKind.PARAGRAPH, text, 0, place.address)


def _chapter(node: Node, place: Place) -> Blocks:
    title = f"{node.tag}Title"
    text = _text(node.child(title))
    inside = Place(division=place.division)
    yield Block(BlockKind.HEADING, text, chapter_level(text), place.division + text.split("　")[0])
    yield from _children(node, inside, title)


def _article(node: Node, place: Place) -> Blocks:
    number = _text(node.child("ArticleTitle"))
    several = sum(child.tag == "Paragraph" for child in node.nodes) > 1
    inside = Place(place.division, number, "第一項" if several else "")
    heading = number + _text(node.child("ArticleCaption"))
    yield Block(BlockKind.HEADING, heading, ARTICLE, place.division + number)
    yield from _children(node, inside, "ArticleTitle", "ArticleCaption")


def _paragraph(node: Node, place: Place) -> Blocks:
    number = _text(node.child("ParagraphNum"))
    inside = replace(place, paragraph=paragraph_address(number)) if number else place
    if caption := _text(node.child("ParagraphCaption")):
        yield Block(BlockKind.PARAGRAPH, caption, 0, inside.address)
    if text := "　".join(part for part in (number, _text(node.child("ParagraphSentence"))) if part):
        yield Block(BlockKind.PARAGRAPH, text, 0, inside.address)
    yield from _children(node, inside, "ParagraphNum", "ParagraphCaption", "ParagraphSentence")


def _item(node: Node, place: Place) -> Blocks:
    """Item, Subitem1, Subitem2 …; one without a title is a paragraph."""
    depth = int(node.tag.removeprefix("Subitem")) if node.tag != "Item" else 0
    mark, text = _text(node.child(f"{node.tag}Title")), _text(node.child(f"{node.tag}Sentence"))
    inside = place.at_item(depth, mark) if mark else place
    if mark:
        yield Block(BlockKind.ITEM, f"{mark}　{text}", depth + 1, inside.address)
    elif text:
        yield Block(BlockKind.PARAGRAPH, text, 0, inside.address)
    yield from _children(node, inside, f"{node.tag}Title", f"{node.tag}Sentence")


def _table(node: Node, place: Place) -> Blocks:
    for row in node.nodes:
        cells = [_text(cell) for cell in row.nodes]
        place = place.at_row(cells[0] if cells else "")
        if text := " | ".join(cells).strip("| "):
            yield Block(BlockKind.ROW, text, 0, place.row_address)


def _supplement(node: Node, place: Place) -> Blocks:
    label = supplement(1, node.attributes.get("AmendLawNum", ""))
    title = _SPACE.sub("", _text(node.child("SupplProvisionLabel"))) or "附則"
    yield Block(BlockKind.HEADING, label if label != "附則" else title, DIVISION, label)
    yield from _children(node, Place(division=label), "SupplProvisionLabel")


def _appendix(node: Node, place: Place) -> Blocks:
    """A table, form or figure at the end of the law, or of its supplementary provisions."""
    title, related = f"{node.tag}Title", "RelatedArticleNum"
    text = _text(node.child(title)) + _text(node.child(related))
    within = place.division if node.tag.startswith("SupplProvision") else ""
    inside = Place(division=within + text.split("（")[0])
    yield Block(BlockKind.HEADING, text, DIVISION + bool(within), inside.division)
    yield from _children(node, inside, title, related)


def _note(node: Node, place: Place) -> Blocks:
    """Remarks (備考) under a table, form or appendix."""
    if label := _text(node.child("RemarksLabel")):
        yield Block(BlockKind.NOTE, label, 0, place.address)
    for block in _children(node, place, "RemarksLabel"):
        yield replace(block, kind=BlockKind.NOTE) if block.kind is BlockKind.PARAGRAPH else block


Handler = Callable[[Node, Place], Blocks]
_CHAPTERS: tuple[str, ...] = ("Part", "Chapter", "Section", "Subsection", "Division")
_APPENDICES: tuple[str, ...] = (
    *("Appdx", "AppdxTable", "AppdxNote", "AppdxStyle", "AppdxFormat", "AppdxFig"),
    *("SupplProvisionAppdx", "SupplProvisionAppdxTable", "SupplProvisionAppdxStyle"),
)
_HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_CHAPTERS, _chapter),
    **dict.fromkeys(_APPENDICES, _appendix),
    **dict.fromkeys(("Item", *(f"Subitem{n}" for n in range(1, 11))), _item),
    "Article": _article,
    "Paragraph": _paragraph,
    "Table": _table,
    "SupplProvision": _supplement,
    "Remarks": _note,
    # these only hold others
    **dict.fromkeys(("MainProvision", "TableStruct", "NoteStruct", "StyleStruct", "FormatStruct"), _children),
}

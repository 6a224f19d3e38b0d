"""Status of statements: superseded, announced, proposed — by sentence, by date."""

from datetime import date
from pathlib import Path

import pytest

from ingest.errors import RegistryError
from ingest.source import Edition
from ingest.status import Status, StatusKind, load_statuses, marks_of

_ON = date(2025, 10, 9)


def _status(kind: StatusKind, on: date | None = _ON, **fields: tuple[str, ...]) -> Status:
    usual: dict[str, tuple[str, ...]] = {"phrases": (), "digest_phrases": (), "sections": ()}
    return Status(
        id=f"{kind}", source_id="doc", kind=kind, on=on, by_source="", by_locator="", note="", **usual | fields
    )


@pytest.mark.parametrize(
    ("kind", "on", "before", "at", "after"),
    [
        (StatusKind.SUPERSEDED, _ON, True, False, False),
        (StatusKind.ANNOUNCED, _ON, False, True, True),
        (StatusKind.PROPOSED, _ON, False, False, False),
        (StatusKind.PROPOSED, None, False, False, False),
        (StatusKind.SUPERSEDED, None, False, False, False),
        (StatusKind.ANNOUNCED, None, False, False, False),
    ],
)
def test_in_force_before_at_and_after_the_day(
    kind: StatusKind, on: date | None, before: bool, at: bool, after: bool
) -> None:
    """Superseded is the law until the day, announced from the day on, proposed never; without a day never."""
    status = _status(kind, on)
    days = (date(2025, 10, 8), date(2025, 10, 9), date(2025, 10, 10))
    assert tuple(status.in_force(day) for day in days) == (before, at, after)


def test_a_mark_covers_the_sentence_alone() -> None:
    """The sentence with the phrase is marked, its neighbours are not."""
    text = "前の文。要件は通知だけである。後の文。"
    (mark,) = marks_of(text, (), Edition.ORIGINAL, [_status(StatusKind.SUPERSEDED, phrases=("通知だけ",))])
    assert text[mark.start : mark.end] == "要件は通知だけである。"


def test_phrases_are_found_over_wraps_and_widths() -> None:
    """White space and full-width letters do not hide a phrase."""
    status = _status(StatusKind.SUPERSEDED, phrases=("要件はABCだけ",))
    assert marks_of("要件は　ＡＢＣ だけである。", (), Edition.ORIGINAL, [status])


def test_each_edition_has_its_own_phrases() -> None:
    """A phrase of the original does not mark a digest, and the other way round."""
    status = _status(StatusKind.SUPERSEDED, phrases=("原文の句",), digest_phrases=("要旨の句",))
    assert marks_of("要旨の句。", (), Edition.DIGEST, [status])
    assert not marks_of("要旨の句。", (), Edition.ORIGINAL, [status])
    assert not marks_of("原文の句。", (), Edition.DIGEST, [status])


def test_a_section_marks_every_sentence_under_its_heading() -> None:
    """A status of a section covers all sentences below a heading that begins with it, at any depth."""
    status = _status(StatusKind.PROPOSED, sections=("第２章",))
    assert len(marks_of("一。二。\n三", ("第2章 提言", "(1) 方向"), Edition.ORIGINAL, [status])) == 3
    assert not marks_of("一。", ("第1章 現状",), Edition.ORIGINAL, [status])


def test_a_phrase_beats_a_section() -> None:
    """An enacted statement inside a chapter of proposals carries its own status only."""
    proposed = _status(StatusKind.PROPOSED, None, sections=("第2章",))
    enacted = _status(StatusKind.ANNOUNCED, phrases=("施行する",))
    marks = marks_of("見直すべきだ。来月施行する。", ("第2章",), Edition.ORIGINAL, [proposed, enacted])
    assert [mark.status_id for mark in marks] == ["proposed", "announced"]


def test_statuses_are_read_from_the_corpus(corpus: Path) -> None:
    """Entries keep their order and get ids that stay distinct when one rule covers several statements."""
    superseded, proposed, announced = load_statuses(corpus / "superseded.toml")
    assert superseded.id == "T-1/0"
    assert superseded.on == _ON
    assert proposed.on is None
    assert announced.kind is StatusKind.ANNOUNCED


@pytest.mark.parametrize(
    "text",
    [
        "[[status]]\nid = 1",
        '[[status]]\nid="a"\nsource="b"\nkind="gone"\nnote=""',
        '[[status]]\nid="a"\nsource="b"\nkind="proposed"\nnote=""\nunknown=1',
        '[[status]]\nid="a"\nsource="b"\nkind="superseded"\non="soon"\nnote=""',
        "not toml",
    ],
)
def test_a_wrong_entry_names_the_file(tmp_path: Path, text: str) -> None:
    """A kind nobody knows, an unknown key, a wrong day or broken TOML is an error that names the file."""
    path = tmp_path / "superseded.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError, match=r"superseded\.toml"):
        load_statuses(path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """Without the file nobody would know what is superseded, so its absence is an error."""
    with pytest.raises(RegistryError):
        load_statuses(tmp_path / "superseded.toml")

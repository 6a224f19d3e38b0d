"""The outline of the compliance programme, and that what it names stands in the corpus."""

import numpy as np
import pytest

from assistant.drafting.errors import OutlineError, UnknownElementError
from assistant.drafting.outline import load_outline, shipped_outline
from assistant.provision import Provision
from ingest.fold import squeeze
from ingest.index import open_index
from ingest.lexical import Window
from ingest.settings import load_settings
from ingest.source import last_day

ELEMENTS = ("policy", "organisation", "classification", "screening", "shipment", "audit", "education", "records")
DAY = last_day("2026-04")


@pytest.fixture(scope="module")
def passages(corpus_home):
    """Every passage that is visible on a day of 2026."""
    index = open_index(load_settings(home=corpus_home))
    return index.passages([int(row) for row in np.flatnonzero(index.visible(Window(DAY)))])


def test_every_element_of_the_standard_is_there():
    """The ten elements of 輸出者等遵守基準, each once."""
    assert tuple(one.id for one in shipped_outline().elements) == (*ELEMENTS, "group", "reporting")


def test_every_provision_is_found(passages):
    """Each address names at least one sentence of the law it is said to stand in."""
    for element in shipped_outline().elements:
        for provision in element.provisions:
            assert any(
                provision.covers(one.locator_at(at), line)
                for one in passages
                if one.source_id == provision.source
                for at, line in _lines(one.text)
            ), (element.id, provision.address)


def test_every_form_is_named_in_the_corpus(passages):
    """No form is invented."""
    text = squeeze("".join(one.text for one in passages))
    assert all(squeeze(form) in text for element in shipped_outline().elements for form in element.forms)


def test_an_item_is_told_from_its_neighbours():
    """An address down to the item covers that item alone, in a digest's run of items and as a passage of its own."""
    audit = Provision(source="x", address="第一条第二号ヘ")
    assert audit.covers("第一条第二号ホ〜ヌ", "- ヘ 監査の体制を定める")
    assert not audit.covers("第一条第二号ホ〜ヌ", "- ホ 出荷の際に確認する")
    assert audit.covers("第一条第二号ヘ", "輸出等の業務の監査")
    assert not audit.covers("第一条第一号", "- ヘ 別の号")


def test_an_unknown_element_is_named_with_those_there_are():
    """The hint lists the ids."""
    with pytest.raises(UnknownElementError) as caught:
        shipped_outline().element("監査")
    assert "audit（監査）" in caught.value.hint


@pytest.mark.parametrize("text", ["[[element]]\nid = 'a'\n", "[[element", "[[element]]\nid='a'\ntitle='x'\nodd=1\n"])
def test_a_broken_outline_is_refused(tmp_path, text):
    """A missing or unknown field, or no TOML at all, is one error that names the file."""
    path = tmp_path / "cp_outline.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OutlineError, match=r"cp_outline\.toml"):
        load_outline(path)


def _lines(text):
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1

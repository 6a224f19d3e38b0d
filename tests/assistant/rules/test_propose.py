"""Propose: facts from words, each with the words it was read from; no "no" that nobody said."""

import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.rules.country import load_countries
from assistant.rules.errors import RuleBaseError
from assistant.rules.fact import json_value, load_catalogue, read_facts
from assistant.rules.propose import load_phrasebook, propose

CASES = Path(__file__).parent / "proposals"
CATALOGUE, COUNTRIES, BOOK = load_catalogue(), load_countries(), load_phrasebook()


def _cases() -> list[Any]:
    return [
        pytest.param(entry["text"], entry["facts"], id=f"{path.stem}-{entry['text'][:30]}")
        for path in sorted(CASES.glob("*.yaml"))
        if path.stem != "fresh"
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _proposed(text: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in propose(text, BOOK):
        found.setdefault(one.fact, []).append(json_value(one.value))
    return found


@pytest.mark.parametrize(("text", "facts"), _cases())
def test_a_sentence_yields_these_proposals_and_no_other(text: str, facts: dict[str, Any]) -> None:
    """Every expected value is proposed, in this order, and nothing else."""
    assert _proposed(text) == {fact: value if isinstance(value, list) else [value] for fact, value in facts.items()}


@pytest.mark.parametrize(("text", "facts"), _cases())
def test_every_value_is_in_the_normal_form_of_the_facts(text: str, facts: dict[str, Any]) -> None:
    """read_facts takes each value alone and gives it back unchanged."""
    for one in propose(text, BOOK):
        kind = {"kind": "tech"} if CATALOGUE.get(one.fact).kinds == ("tech",) or one.value == "JP" else {}
        facts_read = read_facts({**kind, one.fact: json_value(one.value)}, CATALOGUE, COUNTRIES)
        assert facts_read.given[one.fact] == one.value
        assert not (CATALOGUE.get(one.fact).human and one.fact.endswith(("clear", "confirmed", "exempt")))


def _relaxing(fact: str, value: Any) -> bool:
    lax = {
        **BOOK.gives_way,
        "tech_exception": CATALOGUE.get("tech_exception").allowed,
        "scope": ("16-1", "16-2", "exempt"),
    }
    return value in lax.get(fact, ()) and (fact, value) != ("exporter_is_maker", "no")


FRESH = yaml.safe_load((CASES / "fresh.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", FRESH, ids=lambda entry: entry["text"][:30])
def test_no_fresh_sentence_is_read_as_something_laxer_than_it_says(entry: dict[str, Any]) -> None:
    """Sentences written before the phrases were looked at may be missed, but never read as a relaxing fact."""
    wanted = {fact: value if isinstance(value, list) else [value] for fact, value in entry["facts"].items()}
    proposed = [(fact, value) for fact, values in _proposed(entry["text"]).items() for value in values]
    assert [one for one in proposed if _relaxing(*one) and one[1] not in wanted.get(one[0], [])] == []


def test_fresh_sentences() -> None:
    """How many of them are read exactly; none fewer than when the phrases were last widened."""
    wanted = [{k: v if isinstance(v, list) else [v] for k, v in entry["facts"].items()} for entry in FRESH]
    exact = sum(_proposed(entry["text"]) == facts for entry, facts in zip(FRESH, wanted, strict=True))
    assert len(FRESH) == 60
    assert exact >= 51


_TAKEN_BACK = yaml.safe_load((CASES / "taken_back" / "sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("ending", _TAKEN_BACK["taken_back"])
def test_what_is_taken_back_doubted_or_supposed_relaxes_nothing(ending: str) -> None:
    """「軍事用途ではない」 proposes a no, 「軍事用途ではないとは言えない」 does not."""
    for said in _TAKEN_BACK["said"]:
        assert [one for one in propose(said + ending, BOOK) if _relaxing(one.fact, one.value)] == []


@pytest.mark.parametrize("said", _TAKEN_BACK["said"])
def test_the_same_words_said_plainly_are_proposed(said: str) -> None:
    """So that the test above tests something."""
    assert [one for one in propose(said, BOOK) if _relaxing(one.fact, one.value)]


def test_every_value_of_the_phrasebook_is_one_the_facts_accept() -> None:
    """A misspelt fact or value in phrases.yaml does not wait for a user to find it."""
    values = [(one.fact, value) for one in BOOK.phrases for value in (one.value, one.denied) if value is not None]
    values += [(one.fact, one.value) for one in BOOK.together]
    values += [(fact, value) for fact, lax in BOOK.gives_way.items() for value in lax]
    values += [("tech_no", number) for number in BOOK.technologies.values()]
    for fact, value in values:
        assert value in CATALOGUE.get(fact).allowed, (fact, value)


@pytest.mark.parametrize(
    "fact", ["wmd_clear", "conv_clear", "conv_exempt", "exception_confirmed", "list_status_before"]
)
def test_what_only_a_person_can_judge_is_no_phrase(fact: str) -> None:
    """No words stand for a person's judgement."""
    assert fact not in {one.fact for one in (*BOOK.phrases, *BOOK.together)}


@pytest.mark.parametrize(("name", "iso"), sorted(COUNTRIES.spellings.items()))
def test_every_name_of_a_country_is_found_as_a_destination(name: str, iso: str) -> None:
    """Longest name first: a name inside another never wins. One character alone is no name; Japan no destination."""
    wanted = [] if len(name) == 1 or iso == "JP" else [iso]
    assert _proposed(f"{name}向けの貨物です").get("dest", []) == wanted


@pytest.mark.parametrize("name", [name for entry in COUNTRIES.ambiguous for name in entry.names])
def test_a_name_that_means_no_single_country_is_no_destination(name: str) -> None:
    """コンゴ, 朝鮮, スーダン, EU … are asked for, never guessed. A region of Ukraine names its country."""
    proposed = _proposed(f"{name}向けの貨物です").get("dest", [])
    assert proposed == (
        ["UA"] if name in ("ドネツク", "ドネツク州", "ルハンスク", "ルハンスク州", "ルガンスク", "DNR", "LNR") else []
    )


@pytest.mark.parametrize(
    ("text", "fact", "words"),
    [
        ("軍事用途には使われません。", "conv_use", "軍事用途には使われません"),
        ("外国ユーザーリストに 掲載 なし", "eul", "外国ユーザーリストに 掲載 なし"),
        ("仕向地はイ\u200bラ\u200bン", "dest", "イ\u200bラ\u200bン"),
        ("ｲﾝﾄﾞ向け", "dest", "ｲﾝﾄﾞ"),
        ("輸出日 令和七年十月九日", "date", "令和七年十月九日"),
        ("ＨＳ：８４５７．１０", "hs", "８４５７．１０"),
    ],
)
def test_the_words_are_those_of_the_original_with_their_denial(text: str, fact: str, words: str) -> None:
    """What a person is asked to confirm is what stands in their text, the denial included."""
    assert [one.words for one in propose(text, BOOK) if one.fact == fact] == [words]


_WORDS = [word for path in sorted(CASES.glob("*.yaml")) for word in path.read_text(encoding="utf-8").split('"')[1::2]]
_TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=5)), max_size=6).map("".join)
)


@given(text=_TEXTS)
@settings(max_examples=400, deadline=None)
def test_words_are_what_stands_at_the_span(text: str) -> None:
    """text[start:end] == words, never empty, whatever the text; the same text gives the same proposals."""
    proposals = propose(text, BOOK)
    for one in proposals:
        start, end = one.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == one.words
    assert propose(text, BOOK) == proposals


@given(text=_TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_proposal_is_a_value_that_the_facts_accept(text: str) -> None:
    """Alone, each value passes read_facts unchanged."""
    for one in propose(text, BOOK):
        kind = {"kind": "tech"} if CATALOGUE.get(one.fact).kinds == ("tech",) or one.value == "JP" else {}
        assert read_facts({**kind, one.fact: one.value}, CATALOGUE, COUNTRIES).given[one.fact] == one.value


@pytest.mark.parametrize(("text", "facts"), _cases())
def test_width_and_hidden_characters_change_nothing(text: str, facts: dict[str, Any]) -> None:
    """Full or half width, and zero-width spaces between all characters, give the same facts."""
    expected = _proposed(text)
    if not any(sign in text for sign in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"):  # NFKC takes the circle, and with it the meaning
        assert _proposed(unicodedata.normalize("NFKC", text)) == expected
    assert _proposed("\u200b".join(text)) == expected


_HOSTILE = [
    "1",
    "1,",
    "軍",
    "軍事用途",
    "需要者は",
    "中国の",
    "中国、",
    "7項(2)",
    "1万",
    " ",
    "\n",
    "\u200b",
    "か\u3099",
    "図面を",
    "hs ",
    "¥1",
    "□",
    "…",
]


@pytest.mark.parametrize("piece", _HOSTILE)
def test_a_hostile_text_takes_no_long_time(piece: str) -> None:
    """100,000 characters of the worst kinds; the time allows for a busy machine."""
    text = (piece * 100_000)[:100_000]
    started = time.process_time()
    propose(text, BOOK)
    propose("。".join(text[at : at + 500] for at in range(0, 100_000, 500)), BOOK)
    assert time.process_time() - started < 1.5


def test_an_unfinished_sentence_at_the_limit_is_not_read() -> None:
    """What takes words back may stand behind the limit."""
    assert _proposed("あ" * 19_980 + "。軍事用途ではないとは" + "言えません。" * 20) == {}


def test_a_phrase_that_cannot_be_read_names_the_fact(tmp_path: Path) -> None:
    """A lawyer who extends the phrases learns which one is wrong."""
    file = Path(load_phrasebook.__code__.co_filename).parents[1] / "data" / "phrases.yaml"
    broken = tmp_path / "phrases.yaml"
    broken.write_text(
        file.read_text(encoding="utf-8")
        + """
  - {fact: transit, value: "yes", phrases: ["…<nobody>", "{|}"]}
""",
        encoding="utf-8",
    )
    with pytest.raises(RuleBaseError, match="transit"):
        load_phrasebook(broken)

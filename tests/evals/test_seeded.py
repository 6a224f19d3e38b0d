"""Seeded mutants: one thing is made wrong, and nothing of it stands in the evidence."""

import re
from collections import Counter
from random import Random

import pytest

from evals import mutate, reword
from evals.guard import Paraphrase, digest_sentences, load_paraphrases
from evals.mutate import Operator, Seed
from evals.seeded import Mutant, MutantKind, mutants, seeds
from ingest.names import Names, load_names
from ingest.settings import CORPUS

NAMES = Names(
    {"JP": ("日本",), "US": ("米国", "アメリカ"), "TH": ("タイ",), "IN": ("インド",)},
    ("経済産業省", "外務省", "METI", "総合分科会", "役務分科会"),
)
NUMERAL = re.compile(r"[0-9０-９.,]+|[〇一二三四五六七八九十百千]+")


@pytest.fixture(scope="module")
def real() -> tuple[Mutant, ...]:
    """The mutants of the real corpus."""
    return mutants(seeds(load_paraphrases("tune"), digest_sentences()), load_names(CORPUS))


def made(operator: Operator, text: str, *evidence: str) -> set[str]:
    """All that an operator makes of a statement in many draws."""
    one = Seed("s1", evidence or (text,), text)
    return {changed for draw in range(60) for changed in operator(one, Random(draw), NAMES)}


@pytest.mark.parametrize(
    ("operator", "text", "mutant"),
    [
        (mutate.numbers, "総価額は百万円以下である。", "総価額は二百万円以下である。"),
        (mutate.numbers, "総価額は100万円以下である。", "総価額は100億円以下である。"),
        (mutate.numbers, "総価額は100万円以下である。", "総価額は100万ドル以下である。"),
        (mutate.numbers, "約1,200社が届け出た。", "約2,400社が届け出た。"),
        (mutate.dates, "2025年10月9日に施行された。", "2026年10月9日に施行された。"),
        (mutate.dates, "2025年10月9日に施行された。", "2025年11月9日に施行された。"),
        (mutate.dates, "令和7年に施行された。", "平成7年に施行された。"),
        (mutate.dates, "It entered into force on 9 April 2025.", "It entered into force on 9 May 2025."),
        (mutate.articles, "外為法 第五十五条の八による。", "外為法 第五十六条の八による。"),
        (mutate.articles, "外為法 第五十五条の八による。", "外為法 第五十五条の九による。"),
        (mutate.articles, "第二条第一項の承認", "第二条第一号の承認"),
        (mutate.articles, "16の項(1)の貨物", "16の項(2)の貨物"),
        (mutate.articles, "8542.90を除く。", "8542.91を除く。"),
        (mutate.articles, "第八八・〇六項の物品", "第八八・〇七項の物品"),
        (mutate.countries, "タイ向けの輸出", "インド向けの輸出"),
        (mutate.countries, "グループA向けの輸出", "グループB向けの輸出"),
        (mutate.organisations, "経済産業省が定める。", "外務省が定める。"),
        (mutate.organisations, "総合分科会が提出した。", "役務分科会が提出した。"),
        (reword.comparators, "50%以上を所有する。", "50%未満を所有する。"),
        (reword.comparators, "30日以内に判断される。", "30日超に判断される。"),
        (reword.comparators, "公布後に施行された。", "公布前に施行された。"),
        (reword.comparators, "2027年4月13日までである。", "2027年4月13日からである。"),
        (reword.polarity, "許可が要る。", "許可が要らない。"),
        (reword.polarity, "貨物は対象外である。", "貨物は対象である。"),
        (reword.polarity, "1の項の貨物を除く。", "1の項の貨物を含む。"),
        (reword.polarity, "報告しなければならない。", "報告しなくてもよい。"),
        (reword.scope, "すべての貨物が対象となる。", "一部の貨物が対象となる。"),
        (reword.scope, "通知だけを見る。", "通知などを見る。"),
        (reword.scope, "懲役若しくは罰金に処する。", "懲役及び罰金に処する。"),
    ],
)
def test_each_kind_turns_the_meaning(operator: Operator, text: str, mutant: str) -> None:
    """Of a statement an operator makes, among others, this one."""
    assert mutant in made(operator, text)


@pytest.mark.parametrize(
    ("operator", "text", "evidence"),
    [
        (mutate.numbers, "会合は三回開かれた。", "会合は3回、ほかは1、2、4、5、六、8、9、30回開かれた。"),
        (mutate.articles, "ジャーナル2026年3月号", "ジャーナル2026年3月号"),
        (reword.comparators, "50%以上の会社", "50%以上の会社、50%以下の会社、50%未満の会社、50%超の会社"),
        (reword.comparators, "1から15までの項の貨物", "1から15までの項の貨物"),
        (reword.polarity, "資料「該当品目の一覧である。」", "資料「該当品目の一覧である。」"),
    ],
)
def test_nothing_is_made_where_nothing_would_be_wrong(operator: Operator, text: str, evidence: str) -> None:
    """What the evidence says as well, in whatever spelling, is not put in; titles and ranges are left alone."""
    assert made(operator, text, evidence) == set()


def test_a_year_of_an_era_is_the_year_of_the_calendar() -> None:
    """令和6年 is not put in where the evidence speaks of 2024; another era is always another year."""
    evidence = "2025年の改正。2022、2023、2024、2026、2027、2030年と4、5、6、8、9、10、12"
    assert made(mutate.dates, "令和7年の改正", evidence) == {"平成7年の改正"}


def test_another_name_of_a_body_is_no_other_body() -> None:
    """METI is not replaced by 経産省, nor by a body of the evidence."""
    texts = made(mutate.organisations, "METIが定める。", "経済産業省が外務省と定める。")
    assert texts == {"財務省が定める。", "防衛省が定める。", "厚生労働省が定める。"}


def test_seeds_are_paraphrases_and_sentences() -> None:
    """A digest's sentence is its own evidence; rows lose their outer bars, fragments are left out."""
    paraphrase = Paraphrase("par-a-001", "plain", "s1", ("許可は六月有効である。",), "許可は6か月有効です。")
    found = seeds([paraphrase], {"s1": ("許可は六月有効である。承認も。", "| 英国 | 3件 | 2024年 |", "武器")})
    assert [(one.text, one.evidence) for one in found] == [
        ("許可は6か月有効です。", ("許可は六月有効である。",)),
        ("許可は六月有効である。承認も。", ("許可は六月有効である。承認も。",)),
        ("英国 | 3件 | 2024年", ("英国 | 3件 | 2024年",)),
    ]


def test_the_corpus_yields_enough_of_every_kind(real: tuple[Mutant, ...]) -> None:
    """At least 300 of each kind and 2,500 in all, none twice."""
    counts = Counter(mutant.kind for mutant in real)
    assert all(counts[kind] >= 300 for kind in MutantKind), counts
    assert len(real) >= 2500
    assert len({(mutant.kind, mutant.evidence, mutant.text) for mutant in real}) == len(real)


def test_every_source_has_mutants(real: tuple[Mutant, ...]) -> None:
    """No document of the corpus is left out, and none makes up half of all."""
    counts = Counter(mutant.source for mutant in real)
    assert set(counts) == set(digest_sentences())
    assert max(counts.values()) < len(real) / 2


def test_the_same_seed_gives_the_same_mutants(real: tuple[Mutant, ...]) -> None:
    """The draw depends on the seed alone."""
    true, names = seeds(load_paraphrases("tune"), digest_sentences()), load_names(CORPUS)
    assert mutants(true, names) == real
    assert mutants(true, names, seed=1) != real


def test_one_place_is_changed_and_the_evidence_does_not_say_it(real: tuple[Mutant, ...]) -> None:
    """A mutant differs from its statement, and new numerals stand nowhere in the evidence."""
    for mutant in real:
        assert mutant.text != mutant.original
        assert all(mutant.text not in sentence for sentence in mutant.evidence), mutant
        if mutant.kind in (MutantKind.NUMBER, MutantKind.DATE, MutantKind.ARTICLE):
            said = Counter(NUMERAL.findall(mutant.text)) - Counter(NUMERAL.findall(mutant.original))
            evidence = {numeral for one in mutant.evidence for numeral in NUMERAL.findall(one)}
            assert not set(said) & evidence, mutant

"""Content: what a statement says in words of its own, and whether what it points at says that too. Words in, yes or no out.

Knows words only; numbers, dates, names and denials are compared by `assistant.verify`.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.verify.reading import Reader, Reading
from ingest.fold import squeeze

HEAVY = re.compile(
    r"廃止|撤廃|失効|無効|停止|中止|中断|延期|先送り|先延ばし|見送[らりるっ]|見合わせ|棚上げ|白紙|撤回|取り?下げ|取り?消[さしすそ]|破棄"
    r"|凍結|解散|解除|廃案|否決|打ち?切[らりるっ]|取り?[やや止]め|とりやめ|終[わえ](?=[りるっらた])|終了|なくな(?=[りるっ])"
    r"|無期|終身|死刑|永久|永年|恒久|無制限|いつまでも|青天井|(?:期限|上限|下限|例外|罰則)[はがも]?(?:な[いくし]|あり?ません|無)"
)
"""Words that turn what is said of a law or a limit; never told where the evidence has them not."""

RELATIVE = re.compile(
    r"一昨年度?|おととし|昨年度?|去年|今年度?|本年度?|再来年度?|来年度?|先々?月|今月|本月|再来月|来月|先々?週|今週|再来週|来週"
    r"|一昨日|おととい|昨日|きのう|今日|本日|明後日|あさって|明日|あした|先日|先ごろ|このほど|近日中?|近々|近いうち|[間ま]もなく|当面|当分"
)
"""Days that depend on when they are read; told only where the evidence has the very word."""

_HEAVIER = re.compile(
    r"嘘|ウソ|うそ(?=[でだ])|虚偽|誤り|間違|まちが|デマ|でたらめ|事実無根|冗談|架空|昔の|古い|時代遅れ|過去の(?=もの|話)|無意味|不正確"
)
_EMPTY = frozenset(
    re.split(
        " ",
        "そう 無い 要る いる 必要 不要 上 前 下 文 話 件 誰 どこ どれ 何 もの 物 其れ 其の 此れ 此の 通り 様 点 旨 よる 因る 為る 成る 有る 出来る"
        " 資料 説明 述べる 示す 為す 行う 内容 際 次 以下 御座る 置く 見る 知る 関する 就く 共 他 場合 事 方 人 者 訳 年 月 日 件 個 社 回 円"
        " 期間 時期 時点 数 数量 除く 以外 こと",
    )
)
"""Words that say nothing: they make no statement, and no evidence need have them."""
_STANCE = frozenset(
    re.split(
        " ",
        "嘘 うそ 違う 正しい 誤り 間違い 大丈夫 当てる 嵌まる 当たる 問題 安全 可能 限る 限り 良い よい 駄目 質問 御 尋ねる 認識 理解 回答 答え 記載"
        " 本当 事実 確か 確実 全て 今 十分 結構 平気 無論 勿論 当然 該当 対象 対象外 言える 言う 思う 考える 差し支え 構う 自由 許す 認める",
    )
)
"""Words that agree, deny or allow: they make no statement either, but where they stand the evidence must have them."""
_INTRODUCES = re.compile(r"^[^、。]{1,30}は、?(?:次|以下)の(?:とおり|通り)(?:です|である|だ)?。?$")
_FEW = 4  # words: of a sentence with fewer, each must be borne out
_OWN = 2  # words that a sentence must have of its own
_SIGNS = re.compile(r"[一-龠]")


class Content:
    """Compares words of statements with those of evidence. Thread-safe."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def stands_alone(self, text: str) -> bool:
        """Whether a sentence says something itself, and does not only agree with, deny or point at something else."""
        reading = self._reader.read(text)
        if reading.english or _INTRODUCES.search(text):
            return True
        own = {squeeze(token.written) for token in reading.tokens}
        covered = "|".join(own)
        own |= {word for word in reading.words if self._counts(word) and word not in covered}
        return len(own) >= _OWN

    def unsaid(self, text: str, told: Sequence[str]) -> tuple[str, ...]:
        """Heavy words and relative days of a sentence, and all words of a short one, that stand nowhere in what it points at."""
        plain, known = squeeze(text), "|".join(map(squeeze, told))
        heavy = (match[0] for pattern in (HEAVY, _HEAVIER, RELATIVE) for match in pattern.finditer(plain))
        return tuple(dict.fromkeys((*(one for one in heavy if one not in known), *self.strange(text, told))))

    def strange(self, text: str, told: Sequence[str]) -> tuple[str, ...]:
        """The words of a short sentence that stand nowhere in what it points at: too few to be judged by their share."""
        reading = self._reader.read(text)
        covered = "|".join(squeeze(token.written) for token in reading.tokens)
        said = (one for one in dict.fromkeys(reading.words) if one not in _EMPTY and not one.isdigit())
        words = [one for one in said if one not in covered]
        if reading.english or len(words) >= _FEW:
            return ()
        known = "|".join(map(squeeze, told))
        left = [one for one in words if one not in known and not _cognate(one, known)]
        if not left:
            return ()
        known_words = {word for each in told for word in self._reader.read(each).words}
        known_words |= {word for other in self._reader.synonyms(known) for word in self._reader.words(other)}
        return tuple(one for one in left if one not in known_words)

    def words(self, text: str) -> frozenset[str]:
        """What a text says: its words that count, and its numbers, dates and names as they compare."""
        reading = self._reader.read(text)
        return frozenset((*(word for word in reading.words if self._counts(word)), *_values(reading)))

    def shared(self, text: str, told: str) -> frozenset[str]:
        """The words and values of a text that another has too."""
        words, plain = self.words(told), squeeze(told)
        return frozenset(one for one in self.words(text) if one in words or one in plain)

    def _counts(self, word: str) -> bool:
        return word not in _EMPTY and word not in _STANCE and not word.isdigit()


def _values(reading: Reading) -> Iterator[str]:
    yield from (token.value for token in reading.tokens)


def _cognate(word: str, known: str) -> bool:
    """Whether each kanji of a word stands in a text: 開始する of 始める and 開く is near enough, 無効 of 有効 is not."""
    signs = _SIGNS.findall(word)
    return bool(signs) and all(sign in known for sign in signs)

"""Grid: which facts a determination table runs over, and which topics call for it. No result stands here: those come
from the rules alone. Where a table names no country, its destinations are the groups, each by one country of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.rules.outcome import Axis

Facts = Mapping[str, Any]

_CLEAN: Facts = {
    "kind": "goods",
    "list_status": "not_listed",
    "inform": "no",
    "wmd_use": "no",
    "wmd_user": "no",
    "conv_use": "no",
    "conv_user": "no",
    "eul": "none",
}


@dataclass(frozen=True)
class Range:
    """Sets of facts that take each other's place, under the heading of their column."""

    name: str
    parts: tuple[Facts, ...]

    @property
    def plain(self) -> bool:
        """Whether it runs over one fact."""
        return len({key for part in self.parts for key in part}) == 1


@dataclass(frozen=True)
class Grid:
    """A table: what is given, and the ranges whose product gives its rows.

    `regimes`: those whose rules its cells rest on (none: all). `tells`: what a cell says. `by_group`: the groups of destinations are
    a range as well, the first.
    """

    id: str
    title: str
    words: tuple[str, ...]  # of a topic, in folded form
    regimes: tuple[str, ...]
    ranges: tuple[Range, ...] = ()
    given: Facts = field(default_factory=dict)
    tells: Axis = Axis.PERMIT
    by_group: bool = True


EXAMPLES = ("US", "BR", "AF")
"""Countries shown for their groups where they still are in them and on no other list."""


GRIDS = (
    Grid(
        id="catch-all",
        title="補完的輸出規制（キャッチオール規制）の要件と国の区分",
        words=(
            *("補完的輸出規制", "キャッチオール", "16項", "用途要件", "需要者要件", "用途・需要者"),
            *("インフォーム", "グループa", "武器禁輸国"),
        ),
        regimes=("catch_all", "scope"),
        given=_CLEAN,
        ranges=(
            Range("16項の区分", ({"scope": "16-1"}, {"scope": "16-2"})),
            Range(
                "当たる要件",
                (
                    {"wmd_use": "yes"},
                    {"wmd_user": "yes", "wmd_clear": "no"},
                    {"conv_use": "yes"},
                    {"conv_user": "yes", "conv_clear": "no"},
                    {"inform": "wmd"},
                    {"inform": "conv"},
                    {"inform": "no"},
                ),
            ),
        ),
    ),
    Grid(
        id="list-control",
        title="リスト規制と国の区分",
        words=("リスト規制", "該非判定", "品目追加", "品目の追加"),
        regimes=("list_control",),
        given={**_CLEAN, "scope": "16-1"},
        ranges=(Range("該非判定", ({"list_status": "listed"}, {"list_status": "not_listed"})),),
    ),
    Grid(
        id="prior-report",
        title="官民対話の事前報告と対象技術",
        words=("官民対話", "事前報告", "対象技術"),
        regimes=("dialogue",),
        given={
            **_CLEAN,
            **{"kind": "tech", "dest": "CN", "dest_recipient": "CN", "scope": "16-2"},
            **{"design_mfg": "yes", "act": "subsidiary", "contract": "before"},
        },
        ranges=(Range("対象技術", tuple({"tech_no": str(n)} for n in range(1, 16))),),
        tells=Axis.PRIOR_REPORT,
        by_group=False,
    ),
    Grid(
        id="russia-belarus",
        title="ロシア・ベラルーシ向けの貨物と別表第二の三の区分",
        words=("ロシア", "ベラルーシ"),
        regimes=("sanctions",),
        given={**_CLEAN, "designated_entity": "no", "scope": "16-1"},
        ranges=(
            Range("仕向地", ({"dest": "RU"}, {"dest": "BY"})),
            Range(
                "貨物",
                (
                    {"list_status": "listed"},
                    {"ru_category": "2", "ru_item_no": 1},
                    {"ru_category": "2", "ru_item_no": 46},
                    *({"ru_category": str(n)} for n in range(3, 8)),
                    {"ru_category": "none"},
                ),
            ),
        ),
        by_group=False,
    ),
    Grid(
        id="north-korea",
        title="北朝鮮向けの貨物",
        words=("北朝鮮",),
        regimes=("sanctions",),
        given={**_CLEAN, "scope": "16-2"},
        ranges=(Range("仕向地", ({"dest": "KP"},)),),
        by_group=False,
    ),
    Grid(
        id="used-machine-tools",
        title="中古の工作機械の届出",
        words=("工作機械",),
        regimes=("used_machine_tools",),
        given={**_CLEAN, "dest": "BR", "scope": "16-1", "machine_tool": "used"},
        ranges=(
            Range("輸出者は製造者", ({"exporter_is_maker": "no"}, {"exporter_is_maker": "yes"})),
            Range("製造後の年数", ({"age_years": 20}, {"age_years": 21})),
            Range("該非判定の根拠", ({"basis": "measured"}, {"basis": "declared"}, {"basis": "catalog"})),
        ),
        tells=Axis.NOTIFICATION,
        by_group=False,
    ),
    Grid(
        id="takehome",
        title="外国の軍隊が持ち帰る貨物（1項）",
        words=("防衛装備", "共同訓練", "持ち帰り", "持帰り"),
        regimes=("exceptions",),
        given={**_CLEAN, "list_status": "listed", "item_no": "1(1)", "dest": "US"},
        ranges=(Range("外国軍隊の持帰り", ({"foreign_force_takehome": "yes"}, {"foreign_force_takehome": "no"})),),
        by_group=False,
    ),
)

OWN = Grid(id="facts", title="挙げられた事実に対する規則の結果", words=(), regimes=(), by_group=False)
"""The facts of a request alone, where no table of the draft takes them for given."""


def grids_for(topic: str) -> tuple[Grid, ...]:
    """The tables that a folded topic calls for."""
    return tuple(grid for grid in GRIDS if any(word in topic for word in grid.words))

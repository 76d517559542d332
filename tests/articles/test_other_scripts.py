"""Listed Koreans in Japanese and Chinese sentences, with and without separators."""

from __future__ import annotations

import pytest

import xref
from xref.articles.cyrillic import nominatives
from xref.rules import load_rules


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("キム・ヨンボク副総参謀長がロシアに向かった。", "キム・ヨンボク"),
        ("キムヨンボク氏がロシアに向かった。", "キムヨンボク"),
        ("「キムジョンウン総書記」と報じた。", "キムジョンウン"),
        ("金永福副総参謀長がロシアに向かった。", "金永福"),
        ("朝鲜人民军副总参谋长金永福抵达俄罗斯。", "金永福"),
        ("总书记金正恩视察了农场。", "金正恩"),
        ("据报道金永福已经回国。", "金永福"),
        ("陪同视察的有金永福和工作人员。", "金永福"),
        ("受大雪影响，高铁晚点三小时。", None),
        ("高铁晚点的旅客很多。", None),
        ("リ・ヨンギル国防相", "リ・ヨンギル"),
        ("김영복부총참모장은 연설하였다.", "김영복"),
        ("김영복동지께서는 연설하였다.", "김영복"),
        ("총국장인 리창호대장에게", "리창호"),
        ("거리에 늘어선 시민들이 손을 흔들었다.", None),
        ("김영복집에 갔다.", None),
        ("김철수 씨와 강민호 선수", None),
        ("북한의 강민은 떠났다.", "강민"),
        ("キムヨンボクスキーという名の店", None),
        ("コンピューターとカメラマンのシンポジウムでキャンペーンを行う。", None),
        ("キムチチゲとサムスンとハンギョレとヒョンデ", None),
        ("チョンマゲ姿のチャンピオンがパンフレットを配る。", None),
    ],
)
def test_spans(matcher: xref.Matcher, text: str, span: str | None) -> None:
    """The whole name; no loanword is one."""
    found = {mention.text for alert in matcher.scan(text) for mention in alert.mentions}
    assert found == ({span} if span else set())


@pytest.mark.parametrize(
    ("printed", "nominative"),
    [
        ("Толстого", "Толстой"),
        ("Толстому", "Толстой"),
        ("Белым", "Белый"),
        ("Жуковского", "Жуковский"),
        ("Ольги", "Ольга"),
        ("Марии", "Мария"),
        ("Захаровой", "Захарова"),
    ],
)
def test_nominatives(printed: str, nominative: str) -> None:
    """Names that are declined as adjectives are, and women's names."""
    assert nominative in nominatives(printed, load_rules().cyrillic_texts.endings)

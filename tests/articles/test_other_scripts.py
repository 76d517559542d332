"""Listed Koreans in Japanese and Chinese sentences, with and without separators."""

from __future__ import annotations

import pytest

import xref


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("キム・ヨンボク副総参謀長がロシアに向かった。", "キム・ヨンボク"),
        ("キムヨンボク氏がロシアに向かった。", "キムヨンボク"),
        ("「キムジョンウン総書記」と報じた。", "キムジョンウン"),
        ("金永福副総参謀長がロシアに向かった。", "金永福"),
        ("朝鲜人民军副总参谋长金永福抵达俄罗斯。", "金永福"),
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

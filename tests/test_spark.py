"""Columns: polars, Arrow and Spark give the alerts of `xref screen`, byte for byte."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import xref
from xref.alerts import alert_object, json_lines
from xref.arrow import FIELDS, screen_columns
from xref.articles.reading import read_documents
from xref.errors import ConfigError, InputError, UsageError

TEXTS = [
    "North Korean leader Kim Jong Un spoke in Pyongyang. The cargo ship Lady R left Rason.",
    "Nothing here.",
    "Vladimir Putin, sanctioned by the EU, met General Kim Yong-bok, a North Korean.",
    "The golfer Park Yong-sik won again.",
    "  ",
]
ARTICLES = [
    {
        "id": f"a{n:03}",
        "text": TEXTS[n % 5],
        "title": [None, "Kim Yong Chol speaks", ""][n % 3],
        "published": [None, "2025-05-09", "9 May 2025 10:00"][n % 3],
        "path": "news.jsonl",
        "author": [None, "Park Yong-sik", "By  Anna Weller"][n % 3],
        "language": [None, "ko-KR", "Korean"][n % 3],
        "url": [None, f"https://example.org/{n}", "javascript:alert(1)"][n % 3],
    }
    for n in range(60)
]
OPTIONS = {name: name for name in ("title", "published", "path", "author", "language", "url")}


@pytest.fixture(scope="module")
def expected(matcher: xref.Matcher, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Alerts of the same articles as JSON Lines, read and screened as `xref screen` does."""
    path = tmp_path_factory.mktemp("lines") / "news.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    documents = read_documents([path], rules=matcher.rules.articles, on_problem=lambda _: None)
    lines = sorted_lines(alert_object(alert) for alert in matcher.screen(documents))
    assert lines.count(b"\n") > 40
    return lines


@pytest.fixture(scope="module")
def bundle(matcher: xref.Matcher, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundle") / "today.xref"
    xref.write_bundle(matcher, path)
    return path


def sorted_lines(rows: Any) -> bytes:
    """Rows as lines of JSON, in a fixed order."""
    return json_lines(sorted(rows, key=lambda row: (row["document"]["id"], row["alert_id"])))


def column(name: str) -> list[Any]:
    return [article[name] for article in ARTICLES]


def test_fields_are_those_of_the_lines(expected: bytes) -> None:
    """The schema names the keys of `alerts.jsonl`, in their order, at every depth."""

    def check(value: Any, field: Any) -> None:
        if isinstance(field, dict):
            assert list(value) == list(field)
            for name, inner in field.items():
                check(value[name], inner)
        elif isinstance(field, list):
            for item in value:
                check(item, field[0])
        elif value is not None:
            types = {"string": str, "double": float, "int": int, "boolean": bool}
            assert isinstance(value, types[field])

    for line in expected.splitlines():
        check(json.loads(line), FIELDS)


def test_a_polars_frame_gives_the_same_alerts(matcher: xref.Matcher, expected: bytes) -> None:
    """Eager or lazy; columns under any name; nulls and blank texts have no alerts."""
    import polars as pl

    from xref.polars import alert_schema, screen_frame

    frame = pl.DataFrame(ARTICLES, schema=dict.fromkeys(ARTICLES[0], pl.String))
    for each in (frame, frame.lazy()):
        found = screen_frame(each, matcher, **OPTIONS)  # type: ignore[arg-type]
        assert found.schema == alert_schema()
        assert sorted_lines(found.to_dicts()) == expected
    renamed = frame.select(pl.col("id").alias("url"), pl.col("text").alias("body"))
    some = screen_frame(renamed, matcher, id="url", text="body")
    assert set(some["status"]) == {"designated"}
    with pytest.raises(UsageError, match="'text'") as caught:
        screen_frame(renamed, matcher, id="url")
    assert caught.value.hint == "columns: url, body"
    none = pl.DataFrame({"id": [None, 2], "text": [None, TEXTS[1]]})
    assert screen_frame(none, matcher).schema == alert_schema()


def test_an_arrow_batch_gives_the_same_alerts(matcher: xref.Matcher, expected: bytes) -> None:
    """The function that Spark's executors call."""
    pa = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'xref[spark]'")
    from xref.arrow import alert_schema, screen_batch

    batch = pa.RecordBatch.from_pylist(ARTICLES)
    found = screen_batch(matcher, batch, **OPTIONS)  # type: ignore[arg-type]
    assert found.schema == alert_schema()
    assert sorted_lines(found.to_pylist()) == expected
    with pytest.raises(UsageError, match="'body'"):
        screen_batch(matcher, batch, text="body")


def test_ids_and_dates_of_any_type(matcher: xref.Matcher) -> None:
    """Numbers become texts, dates and times ISO dates."""
    columns: dict[str, list[Any]] = {
        "id": [7, None],
        "text": [TEXTS[0], TEXTS[0]],
        "published": [datetime.date(2025, 5, 9), datetime.datetime(2025, 5, 9, 10, 30)],
    }
    alerts = list(screen_columns(matcher, columns))
    assert {alert.document_id for alert in alerts} == {"7", ""}
    assert {alert.document.published for alert in alerts} == {"2025-05-09"}


def test_an_article_that_fails_is_named(matcher: xref.Matcher) -> None:
    """A failure says which article to leave out."""

    class Broken(xref.Matcher):
        def document_alerts(self, document: xref.Document) -> Any:
            raise RuntimeError(document.text)

    broken = Broken.__new__(Broken)
    broken.__setstate__(matcher.__getstate__())
    with pytest.raises(InputError, match="document 'x7' could not be screened"):
        list(screen_columns(broken, {"id": ["x7"], "text": ["a"]}))


def test_a_worker_reads_its_bundle_once_and_checks_it(bundle: Path, tmp_path: Path) -> None:
    """The matcher of a process is kept; another bundle than the driver's is refused."""
    from xref.bundle import bundle_digest
    from xref.spark import _matcher, _matchers

    _matchers.clear()
    digest = bundle_digest(bundle)
    first = _matcher(digest, str(bundle), False)
    assert _matcher(digest, "no such file any more", False) is first
    with pytest.raises(ConfigError, match=f"has bundle {digest[:12]}, the driver named ffffff"):
        _matcher("f" * 64, str(bundle), False)
    _matchers.clear()


# A real session


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Spark on this machine, two cores, Python workers of this very Python."""
    sql = pytest.importorskip("pyspark.sql", reason="needs PySpark: pip install 'xref[spark]'")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("needs Java 17 or later for Spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYSPARK_DRIVER_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        found = (
            sql.SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.memory", "512m")
            .getOrCreate()
        )
        found.sparkContext.setLogLevel("ERROR")
        yield found
        found.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("ship", [True, False])
def test_spark_gives_the_same_alerts(
    session: Any, bundle: Path, expected: bytes, ship: bool
) -> None:
    """Two executors' workers, three partitions: byte for byte the local alerts."""
    from xref.spark import screen

    schema = ", ".join(f"{name} string" for name in ARTICLES[0])
    frame = session.createDataFrame(
        [tuple(article.values()) for article in ARTICLES], schema
    ).repartition(3)
    for _ in range(2):
        alerts = screen(frame, bundle, ship=ship, **OPTIONS)  # type: ignore[arg-type]
        rows = [row.asDict(recursive=True) for row in alerts.collect()]
        assert sorted_lines(rows) == expected
    assert alerts.where("band = 'strong'").count() > 10


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_spark_refuses_another_bundle(session: Any, bundle: Path, tmp_path: Path) -> None:
    """A bundle that was replaced under the driver's feet: an error that says so."""
    from xref.spark import screen

    frame = session.createDataFrame([("a", TEXTS[0])], "id string, text string")
    path = tmp_path / "shared.xref"
    xref.write_bundle(xref.Matcher(xref.load_lists("kr-mofa")), path)
    alerts = screen(frame, path, ship=False)
    shutil.copyfile(bundle, path)
    with pytest.raises(Exception, match=r"this executor has bundle [0-9a-f]{12}, the driver"):
        alerts.collect()
    with pytest.raises(UsageError, match="'body'"):
        screen(frame, bundle, text="body")
    with pytest.raises(ConfigError, match="cannot be read"):
        screen(frame, tmp_path / "none.xref")

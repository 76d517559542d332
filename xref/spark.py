"""Spark: articles in a DataFrame, screened by its executors.

Owns shipping a bundle to executors and screening there. Invariants: executors use the very
bundle that the driver named, by its sha256; each Python worker reads it once; the alerts are
those of `xref screen`. Refuses to start a session, and to ship lists or rules apart from one
another. PySpark 4 comes with `pip install 'xref[spark]'`; executors need xref, too.
"""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xref.arrow import FIELDS, check_columns, screen_batch
from xref.bundle import bundle_digest, load_bundle
from xref.errors import ConfigError
from xref.match.matcher import Matcher

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

#: Articles turned into Python values at a time, whatever Spark's own batches hold.
_ROWS = 500

# Bundles that were shipped, by application and sha256; and, in a worker process, the matcher.
_shipped: dict[tuple[str, str], str] = {}
_matchers: dict[str, Matcher] = {}


def screen(
    df: DataFrame,
    bundle: str | Path,
    *,
    id: str = "id",  # noqa: A002 - the name of the column
    text: str = "text",
    title: str | None = None,
    published: str | None = None,
    path: str | None = None,
    author: str | None = None,
    language: str | None = None,
    url: str | None = None,
    ship: bool = True,
) -> DataFrame:
    """Alerts of the articles in a DataFrame, in all bands: one row an alert.

    Args:
        df: Articles; how they are partitioned decides how the work is divided.
        bundle: From `xref bundle build` or `xref.write_bundle`.
        id: Column with the ids of articles; they should differ.
        text: Column with the texts; rows without a text have no alerts.
        title: Column with headlines.
        published: Column with dates, or with texts that hold dates.
        path: Column with what alerts are to show as the path.
        author: Column with authors; a listed name that is the author's is a byline.
        language: Column with languages (`ko`, `ko-KR`).
        url: Column with addresses; what is no http or https address is left out.
        ship: Send the bundle to the executors; False if it lies under the same path on all of
            them (an image, a shared disk), or with Spark Connect.

    Returns:
        The fields of `alerts.jsonl`, as a schema in `xref.arrow.FIELDS`; not sorted.

    Raises:
        ConfigError: The bundle is missing, damaged, or of another version of xref; when the
            frame is computed, also if an executor finds another bundle than the driver did.
        UsageError: No such column.

    Example:
        alerts = xref.spark.screen(spark.read.parquet("news"), "today.xref", title="title")
        alerts.where("band in ('strong', 'possible')").write.json("alerts")
    """
    columns = {
        "id": id, "text": text, "title": title, "published": published, "path": path,
        "author": author, "language": language, "url": url,
    }  # fmt: skip
    check_columns(df.columns, columns)
    digest = bundle_digest(bundle)
    place = _ship(df.sparkSession, Path(bundle), digest) if ship else str(bundle)
    chosen = df.select(*dict.fromkeys(column for column in columns.values() if column))

    def screened(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return _screened(batches, digest, place, ship, columns)

    return chosen.mapInArrow(screened, ddl())


def ddl() -> str:
    """The schema of alerts in Spark's own words.

    Example:
        >>> ddl()[:80]
        'alert_id string, document struct<id: string, title: string, published: string, p'
    """

    def made(field: Any) -> str:
        if isinstance(field, dict):
            inside = ", ".join(f"{_quoted(name)}: {made(inner)}" for name, inner in field.items())
            return f"struct<{inside}>"
        if isinstance(field, list):
            return f"array<{made(field[0])}>"
        return str(field)

    return ", ".join(f"{_quoted(name)} {made(field)}" for name, field in FIELDS.items())


def _quoted(name: str) -> str:
    # Words that Spark's SQL keeps for itself.
    return f"`{name}`" if name in ("start", "end", "list") else name


def _ship(session: SparkSession, bundle: Path, digest: str) -> str:
    """Send a bundle to all executors, once an application; returns its name there."""
    context = session.sparkContext
    key = (str(context.applicationId), digest)
    if key not in _shipped:
        # Under a name of its own: Spark refuses a second file of one name, and a bundle that is
        # built anew is another file.
        name = f"xref-{digest}.bundle"
        folder = Path(tempfile.mkdtemp(prefix="xref-"))
        shutil.copyfile(bundle, folder / name)
        context.addFile(str(folder / name))
        _shipped[key] = name
    return _shipped[key]


# On executors


def _screened(
    batches: Iterable[pa.RecordBatch],
    digest: str,
    place: str,
    shipped: bool,
    columns: dict[str, str | None],
) -> Iterator[pa.RecordBatch]:
    matcher = _matcher(digest, place, shipped)
    for batch in batches:
        for first in range(0, batch.num_rows, _ROWS):
            yield screen_batch(matcher, batch.slice(first, _ROWS), **columns)  # type: ignore[arg-type]


def _matcher(digest: str, place: str, shipped: bool) -> Matcher:
    """The matcher of this process; another bundle takes the place of the last."""
    if digest not in _matchers:
        _matchers.clear()
        path = place
        if shipped:
            from pyspark import SparkFiles

            path = SparkFiles.get(place)
        found = bundle_digest(path)
        if found != digest:
            raise ConfigError(
                f"{path}: this executor has bundle {found[:12]}, the driver named {digest[:12]}",
                hint="put the same file on all nodes, or let xref ship it (ship=True)",
            )
        _matchers[digest] = load_bundle(path)
        gc.freeze()
    return _matchers[digest]

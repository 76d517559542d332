"""Texts: what others wrote, as HTML that cannot do anything.

Owns escaping, languages, direction and links. Invariants: no character of an article or a list
becomes mark-up; letters that hide or turn text are shown as what they are; a link leads to http
or https or is none. Refuses to change a text otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d"
_CYRILLIC = "\u0400-\u052f"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
#: Stretches by script; one may have spaces and middle dots inside.
_STRETCHES = (
    ("ko", f"[{_HANGUL}](?:[{_HANGUL}{_HAN}]|[ ·](?=[{_HANGUL}]))*"),
    ("ja", f"[{_HAN}]*[{_KANA}](?:[{_KANA}{_HAN}]|[ ・](?=[{_KANA}{_HAN}]))*"),
    ("zh", f"[{_HAN}](?:[{_HAN}]|[ ·・](?=[{_HAN}]))*"),
    ("ru", f"[{_CYRILLIC}](?:[{_CYRILLIC}\u0300-\u036f]|[ ’'-](?=[{_CYRILLIC}]))*"),
    ("rtl", f"[{_RTL}](?:[{_RTL}]|[ -](?=[{_RTL}]))*"),
)
_SCRIPTS = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _STRETCHES))
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINK = re.compile(r"https?://[^\s\"'<>\\]+", re.ASCII)


def visible(text: str) -> str:
    r"""Letters that hide, or turn the direction of writing, by their number.

    Example:
        >>> visible("a\u202eb"), visible("line\nline")
        ('a[U+202E]b', 'line\nline')
    """
    return _HIDDEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def spoken(text: object) -> Markup:
    """A text as HTML, with the language of stretches in other scripts.

    Example:
        >>> spoken("<b> 김정은 met Путин")
        Markup('&lt;b&gt; <span lang="ko">김정은</span> met <span lang="ru">Путин</span>')
    """
    return Markup("").join(_stretches(visible("" if text is None else str(text))))


def _stretches(text: str) -> Iterator[Markup]:
    if text.isascii():
        yield escape(text)
        return
    at = 0
    for found in _SCRIPTS.finditer(text):
        yield escape(text[at : found.start()])
        if found.lastgroup == "rtl":
            yield Markup('<bdi dir="rtl">{}</bdi>').format(found.group())
        else:
            yield Markup('<span lang="{}">{}</span>').format(found.lastgroup, found.group())
        at = found.end()
    yield escape(text[at:])


def name(text: object) -> Markup:
    """A name: as `spoken`, and what stands around it keeps its direction.

    Example:
        >>> name("LADY R")
        Markup('<bdi>LADY R</bdi>')
    """
    return Markup("<bdi>{}</bdi>").format(spoken(text))


def marked(text: str, spans: Sequence[tuple[int, int]]) -> Markup:
    """A text with spans of it marked; spans that overlap or lie outside are left out.

    Example:
        >>> marked("Kim met <Kim>", [(0, 3), (9, 12)])
        Markup('<mark>Kim</mark> met &lt;<mark>Kim</mark>&gt;')
    """
    parts, at = [], 0
    for start, end in sorted(spans):
        if not at <= start < end <= len(text):
            continue
        parts.append(spoken(text[at:start]))
        parts.append(Markup("<mark>{}</mark>").format(spoken(text[start:end])))
        at = end
    parts.append(spoken(text[at:]))
    return Markup("").join(parts)


def snippet(text: str, mention: str) -> Markup:
    """A snippet with the mention in it marked, every time it stands there.

    Example:
        >>> snippet("the Lady R left", "Lady R")
        Markup('the <mark>Lady R</mark> left')
    """
    wanted = " ".join(mention.split())
    if not wanted:
        return spoken(text)
    spans = [found.span() for found in re.finditer(re.escape(wanted), text)]
    return marked(text, spans)


def web(url: str | None) -> str | None:
    """An address that may be a link, or None.

    Example:
        >>> web("https://example.org/1"), web("javascript:alert(1)"), web("https://a b")
        ('https://example.org/1', None, None)
    """
    if not url or len(url) > 2_000 or not _LINK.fullmatch(url):
        return None
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def host(url: str) -> str:
    """The host of an address that `web` took.

    Example:
        >>> host("https://www.example.org:80/a")
        'www.example.org'
    """
    return urlsplit(url).hostname or url

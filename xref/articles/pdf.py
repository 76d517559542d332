"""PDF: the text of its pages, in reading order as PDFium gives it.

Owns turning a PDF into one record. Invariant: every page's text is kept, pages joined by a
blank line; a page without text is told of. Refuses to read pictures of text (scans).
"""

from __future__ import annotations

from typing import Any

from xref.articles.records import Context, Record
from xref.errors import InputError

_PAGE_BREAK = "\n\n"
_TOP = 2000


def read_pdf(data: bytes, context: Context) -> Record:
    """Read a PDF.

    Args:
        data: The whole file.
        context: Is told of pages without text.

    Returns:
        The text of all pages; the title of its properties if the first page shows it.

    Raises:
        InputError: Encrypted, broken, or without any text.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise InputError("the PDF is encrypted", hint="save it without a password") from None
        raise InputError("not a PDF, or broken", hint="fetch it again") from None
    try:
        pages = [_page_text(document, number, pypdfium2) for number in range(len(document))]
        title = str(document.get_metadata_value("Title") or "").strip()
        author = str(document.get_metadata_value("Author") or "").strip()
    finally:
        document.close()
    silent = [str(number) for number, text in enumerate(pages, 1) if not text]
    if len(silent) == len(pages):
        raise InputError(
            "the PDF holds no text, only pictures", hint="run text recognition (OCR) on it first"
        )
    if silent:
        shown = ", ".join(silent[:10]) + (" …" if len(silent) > 10 else "")
        context.problem(f"pages without text, of {len(pages)}: {shown}", kept=True)
    text = _PAGE_BREAK.join(filter(None, pages))
    # Titles in properties are often a template's or a file name's.
    return Record(text, title=title if title and title in text[:_TOP] else None, author=author)


def _page_text(document: Any, number: int, pdfium: Any) -> str:
    try:
        page = document[number]
        try:
            text = str(page.get_textpage().get_text_range())
        finally:
            page.close()
    except pdfium.PdfiumError:
        return ""  # a broken page, told of like one without text
    # PDFium marks a hyphen at a line's end with U+FFFE, in place of hyphen and line end.
    text = text.replace("\ufffe", "-").replace("\r\n", "\n").replace("\r", "\n")
    return text.strip() and text.strip("\n")

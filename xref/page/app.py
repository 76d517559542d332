"""The web application: routes, cookies and forms around `Pages`.

Owns what of HTTP the page speaks. Invariants: without a session nothing but the style sheet is
given; every form must carry its session's value; work is done in threads, so that one reviewer
does not wait for another. Refuses to make pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Collection
from importlib.resources import files
from pathlib import PurePosixPath

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from xref.errors import DecisionLogError, XrefError
from xref.page.guard import Guard, form_of
from xref.page.pages import Answer, Pages, Visit
from xref.page.sessions import Session, Sessions, same_secret
from xref.review.charts import stylesheet

_FILES = ("page.css", "page.js", "icon.svg")
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_YEAR = 31_536_000

Handler = Callable[..., Answer]


class Assets:
    """Style, script and icon, read once; nothing else of the disk can be asked for."""

    def __init__(self) -> None:
        folder = files("xref.page").joinpath("static")
        self._bytes = {name: folder.joinpath(name).read_bytes() for name in _FILES}
        self._bytes["charts.css"] = stylesheet().encode()
        self.digest = hashlib.sha256(b"\0".join(self._bytes.values())).hexdigest()[:12]

    async def answer(self, request: Request) -> Response:
        """One of them."""
        name = request.path_params["name"]
        if name not in self._bytes:
            return PlainTextResponse("There is no such file.\n", 404)
        headers = {"cache-control": f"public, max-age={_YEAR}, immutable"}
        return Response(
            self._bytes[name], media_type=_TYPES[PurePosixPath(name).suffix], headers=headers
        )


def application(
    pages: Pages, sessions: Sessions, assets: Assets, *, port: int, names: Collection[str] = ()
) -> ASGIApp:
    """The application, guarded.

    Args:
        pages: Makes the answers.
        sessions: Who may ask.
        assets: Style and script.
        port: The port that will be listened to; part of the cookie's name, as browsers do not
            tell servers on two ports of one host apart.
        names: Host names of this server besides addresses.
    """
    cookie = f"xref-{port}"

    def route(path: str, handler: Handler, *, methods: Collection[str] = ("GET",)) -> Route:
        named = handler != pages.reviewer

        async def endpoint(request: Request) -> Response:
            return await _answered(request, handler, named=named)

        return Route(path, endpoint, methods=list(methods))

    async def _answered(request: Request, handler: Handler, *, named: bool) -> Response:
        session = sessions.get(request.cookies.get(cookie, ""))
        if session is None:
            return await _arrival(request)
        form: dict[str, str] = {}
        if request.method == "POST":
            sent = await form_of(request.receive)
            if sent is None:
                return PlainTextResponse("This is no form of this page.\n", 400)
            form = sent
            if not same_secret(form.get("csrf", ""), session.csrf):
                return PlainTextResponse(
                    "This form is of another session; go back and load its page again.\n", 403
                )
        if named and not session.reviewer:
            return RedirectResponse("/reviewer", 303)
        if "token" in request.query_params:
            return RedirectResponse("/", 303)
        return await _made(session, request, handler, form)

    async def _made(
        session: Session, request: Request, handler: Handler, form: dict[str, str]
    ) -> Response:
        visit = Visit(session, request.query_params, form)
        try:
            answer = await run_in_threadpool(handler, visit, *request.path_params.values())
        except DecisionLogError as error:
            answer = pages.failed(visit, error, 503)
        except XrefError as error:
            answer = pages.failed(visit, error, 500)
        return _response(answer)

    async def _arrival(request: Request) -> Response:
        """Somebody without a session: the printed address opens one."""
        session = None
        if request.method == "GET":
            session = sessions.opened(request.query_params.get("token", ""))
        if session is None:
            return _response(pages.stranger())
        response = RedirectResponse("/", 303)
        response.set_cookie(cookie, session.id, httponly=True, samesite="strict", path="/")
        return response

    async def unknown(request: Request, error: Exception) -> Response:  # noqa: ARG001
        session = sessions.get(request.cookies.get(cookie, ""))
        if session is None:
            return _response(pages.stranger())
        return _response(pages.missing(Visit(session, {})))

    async def failed(request: Request, error: Exception) -> Response:  # noqa: ARG001
        return PlainTextResponse(
            "This is a defect in xref; nothing was recorded by this request. The terminal that "
            "runs `xref review serve` shows what happened.\n", 500,
        )  # fmt: skip

    handlers: dict[int | type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        404: unknown,
        500: failed,
    }
    app = Starlette(
        routes=[
            route("/", pages.queue),
            route("/alerts/{alert}", pages.alert),
            route("/alerts/{alert}", pages.decide, methods=("POST",)),
            route("/undo", pages.undo, methods=("POST",)),
            route("/dashboard", pages.dashboard),
            route("/help", pages.help),
            route("/keys", pages.keys, methods=("POST",)),
            route("/reviewer", pages.reviewer, methods=("GET", "POST")),
            Route("/static/{name}", assets.answer, methods=["GET"]),
        ],
        exception_handlers=handlers,
    )
    return Guard(app, port=port, names=names)


def _response(answer: Answer) -> Response:
    if answer.location is not None:
        return RedirectResponse(answer.location, answer.status)
    return HTMLResponse(answer.body.encode("utf-8", "replace"), answer.status)

"""The Wagtail example, end to end: editors over HTTP, a real site and a real tagger."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Self

import httpx2
import pytest

from archives import SAFETY, UNION
from serving import Service, serving

_SITE = Path(__file__).resolve().parents[2] / "examples" / "wagtail"
_PASSWORD = "correct horse battery"  # noqa: S105  of a site that lives for one test
_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Site:
    """A Wagtail site that answers.

    Attributes:
        address: Its URL.
        database: Its SQLite file.
        log: What it has printed.
        environment: The environment of its processes.
    """

    address: str
    database: Path
    log: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run ``manage.py`` to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=_SITE,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Return the rows of a query on its database."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query, values).fetchall()

    def suggested(self, page: int) -> list[object]:
        """Return the names that are suggested for a page, the likeliest first."""
        query = (
            "SELECT name FROM articles_suggestedtag s JOIN taggit_tag t ON t.id = s.tag_id "
            "WHERE s.content_object_id = ? ORDER BY s.score DESC"
        )
        return [name for (name,) in self.rows(query, page)]

    def tags(self, page: int) -> set[object]:
        """Return the names that editors gave a page."""
        query = (
            "SELECT name FROM articles_editortag e JOIN taggit_tag t ON t.id = e.tag_id "
            "WHERE e.content_object_id = ?"
        )
        return {name for (name,) in self.rows(query, page)}


class Editor:
    """Somebody at Wagtail's admin pages, over HTTP."""

    def __init__(self, site: Site) -> None:
        self._http = httpx2.Client(base_url=site.address, follow_redirects=True, timeout=60)

    def __enter__(self) -> Self:
        self._post("/admin/login/", {"username": "editor", "password": _PASSWORD})
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def publish(self, headline: str, body: str, *tags: str) -> int:
        """Write an article below the site's first page, and publish it; returns its number."""
        answer = self._post("/admin/pages/add/articles/articlepage/2/", _form(headline, body, tags))
        match = re.search(r"/admin/pages/(\d+)/edit/", unescape(answer.text))
        assert match, answer.text[:2000]
        return int(match[1])

    def republish(self, page: int, headline: str, body: str, *tags: str) -> None:
        """Publish an article again as it is now."""
        self._post(f"/admin/pages/{page}/edit/", _form(headline, body, tags))

    def edit_page(self, page: int) -> str:
        """Return the page on which an article is edited."""
        return self._http.get(f"/admin/pages/{page}/edit/").raise_for_status().text

    def _post(self, path: str, fields: dict[str, str]) -> httpx2.Response:
        shown = self._http.get(path).raise_for_status().text
        match = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)
        assert match
        answer = self._http.post(path, data={**fields, "csrfmiddlewaretoken": match[1]})
        assert 'class="error-message"' not in answer.text
        return answer.raise_for_status()


def _form(headline: str, body: str, tags: tuple[str, ...]) -> dict[str, str]:
    blocks = [
        {
            "key": f"b{number}",
            "text": paragraph,
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [],
            "entityRanges": [],
        }
        for number, paragraph in enumerate(body.splitlines())
    ]
    return {
        "title": headline,
        "body": json.dumps({"blocks": blocks, "entityMap": {}}),
        "tags": ", ".join(tags),
        "slug": "article",
        "action-publish": "action-publish",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }


@pytest.fixture(scope="module")
def tagger(models_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A real tagger, with a database of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GAOQIAN_DATA", str(tmp_path_factory.mktemp("tagger")))
        with serving(models_folder) as service:
            yield service


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with one editor, made once: migrating takes a few seconds."""
    folder = tmp_path_factory.mktemp("site")
    site = _site(folder, address="", tagger="")
    site.manage("migrate", "--verbosity", "0")
    site.manage("createsuperuser", "--noinput", "--username", "editor", "--email", "e@example.com")
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(prepared, tmp_path / "site"))


@pytest.fixture
def site(tagger: Service, folder: Path) -> Iterator[Site]:
    """A real site with a database of its own and one editor."""
    with _running(folder, tagger.address) as site:
        yield site


def _site(folder: Path, address: str, tagger: str) -> Site:
    environment = {
        **os.environ,
        "NEWSROOM_DATA": str(folder),
        "GAOQIAN_URL": tagger,
        "DJANGO_SUPERUSER_PASSWORD": _PASSWORD,
        "PYTHONUNBUFFERED": "1",
    }
    return Site(address, folder / "newsroom.sqlite3", folder / "log", environment)


@contextmanager
def _running(folder: Path, tagger: str) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    site = _site(folder, f"http://127.0.0.1:{port}", tagger)
    command = [sys.executable, "manage.py", "runserver", "--noreload", str(port)]
    with (
        site.log.open("wb") as log,
        subprocess.Popen(
            command, cwd=_SITE, env=site.environment, stdout=log, stderr=log
        ) as process,
    ):
        try:
            _await(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=20)


def _await(site: Site, process: subprocess.Popen[bytes]) -> None:
    for _ in range(_START_SECONDS * 10):
        assert process.poll() is None, site.log.read_text()
        try:
            httpx2.get(f"{site.address}/admin/login/", timeout=30).raise_for_status()
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(site.log.read_text())


def test_publishing_brings_suggestions_apart_from_the_tags(site: Site) -> None:
    """They stand beside the editor's tags, are shown on the edit page, and change no tag."""
    with Editor(site) as editor:
        page = editor.publish("老楼道里装上了烟感", SAFETY, "柳溪街道")
        shown = editor.edit_page(page)
    assert site.suggested(page) == ["安全"]
    assert site.tags(page) == {"柳溪街道"}
    assert re.search(r"<strong>安全</strong>（把握 \d+%）", shown)


def test_suggestions_follow_the_text_and_tags_do_not(site: Site) -> None:
    """Publishing another text brings its suggestions; the editor's tags are the editor's."""
    with Editor(site) as editor:
        page = editor.publish("老楼道里装上了烟感", SAFETY, "柳溪街道")
        editor.republish(page, "总工会送清凉", UNION, "柳溪街道")
    assert site.suggested(page) == ["工会"]
    assert site.tags(page) == {"柳溪街道"}


def _feedback(tagger: Service, page: int) -> list[dict[str, object]]:
    """Return what has been said of a page."""
    answer = httpx2.get(f"{tagger.address}/v1/feedback", params={"article": f"wagtail:{page}"})
    said: list[dict[str, object]] = answer.raise_for_status().json()["feedback"]
    return said


def test_correction_comes_back_as_feedback(site: Site, tagger: Service) -> None:
    """An editor who gives another topic rejects the suggested one, and says so once."""
    with Editor(site) as editor:
        page = editor.publish("老楼道里装上了烟感", SAFETY)
        assert _feedback(tagger, page) == []
        editor.republish(page, "老楼道里装上了烟感", SAFETY, "工会", "柳溪街道")
        editor.republish(page, "老楼道里装上了烟感", SAFETY, "工会", "柳溪街道")
    (said,) = _feedback(tagger, page)
    assert said["topics"] == ["labour_union"]
    assert said["verdicts"] == {"labour_union": "missed", "safety": "rejected_wrong"}
    assert (said["editor"], said["stage"]) == ("editor", "published")
    article = httpx2.get(f"{tagger.address}/v1/articles/wagtail:{page}").json()
    assert (article["topics"], article["decided_by"]) == (["labour_union"], "editor")
    assert site.suggested(page) == ["安全"]


def test_publishing_does_not_need_the_tagger(folder: Path, tagger: Service) -> None:
    """Without it an article is published, the failure logged, and made up for afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
    with _running(folder, nobody) as site:
        with Editor(site) as editor:
            page = editor.publish("老楼道里装上了烟感", SAFETY)
            assert "没有联系上稿签" in editor.edit_page(page)
        assert site.rows("SELECT live FROM wagtailcore_page WHERE id = ?", page) == [(1,)]
        log = site.log.read_text()
        assert f"page {page}: the tagger could not be asked" in log
        assert SAFETY not in log
        assert "1 篇失败" in site.manage("catch_up")
        assert site.suggested(page) == []
        site.environment["GAOQIAN_URL"] = tagger.address
        assert "1 篇已完成" in site.manage("catch_up")
        assert site.suggested(page) == ["安全"]

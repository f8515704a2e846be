"""The page and its images, built for a small slice of the authored articles."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gaoqian import Article, ModelStore, Tagger, Taxonomy
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.evaluation_report.comparison import Comparison, Difference
from gaoqian_training.evaluation_report.learning import LearningPoint
from gaoqian_training.evaluation_report.page import render_page
from gaoqian_training.evaluation_report.report import Absent, Report
from gaoqian_training.evaluation_report.write import draw_images, write_report
from gaoqian_training.trainer import Training

_PNGS = {"precision_recall", "reliability", "scores", "confusion", "learning_curve"}
_HOSTILE = "<script>alert('工会')</script>总工会慰问职工"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the report is written."""
    return tmp_path_factory.mktemp("report") / "made"


@pytest.fixture(scope="module")
def report(
    training: Training, authored: Dataset, taxonomy: Taxonomy, models_folder: Path, folder: Path
) -> Report:
    """A report on every thirtieth article and one whose headline is markup, labelled wrongly."""
    hostile = LabelledArticle(Article(headline=_HOSTILE, body="工会 & <b>职工</b>。"), frozenset())
    dataset = Dataset((*authored.items[::30], hostile), taxonomy, authored.files)
    # What the learning curve costs is not what this is about.
    manifest = replace(training.manifest, data={"fingerprint": "sha256:other"})
    tagger = Tagger(replace(ModelStore(models_folder).load(), manifest=manifest))
    return write_report(tagger, dataset, ModelStore(models_folder), folder)


@pytest.fixture(scope="module")
def page(report: Report, folder: Path) -> str:
    """The page."""
    assert report.mistakes
    return (folder / "index.html").read_text(encoding="utf-8")


def test_images_stand_beside_the_page_and_in_it(page: str, folder: Path) -> None:
    """Every PNG file is inlined, too; without a learning curve there is none."""
    files = {path.stem for path in folder.glob("*.png")}
    assert files == _PNGS - {"learning_curve"}
    assert page.count("data:image/png;base64,") == len(files)
    assert all((folder / f"{name}.png").read_bytes().startswith(b"\x89PNG") for name in files)


def test_page_needs_nothing_else(page: str) -> None:
    """No resource and no script is loaded from anywhere; links lead to its own sections."""
    assert not re.search(r"https?://", page)
    sources = re.findall(r'\b(?:src|href)="([^"]*)"', page)
    assert all(source.startswith(("data:image/png;base64,", "#")) for source in sources)
    for target in (source for source in sources if source.startswith("#")):
        assert f'id="{target[1:]}"' in page
    assert "<script" not in page


def test_page_is_well_formed(page: str) -> None:
    """Every element that is opened is closed, in order."""
    open_tags: list[str] = []

    class Checker(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            if tag not in {"meta", "br", "img"}:
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Checker().feed(page)
    assert open_tags == []


def test_text_is_escaped_and_evidence_marked(page: str) -> None:
    """Markup in a headline is text; the evidence in it is marked."""
    shown = re.sub("</?mark>", "", page)
    assert "&lt;script&gt;alert(&#39;工会&#39;)&lt;/script&gt;总工会慰问职工" in shown
    assert "工会 &amp; &lt;b&gt;职工&lt;/b&gt;。" in shown
    assert re.search("<mark>[^<]*工会", page)


def test_absent_sections_say_why(report: Report, page: str) -> None:
    """No curve for a bundle trained on other data, no comparison of the champion with itself."""
    assert isinstance(report.learning, Absent)
    assert isinstance(report.comparison, Absent)
    assert report.learning.reason in page
    assert report.comparison.reason in page


def test_figures_are_those_of_the_evaluation(report: Report, page: str) -> None:
    """The cards and the undisturbed row show the command's own figures."""
    figures = report.evaluation.figures
    assert report.robustness[0].figures == figures
    assert f"<b>{figures.macro_f1:.3f}</b>" in page
    assert len(report.mistakes) <= 30
    distances = [mistake.distance for mistake in report.mistakes]
    assert distances == sorted(distances, reverse=True)


def test_learning_curve_and_comparison_where_they_are(report: Report) -> None:
    """The curve is drawn; differences come with their intervals and what they mean."""
    differences = (
        Difference("一", 0.75, 0.875, 0.05, 0.2),
        Difference("二", 0.5, 0.4996, -0.2, 0.1),
        Difference("三", None, None, None, None),
    )
    points = (LearningPoint(100, 0.8), LearningPoint(200, 0.9))
    full = replace(report, learning=points, comparison=Comparison("2026.01.01-1", differences))
    images = draw_images(full)
    assert set(images) == _PNGS
    page = re.sub(r"\s+", " ", render_page(full, images))
    assert "<td>+0.125</td><td>+0.050 … +0.200</td><td>确有提高 better</td>" in page
    assert "<td>+0.000</td><td>−0.200 … +0.100</td><td>分不出高下 not told apart</td>" in page
    assert "<td>–</td><td>– … –</td>" in page


def test_topics_that_are_not_drawn_are_counted(report: Report) -> None:
    """Each plot says how many it leaves out; the table has them all."""
    few = replace(report, curves=report.curves[:2], confusion=report.confusion[:4, :4])
    images = draw_images(few)
    page = render_page(few, images)
    assert page.count("此处只有错得最多的 2 个，其余 3 个的数字见上表") == 5
    table = page[page.index('<h2 id="topics">') : page.index('<h2 id="curves">')]
    assert all(entry.topic.label in table for entry in report.manifest.topics)
    assert "主题太多" not in render_page(report, {})

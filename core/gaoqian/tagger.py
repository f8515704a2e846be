"""The tagger: cleans, scores and decides articles with one bundle."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gaoqian.article import Article
from gaoqian.bundle import Bundle, ModelStore, load_bundle
from gaoqian.bundle.bundle import MANIFEST_NAME, SCORER_NAME
from gaoqian.decision import SHORT, Decision, abstain_before_scoring, decide
from gaoqian.errors import TaxonomyError
from gaoqian.mixture import cell_of
from gaoqian.result import Evidence, Reason, Tag, TagResult
from gaoqian.scorer.evidence import TokenWeights, strongest_stretches
from gaoqian.text import Document, compose

#: Stretches shown per tag: as many as an editor reads at a glance.
EVIDENCE_LIMIT = 5
#: Batch limits: more articles do not fit into the processor's cache beside the tables, and long
#: articles must not fill the memory.
BATCH_ARTICLES = 32
BATCH_CHARACTERS = 30_000
#: Most topics for which score counts are kept; beyond, nearly every article has its own cell.
MAX_COUNTED = 64


class Tagger:
    """Tags articles with one bundle; safe to share between threads.

    Example:
        >>> tagger = Tagger.load("models")  # doctest: +SKIP
        >>> result = tagger.tag(Article(headline="…", body="…"), explain=True)  # doctest: +SKIP
    """

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self._scorer = bundle.scorer
        self._thresholds = bundle.manifest.thresholds
        self._mode = bundle.manifest.mode
        self._rubrics = bundle.manifest.rubrics
        self._topics = [entry.topic for entry in bundle.manifest.topics]
        self._ids = [topic.id for topic in self._topics]

    @classmethod
    def load(cls, path: str | Path) -> "Tagger":
        """Load a bundle.

        Args:
            path: A bundle's folder, or a models folder, whose champion is taken.

        Raises:
            BundleError: there is no bundle, or it cannot be used here; see `load_bundle`.
        """
        path = Path(path)
        if (path / MANIFEST_NAME).exists():
            return cls(load_bundle(path))
        return cls(ModelStore(path).load())

    @property
    def version(self) -> str:
        """The version of the bundle."""
        return self.bundle.manifest.version

    def tag(self, article: Article, *, explain: bool = False) -> TagResult:
        """Tag one article.

        Args:
            article: The article as sent.
            explain: Whether to compute evidence; doubles the time.
        """
        (result,) = self._tag_batch([article], explain=explain)
        return result

    def tag_many(
        self, articles: Iterable[Article], *, explain: bool = False
    ) -> Iterator[TagResult]:
        """Tag a stream of articles in order, in batches of a few dozen.

        Args:
            articles: Any number of articles; one batch is held at a time.
            explain: Whether to compute evidence.
        """
        for batch in _batches(articles):
            yield from self._tag_batch(batch, explain=explain)

    @property
    def counted_as(self) -> str:
        """Key of this bundle's score counts: its version and a digest of its arrays.

        Different bundles may share a version: in another models folder, or after a deletion.
        """
        digest = self.bundle.manifest.files.get(SCORER_NAME, "").removeprefix("sha256:")
        return f"{self.version}#{digest[:8]}"

    def cell(self, result: TagResult) -> str:
        """Return the score-count cell of a result of this tagger, see `gaoqian.mixture.cells`.

        Empty for results that are not counted: nothing was scored, the mode is single, or there
        are more than `MAX_COUNTED` topics.
        """
        if not result.scores or self._mode == "single" or len(self._ids) > MAX_COUNTED:
            return ""
        return cell_of(tuple(result.scores.values()))

    def evidence(self, article: Article, topic: str) -> tuple[Evidence, ...]:
        """Return the stretches that contribute to a topic, assigned or not, strongest first.

        Args:
            article: The article as sent.
            topic: One of the bundle's topic identifiers.

        Raises:
            TaxonomyError: the bundle has no such topic.
        """
        if topic not in self._ids:
            raise TaxonomyError(f"topic {topic!r} is unknown, expected one of {self._ids}")
        document = compose(article, self._rubrics)
        batch = self._scorer.look_up([document.text])
        weights = TokenWeights(self._scorer, batch, self._scorer.count(batch))
        return _evidence(document, weights, self._ids.index(topic))

    def _tag_batch(self, articles: Sequence[Article], *, explain: bool) -> list[TagResult]:
        documents = [compose(article, self._rubrics) for article in articles]
        reasons = [
            abstain_before_scoring(document.text, document.article.language, self._mode)
            for document in documents
        ]
        judged = [text for text, reason in zip(documents, reasons, strict=True) if reason is None]
        answers = self._score_documents(judged, explain=explain)
        return [
            next(answers) if reason is None else self._abstain(document, reason)
            for document, reason in zip(documents, reasons, strict=True)
        ]

    def _score_documents(
        self, documents: Sequence[Document], *, explain: bool
    ) -> Iterator[TagResult]:
        if not documents:
            return
        batch = self._scorer.look_up([document.text for document in documents])
        features = self._scorer.count(batch)
        decisions = self._scorer.decision_values(features)
        lengths = [len(document.text) for document in documents]
        probabilities = self._scorer.arrays.calibration.probabilities(decisions, lengths).tolist()
        for text, (document, scores) in enumerate(zip(documents, probabilities, strict=True)):
            # Bundles of earlier formats ignore the length.
            characters = lengths[text] if self._rubrics is not None else SHORT
            decision = decide(scores, self._thresholds, self._mode, characters=characters)
            evidence: list[tuple[Evidence, ...]] = []
            if explain and decision.topics:
                alone = batch.select(text, self._scorer.arrays.table)
                weights = TokenWeights(self._scorer, alone, features.select(text))
                evidence = [_evidence(document, weights, topic) for topic in decision.topics]
            yield self._result(document, decision, scores, evidence)

    def _abstain(self, document: Document, reason: Reason) -> TagResult:
        return self._result(document, Decision("abstained", reason, ()), (), ())

    def _result(
        self,
        document: Document,
        decision: Decision,
        scores: Sequence[float],
        evidence: Sequence[tuple[Evidence, ...]],
    ) -> TagResult:
        tags = tuple(
            Tag(
                topic=self._topics[index].id,
                label=self._topics[index].label,
                score=scores[index],
                threshold=self._thresholds[index],
                evidence=evidence[place] if evidence else (),
            )
            for place, index in enumerate(decision.topics)
        )
        return TagResult(
            id=document.article.id,
            source=document.article.source,
            headline=document.article.headline,
            status=decision.status,
            reason=decision.reason,
            tags=tags,
            scores=dict(zip(self._ids, scores, strict=False)),
            model=self.version,
            byline=document.byline,
            rubric=document.rubrics[0] if document.rubrics else "",
        )


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Cut a stream into batches that are scored together."""
    batch: list[Article] = []
    room = BATCH_CHARACTERS
    for article in articles:
        batch.append(article)
        room -= len(article.body)
        if room <= 0 or len(batch) == BATCH_ARTICLES:
            yield batch
            batch, room = [], BATCH_CHARACTERS
    if batch:
        yield batch


def _evidence(document: Document, weights: TokenWeights, topic: int) -> tuple[Evidence, ...]:
    stretches = strongest_stretches(
        weights.tokens, weights.starts, weights.for_topic(topic), EVIDENCE_LIMIT
    )
    return tuple(document.evidence(s.start, s.end, s.weight) for s in stretches)

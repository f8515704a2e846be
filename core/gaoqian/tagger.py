"""The tagger: articles in, slips out."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gaoqian.article import Article
from gaoqian.bundle import Bundle, ModelStore, load_bundle
from gaoqian.bundle.bundle import MANIFEST_NAME
from gaoqian.decision import Decision, abstain_before_scoring, decide
from gaoqian.errors import TaxonomyError
from gaoqian.result import Evidence, Tag, TagResult
from gaoqian.scorer.arrays import FloatArray
from gaoqian.scorer.evidence import strongest_stretches, token_weights
from gaoqian.scorer.scorer import Features, Occurrences
from gaoqian.text import Document, compose

#: As many as an editor reads at a glance.
EVIDENCE_LIMIT = 5


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
        self._topics = [entry.topic for entry in bundle.manifest.topics]

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
        """The version of the bundle that answers."""
        return self.bundle.manifest.version

    def tag(self, article: Article, *, explain: bool = False) -> TagResult:
        """Tag one article.

        Args:
            article: The article as sent.
            explain: Whether to find the evidence, too; costs about as much again.
        """
        document = compose(article)
        reason = abstain_before_scoring(document.text, article.language, self._mode)
        if reason is not None:
            return self._result(document, Decision("abstained", reason, ()), None)
        occurrences = self._scorer.occurrences(document.text)
        features = self._scorer.features(occurrences)
        decisions = self._scorer.decide(features)
        probabilities = self._scorer.arrays.calibration.probabilities(decisions)
        decision = decide(probabilities, self._thresholds, self._mode)
        evidence: Sequence[tuple[Evidence, ...]] = ()
        if explain:
            evidence = [
                self._evidence(document, occurrences, features, topic) for topic in decision.topics
            ]
        return self._result(document, decision, probabilities, evidence)

    def tag_many(
        self, articles: Iterable[Article], *, explain: bool = False
    ) -> Iterator[TagResult]:
        """Tag articles one after another, in order and without holding them all.

        Args:
            articles: Any number of articles.
            explain: Whether to find the evidence, too.
        """
        return (self.tag(article, explain=explain) for article in articles)

    def evidence(self, article: Article, topic: str) -> tuple[Evidence, ...]:
        """Return the stretches that spoke for a topic, strongest first, given or not.

        Args:
            article: The article as sent.
            topic: One of the bundle's topic identifiers.

        Raises:
            TaxonomyError: the bundle has no such topic.
        """
        ids = [each.id for each in self._topics]
        if topic not in ids:
            raise TaxonomyError(f"topic {topic!r} is unknown, expected one of {ids}")
        document = compose(article)
        occurrences = self._scorer.occurrences(document.text)
        features = self._scorer.features(occurrences)
        return self._evidence(document, occurrences, features, ids.index(topic))

    def _evidence(
        self, document: Document, occurrences: Occurrences, features: Features, topic: int
    ) -> tuple[Evidence, ...]:
        weights = token_weights(self._scorer, occurrences, features, topic)
        stretches = strongest_stretches(occurrences.tokens, weights, EVIDENCE_LIMIT)
        return tuple(document.evidence(s.start, s.end, s.weight) for s in stretches)

    def _result(
        self,
        document: Document,
        decision: Decision,
        probabilities: FloatArray | None,
        evidence: Sequence[tuple[Evidence, ...]] = (),
    ) -> TagResult:
        scores = probabilities.tolist() if probabilities is not None else []
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
            scores={topic.id: score for topic, score in zip(self._topics, scores, strict=False)},
            model=self.version,
            byline=document.byline,
        )

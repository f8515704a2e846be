"""From probabilities to an answer."""

import pytest

from gaoqian.decision import abstain_before_scoring, decide


def test_topics_at_their_thresholds_strongest_first() -> None:
    """A probability equal to its threshold is enough."""
    decision = decide([0.7, 0.5, 0.9], [0.7, 0.6, 0.8])
    assert (decision.status, decision.topics) == ("tagged", (2, 0))


def test_none_is_an_answer() -> None:
    """Every topic below its threshold and unlikely: none of them."""
    decision = decide([0.4, 0.2], [0.5, 0.5])
    assert (decision.status, decision.reason, decision.topics) == ("none", None, ())


def test_likely_but_below_a_strict_threshold_is_no_none() -> None:
    """Where a topic is likelier than not, saying none would be a lie."""
    decision = decide([0.6, 0.2], [0.8, 0.5])
    assert (decision.status, decision.reason) == ("abstained", "low_confidence")


def test_none_of_a_short_text_has_to_be_likely() -> None:
    """A headline that leaves a topic some chance does not say none; an article may."""
    assert decide([0.3, 0.1], [0.5, 0.5], characters=400).status == "none"
    short = decide([0.3, 0.1], [0.5, 0.5], characters=20)
    assert (short.status, short.reason) == ("abstained", "low_confidence")
    assert decide([0.05, 0.05], [0.5, 0.5], characters=20).status == "none"
    assert decide([0.6, 0.1], [0.5, 0.5], characters=20).topics == (0,)


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("\n", "", "too_short"),
        ("\n，。！？……", "", "too_short"),
        ("\n20261124", "", "too_short"),
        ("工会\n", "", "too_short"),
        ("\nOnly English here.", "", "not_chinese"),
        (
            "\n工会换届 in a text that is otherwise English from one end to the other",
            "",
            "not_chinese",
        ),
        ("工会换届\n", "", None),
        ("工会换届\n", "zh-Hans", None),
        ("工会换届\n", "en-GB", "not_chinese"),
        ("工会换届\n", "zh_CN", None),
        ("工会换届\n", "yue-Hant", None),
        ("工会换届\n", "und", None),
        ("\n今晚的比分：主队 98:97 客队；另一场 3:2，主场球迷欢呼", "", None),
    ],
)
def test_abstains_before_scoring(text: str, language: str, reason: str | None) -> None:
    """Too short, or not Chinese: no score would be honest."""
    assert abstain_before_scoring(text, language) == reason

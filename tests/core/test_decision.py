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


def test_single_gives_the_likeliest_whatever_the_thresholds() -> None:
    """The first of equals, and never another status."""
    decision = decide([0.2, 0.4, 0.4], [0.9, 0.9, 0.9], "single", characters=5)
    assert (decision.status, decision.reason, decision.topics) == ("tagged", None, (1,))


@pytest.mark.parametrize(
    ("text", "reason"),
    [("\n，。！？……", "too_short"), ("\n会", None), ("\n7", None), ("\nOnly English here.", None)],
)
def test_single_judges_whatever_has_a_letter_or_digit(text: str, reason: str | None) -> None:
    """Each article has a topic; language and length do not matter."""
    assert abstain_before_scoring(text, "en", "single") == reason


def test_likelihoods_at_their_bounds() -> None:
    """Half is likelier than not; a fifth is still unlikely. Who abstains gives no topic."""
    likely = decide([0.5, 0.1], [0.8, 0.8], characters=400)
    assert (likely.status, likely.topics) == ("abstained", ())
    assert decide([0.2, 0.1], [0.5, 0.5], characters=20).status == "none"
    short = decide([0.21, 0.1], [0.5, 0.5], characters=59)
    assert (short.status, short.topics) == ("abstained", ())
    assert decide([0.21, 0.1], [0.5, 0.5], characters=60).status == "none"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("abcd", "not_chinese"),
        ("abc", "too_short"),
        # 6 Han characters of 20 letters are just enough, 6 of 21 are not.
        ("工会换届工会" + "x" * 14, None),
        ("工会换届工会" + "x" * 15, "not_chinese"),
        # Blanks and punctuation are no letters.
        ("工会换届" + " ，" * 20, None),
        # The first and the last character of the blocks that count, and their neighbours.
        ("\u3400\u9fff\u3400\u9fff", None),
        ("\u33ff\u33ff\ua000\ua000", "too_short"),
    ],
)
def test_text_at_the_bounds(text: str, reason: str | None) -> None:
    """Four letters are a text, four Han characters a Chinese one; three tenths are enough."""
    assert abstain_before_scoring(text) == reason

"""Label Studio's labelling configuration: its choices as topics, and the fields of the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from gaoqian import Article, Topic
from gaoqian_service.errors import ContentError
from gaoqian_service.http.adapters.names import find_topic
from gaoqian_service.http.schemas.text import mend

#: Tags that show a text of the task. A Header is nothing that can be labelled; it counts where
#: it shows the headline.
_TEXT_TAGS = ("Text", "HyperText", "Header")
_HEADLINE_NAMES = ("headline", "title", "标题")


@dataclass(frozen=True, slots=True)
class TopicControl:
    """A ``<Choices>`` of which at least one choice is a topic.

    Attributes:
        name: Its name, ``from_name`` in results.
        to_name: The name of the text that it belongs to.
        multiple: Whether several choices may be taken.
        choices: Topic to the choice as it stands in results.
        topics: Every choice that is a topic, by value and by alias, to that topic.
    """

    name: str
    to_name: str
    multiple: bool
    choices: Mapping[str, str]
    topics: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LabelConfig:
    """The parts of a labelling configuration that tagging needs.

    Attributes:
        controls: The choices that offer topics; at least one.
        headline: Fields of a task's data that hold headlines.
        body: Fields that hold the text; headline and body have at least one field.
    """

    controls: tuple[TopicControl, ...]
    headline: tuple[str, ...]
    body: tuple[str, ...]

    def read_article(self, data: Mapping[str, Any], identifier: str, field: str) -> Article:
        """Return a task's article.

        Args:
            data: The task's data.
            identifier: The article's identifier.
            field: The path of the data in the request, for errors.

        Raises:
            ContentError: a field is missing, or is not a string.
        """
        return Article(_join(data, self.headline, field), _join(data, self.body, field), identifier)


def parse_label_config(text: str, topics: Iterable[Topic], field: str) -> LabelConfig:
    """Parse a labelling configuration.

    Args:
        text: The XML.
        topics: The topics that a choice may name: by identifier, label or English label, in its
            ``value``, its ``alias`` or one of its ``predicted_values``.
        field: Its path in the request, for errors.

    Raises:
        ContentError: it is not XML, or declares entities; no choice is a topic; no tag shows a
            text; a text would have to be fetched from an address.
    """
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise ContentError(field, f"不是可读的 XML cannot be read as XML: {error!r}") from error
    topics = tuple(topics)
    controls = tuple(
        control
        for element in root.iter("Choices")
        if (control := _read_control(element, topics)).choices
    )
    if not controls:
        raise ContentError(
            field,
            "没有一个选项是主题 no <Choice> names a topic, expected some of "
            + ", ".join(f"{topic.id} ({topic.label})" for topic in topics),
        )
    shown = _text_fields(root, field)
    headline = tuple(name for name, is_headline in shown.items() if is_headline)
    body = tuple(name for name in shown if name not in headline)
    return LabelConfig(controls, headline, body)


def _read_control(element: Element, topics: Iterable[Topic]) -> TopicControl:
    choices: dict[str, str] = {}
    meant: dict[str, str] = {}
    for choice in element.iter("Choice"):
        value, alias = choice.get("value", ""), choice.get("alias", "")
        predicted = choice.get("predicted_values", "").split(",")
        topic = find_topic(topics, (value, alias, *predicted))
        if topic is not None:
            choices.setdefault(topic.id, alias or value)
            meant |= {name: topic.id for name in (value, alias) if name}
    return TopicControl(
        name=element.get("name", ""),
        to_name=element.get("toName", ""),
        multiple=element.get("choice") == "multiple",
        choices=choices,
        topics=meant,
    )


def _text_fields(root: Element, field: str) -> dict[str, bool]:
    """Return the fields that are shown, in order, and whether each is a headline."""
    shown: dict[str, bool] = {}
    for element in root.iter():
        value = element.get("value", "")
        if element.tag not in _TEXT_TAGS or not value.startswith("$"):
            continue
        if element.get("valueType") == "url":
            raise ContentError(
                field, f"{value}: valueType='url'；不会去取 texts are not fetched, send them"
            )
        names = (value[1:].lower(), element.get("name", "").lower())
        is_headline = any(name in _HEADLINE_NAMES for name in names)
        if is_headline or element.tag != "Header":
            shown.setdefault(value[1:], is_headline)
    if not shown:
        raise ContentError(
            field,
            "没有显示正文的标签 no text is shown, expected a <Text> with a value such as $text",
        )
    return shown


def _join(data: Mapping[str, Any], names: Iterable[str], field: str) -> str:
    parts = []
    for name in names:
        value = data.get(name)
        if not isinstance(value, str):
            raise ContentError(
                f"{field}.{name}", f"{type(value).__name__}；应为字符串 expected a string"
            )
        parts.append(mend(value))
    return "\n".join(parts)
